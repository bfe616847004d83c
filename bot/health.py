"""The pages for machines: whether the parts of the program still move, and all that is counted and timed."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from aiohttp import web

from bot.domain.errors import RepasoError
from bot.seeing.meters import exposition

STALE = timedelta(minutes=2)
"""A part that did nothing for so long is not healthy; each of them moves at least once a minute."""


class BadPort(RepasoError):
    """The port of the health page is taken, or may not be used."""


class Pulse:
    """When each part of the program moved last. The `parts` that have not moved yet count from now on."""

    def __init__(self, clock: Callable[[], datetime], parts: Iterable[str] = ()) -> None:
        self._clock = clock
        self._beats = dict.fromkeys(parts, clock())

    def beat(self, part: str) -> None:
        """The part is alive now."""
        self._beats[part] = self._clock()

    def ages(self) -> Mapping[str, float]:
        """Seconds since each part moved."""
        return {part: (self._clock() - at).total_seconds() for part, at in self._beats.items()}

    @property
    def is_healthy(self) -> bool:
        """Whether every part moved lately."""
        return all(age < STALE.total_seconds() for age in self.ages().values())


async def serve(port: int, pulse: Pulse) -> web.AppRunner:
    """Serves `/healthz` and `/metrics` on all addresses; the caller cleans the runner up. Raises BadPort."""

    async def healthz(request: web.Request) -> web.Response:
        body = {"healthy": pulse.is_healthy, "seconds_since": dict(pulse.ages())}
        return web.json_response(body, status=200 if pulse.is_healthy else 503)

    async def metrics(request: web.Request) -> web.Response:
        body, content_type = exposition(request.headers.get("Accept", ""), pulse.ages())
        return web.Response(body=body, headers={"Content-Type": content_type})

    application = web.Application()
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/metrics", metrics)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, None, port).start()
    except OSError as error:
        await runner.cleanup()
        reason = os.strerror(error.errno or 0)
        raise BadPort(f"The health page cannot be served on HTTP_PORT {port}: {reason}") from error
    return runner
