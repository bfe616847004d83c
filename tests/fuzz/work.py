"""How much work something is, in calls of functions: the same on every machine, however busy it is."""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from zlib import crc32

_FEW, _MANY = 12_000, 48_000
"""Signs to which a text is repeated: so many that what is bounded, as open brackets in Markdown, has met its bound."""
_TIMES = _MANY / _FEW
_SLACK = 2.0
"""The square would be four times."""
_START = 20_000
"""Calls that a text may cost once, whatever its length: tables that are made, modules that are loaded."""


def calls_of(work: Callable[[], object]) -> int:
    """How many functions of Python and of C are called."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    gc.disable()  # what others have left behind may call functions when it goes
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


def check_grows_with_its_length(read: Callable[[str], object], text: str) -> None:
    """Four times the text may be four times the work, or a little more.

    Patterns and other work in C is not counted: there the time limit of the run tells a text whose repetition takes
    far too long.
    """
    if not text:
        return
    few, many = (text * (length // len(text) + 1) for length in (_FEW, _MANY))
    little, much = calls_of(lambda: read(few)), calls_of(lambda: read(many))
    assert much <= _SLACK * _TIMES * little + _START, f"{little} calls for {len(few)} signs, {much} for {len(many)}"


def is_chosen(data: bytes, one_in: int) -> bool:
    """Whether this input is one of those that get a check which takes long; the same inputs in every run."""
    return crc32(data) % one_in == 0
