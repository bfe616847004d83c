"""Several platforms in one process: either can fail and come back, and the other does not notice."""

import asyncio

import pytest

from bot import edges
from bot.domain.conversation import Platform, Say
from bot.domain.errors import RepasoError
from bot.domain.sending import Sent

NO_TOKEN = RepasoError("the token is unknown")


class Serving:
    """An edge that serves until it is stopped, after it has failed in these ways."""

    def __init__(self, platform: Platform, *failures: Exception) -> None:
        self.platform, self._failures, self.runs = platform, list(failures), 0
        self.is_up = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """See `Edge.run`."""
        self.runs += 1
        if self._failures:
            raise self._failures.pop(0)
        self.is_up.set()
        await stop.wait()

    async def send(self, say: Say) -> Sent:
        """See `Outbox.send`."""
        return Sent(())


@pytest.mark.parametrize("failing", [Platform.TELEGRAM, Platform.DISCORD])
async def test_one_cannot_go_on(failing: Platform, caplog: pytest.LogCaptureFixture):
    """The log says so, and the other serves until the program is stopped."""
    (other,) = {Platform.TELEGRAM, Platform.DISCORD} - {failing}
    well, stop = Serving(other), asyncio.Event()
    serving = asyncio.create_task(edges.serve([Serving(failing, NO_TOKEN), well], stop))
    await well.is_up.wait()
    await asyncio.sleep(0)
    assert not serving.done()
    assert [f"{failing} is not served: the token is unknown"] == [one.message for one in caplog.records]
    stop.set()
    await serving
    assert well.runs == 1


@pytest.mark.parametrize("failing", [Platform.TELEGRAM, Platform.DISCORD])
async def test_one_fails_and_comes_back(failing: Platform, monkeypatch: pytest.MonkeyPatch):
    """It is served again after a while; the other ran all the time."""
    monkeypatch.setattr(edges, "AGAIN_AFTER", 0)
    (other,) = {Platform.TELEGRAM, Platform.DISCORD} - {failing}
    ill, well, stop = Serving(failing, ValueError("a bug")), Serving(other), asyncio.Event()
    serving = asyncio.create_task(edges.serve([ill, well], stop))
    await asyncio.gather(ill.is_up.wait(), well.is_up.wait())
    assert (ill.runs, well.runs) == (2, 1)
    stop.set()
    await serving


async def test_none_can_go_on():
    """Then the program says why, and ends."""
    both = [Serving(Platform.TELEGRAM, NO_TOKEN), Serving(Platform.DISCORD, NO_TOKEN)]
    with pytest.raises(RepasoError, match="the token is unknown"):
        await edges.serve(both, asyncio.Event())
