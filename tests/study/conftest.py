"""A town for each test, with the small bank in its database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bank import syncing
from bot.bank.survey import Look
from bot.domain.conversation import Platform, Sender
from tests.study.town import MONDAY, NOTES, Room, Town, a_database, copied, opened
from tests.study.two_accounts import ANITA


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database as it is before anybody came."""
    return a_database(tmp_path_factory.mktemp("template"))


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(template, tmp_path)


@pytest.fixture
def town(dialect: str, request: pytest.FixtureRequest) -> Iterator[Town]:
    """A Monday morning in Madrid."""
    if dialect == "sqlite":
        with opened(request.getfixturevalue("file")) as town:
            yield town
        return
    engine = request.getfixturevalue("engine")
    syncing.sync(engine, Look([NOTES], "es", "auto"), MONDAY)
    on_a_server = Town(engine)
    with on_a_server.desk:
        yield on_a_server


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


@pytest.fixture
def telegram(town: Town, ana: Sender) -> Room:
    """Ana's private chat on Telegram."""
    return town.private(ana)


@pytest.fixture
def discord(town: Town) -> Room:
    """Her private chat on Discord."""
    return town.private(ANITA, Platform.DISCORD)
