"""The emulator: a web server that speaks the Bot API, and the world behind it."""

# ruff: noqa: ASYNC109 - a test reads best with the time beside what it waits for

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count
from typing import Any, Self

from aiohttp import web

from tests.emulator.errors import ApiError
from tests.emulator.faults import Call, Fault, Faults
from tests.emulator.limits import Limits
from tests.emulator.methods import Methods, Params
from tests.emulator.people import PATIENCE, Json, Person, Press
from tests.emulator.polls import Poll
from tests.emulator.updates import Update, Updates
from tests.emulator.world import Chat, PrivateChat

TOKEN = "123456789:EMULATOR-aaaaaaaaaaaaaaaaaaaaaaaaaaa"
LOST = "the answer was lost"
"""The error of a call that was done all the same."""
_TOKEN_SHAPE = re.compile(r"\d+:[\w-]{20,}")


class Emulator:
    """Telegram with one bot, on `url`. Use it as an asynchronous context manager."""

    def __init__(self, *, username: str = "RepasoBot", port: int = 0) -> None:
        self.token = TOKEN
        self.url = ""
        self.me: Json = {"id": 123456789, "is_bot": True, "first_name": "Repaso", "username": username}
        self.privacy = True
        self.webhook = ""
        self.updates = Updates(self.changed)
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.polls: dict[str, Poll] = {}
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.files: dict[str, bytes] = {}
        self.clock: Callable[[], float] = time.time
        self.ephemeral = False
        """Whether it knows messages that one member of a group sees alone."""
        self.ignores_receivers = False
        """Whether it knows their methods, but not the parameter that says for whom a message is."""
        self.opens_links = True
        """Whether a press may open a chat with the bot."""
        self.limits: Limits | None = None
        """What it enforces; None lets everything through."""
        self.latency = 0.0
        """Seconds that the network takes for a call, there and back."""
        self.keeps_record = True
        """Whether calls are kept for `calls`: a long measurement would fill the memory with them."""
        self.done: Counter[str] = Counter()
        """How many calls of each method went well."""
        self._port = port
        self._record: list[Call] = []
        self._faults = Faults()
        self._methods = Methods(self)
        self._people = count(1001)
        self._groups = count(1)
        self._queries = count(4_380_000_001)
        self._change = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/documents/{file}", self._download)
        # A bot that dies in the middle of a long poll must not stay behind as a second poller.
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.goes_down()

    async def goes_down(self) -> None:
        """Nobody can reach it any more; the world stays. `comes_back` opens the same port."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def comes_back(self) -> None:
        """After `goes_down`."""
        await self.__aenter__()

    # --- the world --------------------------------------------------------------------------------

    def person(
        self, name: str, *, language: str | None = None, username: str | None = None, last_name: str | None = None
    ) -> Person:
        """Somebody new."""
        return Person(next(self._people), name, username, language, last_name)

    def private(self, person: Person, *, started: bool = False) -> PrivateChat:
        """The person's chat with the bot; `started`: they wrote before."""
        chat = self.chats.get(person.id)
        if not isinstance(chat, PrivateChat):
            chat = PrivateChat(self, person.id, "private", members=[person], owner=person)
            self.chats[person.id] = chat
        chat.started = chat.started or started
        return chat

    def group(self, title: str, members: Iterable[Person] = (), *, kind: str = "supergroup") -> Chat:
        """A group with the bot in it; `kind` may be `group`, the small one that can become a supergroup."""
        number = next(self._groups)
        chat = Chat(self, -1_002_000_000_000 - number if kind != "group" else -4_000_000 - number, kind, title)
        chat.members = list(members)
        self.chats[chat.id] = chat
        return chat

    def channel(self, title: str) -> Chat:
        """A channel where the bot is an admin."""
        chat = self.group(title, kind="channel")
        chat.bot_role = "administrator"
        return chat

    def moved(self, chat: Chat) -> Chat:
        """The supergroup that a group becomes."""
        new = self.group(chat.title, chat.members)
        new.roles, new.bot_role = dict(chat.roles), chat.bot_role
        return new

    def opened(self, press: Press) -> None:
        """Gives a press its id, and remembers it."""
        press.id = str(next(self._queries))
        self.presses[press.id] = press

    def now(self) -> int:
        """The moment, in seconds since 1970."""
        return int(self.clock())

    # --- faults and the record --------------------------------------------------------------------

    def fail(self, method: str, chat_id: int | None = None, *, times: int = 1, **how: Any) -> Fault:
        """The next `times` calls fail: `status=429, retry_after=3`, `status=403`, `description="Bad Request: …"`,
        `reset=True` (nothing is done, the connection breaks), `answer_lost=True` (done, but the answer is lost),
        `delay=0.5` (seconds before it is served). See `Fault`. They queue up, one after another.
        """
        fault = Fault(method, chat_id, times, **how)
        self._faults.waiting.append(fault)
        return fault

    def has_moods(self, mood: Callable[[Call], Fault | None]) -> None:
        """From now on every call may fail: `mood` says which and how."""
        self._faults.mood = mood

    def heal(self) -> None:
        """No more faults."""
        self._faults = Faults()

    def calls(self, method: str | None = None) -> list[Call]:
        """What the bot called, in order."""
        return [call for call in self._record if method in (None, call.method)]

    def unacknowledged(self) -> list[Update]:
        """The updates that the bot has not confirmed."""
        return self.updates.unacknowledged()

    def redeliver(self, update_id: int) -> None:
        """Delivers an update once more."""
        self.updates.redeliver(update_id)

    async def all_acknowledged(self, timeout: float = PATIENCE) -> None:
        """Waits until the bot has confirmed every update."""
        await self.until(lambda: not self.unacknowledged(), "updates are still waiting", timeout)

    async def called(self, method: str, times: int = 1, timeout: float = PATIENCE) -> list[Call]:
        """Waits for that many calls."""
        await self.until(lambda: len(self.calls(method)) >= times, f"{method} was not called {times} times", timeout)
        return self.calls(method)

    async def until(self, happened: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
        """Waits; raises AssertionError with `what` when it did not happen."""
        try:
            async with asyncio.timeout(timeout):
                while not happened():
                    await self._next_change()
        except TimeoutError:
            raise AssertionError(f"{what} (within {timeout:g} s)") from None

    async def _next_change(self) -> None:
        """Or a moment: what is waited for may lie outside of the emulator."""
        with suppress(TimeoutError):
            async with asyncio.timeout(0.02):
                await self._change.wait()

    def changed(self) -> None:
        """Wakes those who wait."""
        self._change.set()
        self._change = asyncio.Event()

    # --- the wire ---------------------------------------------------------------------------------

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        params = await _params(request)
        call = Call(_canonical(request.match_info["method"]), params.values)
        fault = self._faults.next_for(call)
        await self._travels()
        try:
            self._check_token(request.match_info["token"])
            if fault is not None:
                await asyncio.sleep(fault.delay)
            if self.limits is not None:
                self.limits.check(call)
            answer = await self._result(request, call, params, fault)
        except ApiError as error:
            call.error = error.description
            answer = web.json_response(error.body(), status=error.status)
        if self.keeps_record:
            self._record.append(call)
        if not call.error:
            self.done[call.method] += 1
        self.changed()
        await self._travels()
        return answer

    async def _travels(self) -> None:
        """Half of the way between the bot and Telegram."""
        if self.latency:
            await asyncio.sleep(self.latency / 2)

    async def _download(self, request: web.Request) -> web.Response:
        """What somebody sent, by the path that getFile gave."""
        call = Call("download", dict(request.match_info))
        fault = self._faults.next_for(call)
        await asyncio.sleep(fault.delay if fault else 0)
        self._record.append(call)
        self.changed()
        data = self.files.get(request.match_info["file"])
        if data is None or request.match_info["token"] != self.token or (fault and fault.status):
            return web.json_response(ApiError(404, "Not Found").body(), status=(fault and fault.status) or 404)
        return web.Response(body=data)

    async def _result(self, request: web.Request, call: Call, params: Params, fault: Fault | None) -> web.Response:
        if fault is not None and (error := fault.error()):
            raise error
        lost = fault is not None and (fault.reset or fault.answer_lost)
        result = None if fault is not None and fault.reset else await self._methods.call(call.method, params)
        if lost and request.transport is not None:
            call.error = "nothing was done" if fault is not None and fault.reset else LOST
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if token != self.token:
            raise ApiError(401, "Unauthorized") if _TOKEN_SHAPE.fullmatch(token) else ApiError(404, "Not Found")


_METHODS = {name.lower(): name for name in (
    "getMe", "getUpdates", "deleteWebhook", "setMyCommands", "sendMessage", "sendPhoto", "sendDocument", "sendPoll",
    "stopPoll", "editMessageText", "editMessageReplyMarkup", "deleteMessage", "setMessageReaction", "sendChatAction",
    "answerCallbackQuery", "getChat", "getChatMember", "getChatMemberCount",
    "getChatAdministrators", "getFile", "editEphemeralMessageText", "editEphemeralMessageReplyMarkup",
)}  # fmt: skip


def _canonical(method: str) -> str:
    """Method names are the same in any case."""
    return _METHODS.get(method.lower(), method)


async def _params(request: web.Request) -> Params:
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return Params(values | json.loads(await request.text() or "{}"), {})
    files: dict[str, bytes] = {}
    file_names: dict[str, str] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name], file_names[name] = value.file.read(), value.filename
            value.file.close()
        else:
            values[name] = value
    return Params(values, files, file_names)
