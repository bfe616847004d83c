"""A Telegram and an installation of Repaso for each test, with the small bank in its database."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.lives import Life
from tests.journeys.processes import environment
from tests.journeys.program import Program, running
from tests.study.town import a_database, copied


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database as it is before anybody came."""
    return a_database(tmp_path_factory.mktemp("template"))


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(template, tmp_path)


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A fresh Telegram."""
    async with Emulator() as emulator:
        yield emulator


@pytest_asyncio.fixture
async def repaso(emulator: Emulator, file: Path) -> AsyncIterator[Program]:
    """Repaso at work, on a Monday morning in Madrid."""
    async with running(emulator, file) as program:
        yield program


@pytest.fixture
def ana(emulator: Emulator) -> Person:
    """Somebody whose telephone speaks Spanish."""
    return emulator.person("Ana", language="es")


@pytest.fixture
def luis(emulator: Emulator) -> Person:
    """Somebody else."""
    return emulator.person("Luis", language="es")


@pytest.fixture
def eva(emulator: Emulator) -> Person:
    """A third."""
    return emulator.person("Eva", language="es")


@pytest.fixture
def mary(emulator: Emulator) -> Person:
    """Somebody whose telephone speaks English."""
    return emulator.person("Mary", language="en")


@pytest.fixture
def chat(emulator: Emulator, ana: Person) -> PrivateChat:
    """Ana's chat with the bot, in which nothing was said yet."""
    return emulator.private(ana)


@pytest_asyncio.fixture
async def lives(emulator: Emulator, file: Path, tmp_path: Path) -> AsyncIterator[Callable[..., Life]]:
    """Makes `repaso run` as a process, with these settings; whatever becomes of the test, none outlives it."""
    made: list[Life] = []

    def one(**settings: str) -> Life:
        made.append(Life(environment(file, emulator, **settings), tmp_path))
        return made[-1]

    yield one
    for life in made:
        if life.is_alive:
            await life.is_killed()
