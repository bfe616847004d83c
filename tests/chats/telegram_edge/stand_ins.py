"""What stands in for the rest of the program: a desk with canned replies, and words for replies."""

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager

from bot.chats.pace import Pace
from bot.chats.telegram.edge import TelegramEdge
from bot.domain.actions import Action
from bot.domain.conversation import Address, Button, DeliveryId, Incoming, Line, Reply, Say, Span, Text
from bot.domain.ladder import Rung
from tests.emulator import Emulator

Answer = Callable[[Incoming], Reply]
SORRY = "Something went wrong."


class CannedDesk:
    """One thread that handles in order, like the real one; `answer` says what; `committing` cleared: it never does."""

    def __init__(self, answer: Answer | None = None) -> None:
        self.answer: Answer = answer or (lambda incoming: echo(incoming))
        self.handled: list[Incoming] = []
        self.shown_keys: list[str] = []
        self.sent_reports: list[tuple[int, Address, tuple[int, ...]]] = []
        self.committing = threading.Event()
        self.committing.set()
        self._replies: dict[str, Reply] = {}
        self._in_tray: queue.Queue[tuple[Incoming, Future[Reply]] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def handle(self, incoming: Incoming) -> Future[Reply]:
        """As the real desk."""
        future: Future[Reply] = Future()
        self._in_tray.put((incoming, future))
        return future

    def shown(self, incoming: Incoming) -> None:
        """As the real desk."""
        self.shown_keys.append(incoming.key)

    def sent(self, delivery: DeliveryId, address: Address, message_ids: Sequence[int], poll: str = "") -> Future[None]:
        """As the real desk."""
        self.sent_reports.append((delivery, address, tuple(message_ids)))
        future: Future[None] = Future()
        future.set_result(None)
        return future

    def learned(self, group: Address, rung: Rung, works: bool) -> Future[None]:
        """As the real desk."""
        future: Future[None] = Future()
        future.set_result(None)
        return future

    def close(self) -> None:
        """Ends the thread."""
        self._in_tray.put(None)
        self._thread.join(timeout=5)

    def _work(self) -> None:
        while (item := self._in_tray.get()) is not None:
            incoming, future = item
            if not self.committing.is_set() or not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(self._once(incoming))
            except Exception as error:  # noqa: BLE001 - the real desk hands any failure to the edge
                future.set_exception(error)

    def _once(self, incoming: Incoming) -> Reply:
        if incoming.key not in self._replies:
            self.handled.append(incoming)
            self._replies[incoming.key] = self.answer(incoming)
        return self._replies[incoming.key]


def line(text: str) -> tuple[Line, ...]:
    """A body of one plain line."""
    return (Line((Span(text),)),)


def says(*texts: str) -> Reply:
    """One message for each text."""
    return Reply(says=tuple(Say(line(text)) for text in texts))


def echo(incoming: Incoming) -> Reply:
    """Says what was said; silent about all else."""
    return says(incoming.what.text) if isinstance(incoming.what, Text) else Reply()


def row(*buttons: tuple[str, Action]) -> tuple[tuple[Button, ...], ...]:
    """One row of buttons."""
    return (tuple(Button(label, action) for label, action in buttons),)


class Naps:
    """A sleep that is short, and remembers how long it should have been."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._taken = asyncio.Condition()

    async def __call__(self, seconds: float) -> None:
        """Sleeps a thousandth of it."""
        async with self._taken:
            self.asked.append(seconds)
            self._taken.notify_all()
        await asyncio.sleep(seconds / 1000)

    async def taken(self, number: int) -> None:
        """Waits, five seconds at most, until it was asked that often."""
        async with asyncio.timeout(5), self._taken:
            await self._taken.wait_for(lambda: len(self.asked) >= number)


def a_pace() -> Pace:
    """Without limits; of a halt it takes a thousandth, as naps do."""
    return Pace(
        clock=lambda: 1000 * time.monotonic(),
        later=lambda seconds, call: asyncio.get_running_loop().call_later(seconds / 1000, call),
    )


def an_edge(emulator: Emulator, desk: CannedDesk, **what: object) -> TelegramEdge:
    """An edge for the emulator, impatient, that nobody needs to be an admin for."""
    given: dict[str, object] = {
        "needs_admin": lambda incoming: False,
        "sorry": lambda language: SORRY,
        "api_url": emulator.url,
        "sleep": Naps(),
        "pace": a_pace(),
    }
    return TelegramEdge(str(what.pop("token", emulator.token)), desk, **(given | what))  # type: ignore[arg-type]


@asynccontextmanager
async def running(edge: TelegramEdge) -> AsyncIterator[TelegramEdge]:
    """The edge at work; on the way out it is stopped as a person would."""
    stop = asyncio.Event()
    task = asyncio.create_task(edge.run(stop))
    try:
        yield edge
    finally:
        stop.set()
        async with asyncio.timeout(15):
            await task


async def killed(edge: TelegramEdge, meanwhile: Callable[[], object]) -> None:
    """Runs the edge until `meanwhile` (awaitable) is over, then ends it without letting it confirm anything."""
    task = asyncio.create_task(edge.run(asyncio.Event()))
    await meanwhile()  # type: ignore[misc]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
