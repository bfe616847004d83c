"""Statements that are built once: building one with SQLAlchemy takes several times as long as running it on SQLite.

@prepared
def _of_message(chat: Bound, message: Bound) -> Select[…]:
return select(…).where(t.Message.chat_id == chat, t.Message.message == message)

db.execute(*_of_message(chat, message))
"""

from collections.abc import Callable
from functools import cache
from inspect import signature
from typing import Any

from sqlalchemy import Executable, bindparam

Bound = Any
"""In the function that builds, a parameter of the statement; in the call, its value, None included where the column may
be empty (a comparison with it is no “is null”).
"""
Ready = tuple[Executable, dict[str, Any]]
"""A statement and its values, as `Connection.execute` takes them."""


def prepared(build: Callable[..., Executable]) -> Callable[..., Ready]:
    """Turns a function that builds a statement of parameters into one that takes their values, in the same order."""
    names = tuple(f"given_{name}" for name in signature(build).parameters)

    @cache
    def statement() -> Executable:
        return build(*map(bindparam, names))

    def ready(*values: Any) -> Ready:
        return statement(), dict(zip(names, values, strict=True))

    return ready
