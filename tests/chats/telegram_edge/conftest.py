"""A Telegram and a desk for each test."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.chats.telegram_edge.stand_ins import CannedDesk
from tests.emulator import Emulator


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A fresh Telegram."""
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
def desk() -> Iterator[CannedDesk]:
    """A desk that echoes, unless the test gives it another `answer`."""
    desk = CannedDesk()
    yield desk
    desk.close()
