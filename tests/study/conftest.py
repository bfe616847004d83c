"""A town for each test, with the small bank in its database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.conversation import Sender
from tests.study.town import Town, a_database, copied, opened


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database as it is before anybody came."""
    return a_database(tmp_path_factory.mktemp("template"))


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(template, tmp_path)


@pytest.fixture
def town(file: Path) -> Iterator[Town]:
    """A Monday morning in Madrid."""
    with opened(file) as town:
        yield town


@pytest.fixture
def ana() -> Sender:
    """Somebody whose telephone speaks Spanish."""
    return Sender(1001, "Ana", "es-ES")


@pytest.fixture
def luis() -> Sender:
    """Somebody else."""
    return Sender(1002, "Luis", "es")


@pytest.fixture
def mary() -> Sender:
    """Somebody whose telephone speaks English."""
    return Sender(1003, "Mary", "en-GB")
