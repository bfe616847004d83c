"""Errors as the log may tell them: their own sentences often quote what somebody wrote."""

import re
import traceback
from collections.abc import Iterator

_QUOTED = re.compile(r"""(?<!\w)(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?!\w)""", re.DOTALL)
_ROW = re.compile(r"^(DETAIL|CONTEXT):.*", re.MULTILINE | re.DOTALL)
"""PostgreSQL adds the row that was refused, and all that stands in it."""


def discreet(sentence: str) -> str:
    """An error's sentence without what it quotes."""
    return _QUOTED.sub("'…'", _ROW.sub(r"\1: …", sentence))


def traced(error: BaseException) -> str:
    """The traceback as Python writes it, with what its errors quote left out."""
    text = "".join(traceback.format_exception(error)).rstrip("\n")
    for one in _chain(error):
        sentence = str(one)
        if sentence and discreet(sentence) != sentence:
            text = text.replace(sentence, discreet(sentence))
    return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what led to it, and those of a group."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
