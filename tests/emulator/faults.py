"""Failures to order, and the record of every call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.emulator.errors import ApiError

_WORDS = {
    400: "Bad Request: refused by the test",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry later",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass
class Call:
    """One call that the bot made. `error` is what it was answered; empty when it went well."""

    method: str
    params: dict[str, Any]
    error: str = ""

    @property
    def chat(self) -> int:
        """The chat it was about, or 0."""
        try:
            return int(self.params.get("chat_id", 0))
        except ValueError:
            return 0


@dataclass
class Fault:
    """What happens to the next `times` calls of a method (in one chat, or in any)."""

    method: str
    chat: int | None = None
    times: int = 1
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    migrate_to: int | None = None
    reset: bool = False
    answer_lost: bool = False
    delay: float = 0.0

    def strikes(self, call: Call) -> bool:
        """Whether it is this call's turn."""
        return self.times > 0 and self.method == call.method and self.chat in (None, call.chat)

    def error(self) -> ApiError | None:
        """The error to answer, if it is one."""
        if self.status is None:
            return None
        words = self.description or _WORDS.get(self.status, "Error")
        parameters = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        return ApiError(self.status, words, **{name: value for name, value in parameters.items() if value})


@dataclass
class Faults:
    """The faults that are still to come. `mood` is asked about every call that none of those ordered strikes."""

    waiting: list[Fault] = field(default_factory=list)
    mood: Callable[[Call], Fault | None] = lambda call: None

    def next_for(self, call: Call) -> Fault | None:
        """The first fault that strikes this call; it has struck once more then."""
        fault = next((fault for fault in self.waiting if fault.strikes(call)), None)
        if fault is None:
            return self.mood(call)
        fault.times -= 1
        return fault
