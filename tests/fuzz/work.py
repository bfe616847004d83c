"""How much work something is, in calls of functions: the same on every machine, however busy it is."""

import sys
from collections.abc import Callable
from types import FrameType
from zlib import crc32

_FEW, _MANY = 2, 16
_START = 20_000
"""Calls that a text may cost once, whatever its length: tables that are made, modules that are loaded."""
_SLACK = 1.5
_LONGEST = 40_000


def calls_of(work: Callable[[], object]) -> int:
    """How many functions of Python and of C are called."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def check_grows_with_its_length(read: Callable[[str], object], text: str) -> None:
    """Eight times the text may be eight times the work, or a little more.

    Patterns and other work in C is not counted: there the time limit of the run tells a text whose repetition takes
    far too long.
    """
    if not 0 < len(text) * _MANY <= _LONGEST:
        return
    few, many = (calls_of(lambda times=times: read(text * times)) for times in (_FEW, _MANY))  # type: ignore[misc]
    assert many <= _SLACK * few * _MANY / _FEW + _START, f"{_FEW} times: {few} calls, {_MANY} times: {many}"


def is_chosen(data: bytes, one_in: int) -> bool:
    """Whether this input is one of those that get a check which takes long; the same inputs in every run."""
    return crc32(data) % one_in == 0
