"""A Discord and a whole program for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.chats.discord_edge.server import Program, running
from tests.study.town import a_database, copied


@pytest.fixture(scope="session")
def bank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a question of each kind, to be copied."""
    return a_database(tmp_path_factory.mktemp("discord"))


@pytest_asyncio.fixture
async def program(bank_file: Path, tmp_path: Path) -> AsyncIterator[Program]:
    """The program on a Discord of its own, with a server, a channel, and Ana in it."""
    async with running(copied(bank_file, tmp_path)) as program:
        yield program
