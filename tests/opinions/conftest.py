"""A language model and a small bank."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.opinions.model import Model, a_model
from tests.study.town import a_database, copied


@pytest_asyncio.fixture
async def model() -> AsyncIterator[Model]:
    """It says nothing yet."""
    async with a_model() as model:
        yield model


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database as it is before anybody came."""
    return a_database(tmp_path_factory.mktemp("template"))


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(template, tmp_path)
