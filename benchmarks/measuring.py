"""Timing by turns: what is compared runs alternately, and the medians are set against each other."""

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def by_turns(first: Callable[[], object], second: Callable[[], object], rounds: int = 5) -> tuple[float, float]:
    """The median seconds of each, measured alternately."""
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return statistics.median(one for one, _ in pairs), statistics.median(two for _, two in pairs)


def at_least(what: str, ratio: float, aim: float) -> None:
    """One line of a ratio that is to be large."""
    verdict = "met" if ratio >= aim else "missed"
    print(f"  {what:<58} {ratio:>9.3f}  aim ≥ {aim:g}: {verdict}", flush=True)


def show(what: str, ratio: float, aim: float, *, detail: str = "") -> None:
    """One line: the ratio, the aim, and whether it is met."""
    verdict = "met" if ratio <= aim else "missed"
    print(f"  {what:<58} {ratio:>9.3f}  aim ≤ {aim:g}: {verdict}{'  (' + detail + ')' if detail else ''}", flush=True)
