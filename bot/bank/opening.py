"""Opens notes, and reads the questions of those whose text is another one than before.

Thousands of them are read by all processors at once: reading is nothing but computing.
"""

import copyreg
import gc
import logging
import os
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, fields
from functools import partial
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from typing import Any

from bot.bank import vault
from bot.bank.card_options import Vaults
from bot.bank.hashing import hash_of
from bot.bank.reading import read_note
from bot.bank.walking import Found
from bot.domain.question import Problem, Question

WORTH = 4.0
"""How many seconds of reading must still be ahead, by what the first notes took, for processes to be worth their start.

Each takes a good part of a second to start, and what it read has to be handed over.
"""
_TRIAL = 1 / 20
"""The part of that time after which the first notes tell how long the others will take."""
_AT_ONCE = 50

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """A note to open, its stamp if that can be trusted (else 0), and the hash it had before."""

    note: Found
    stamp: int
    digest: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A note that was opened. `reading` is None when its text is what it was before."""

    note: Found
    stamp: int
    digest: str
    reading: tuple[Question, ...] | None = None
    problems: tuple[Problem, ...] = ()
    is_closed: bool = False


def opened(
    openings: Sequence[Opening], default_language: str, questions: str, *, worth: float = WORTH
) -> Iterator[Opened]:
    """The notes, in their order; never raises. Where many seconds are ahead, other processes read the rest."""
    read = partial(_opened, vaults=Vaults(), default_language=default_language, questions=questions)
    trial, done = _Trial(openings, worth), 0
    for opening in openings:
        began = time.perf_counter()
        one = read(opening)
        trial.took(opening, time.perf_counter() - began)
        yield one
        done += 1
        if trial.is_long and _processors() > 1:
            break
    try:
        for one in _side_by_side(read, openings[done:]) if done < len(openings) else ():
            yield one
            done += 1
    except (BrokenProcessPool, OSError, ImportError, NotImplementedError) as error:  # where none may be started
        log.warning("the notes are read by one process: %s", error or type(error).__name__)
    yield from map(read, openings[done:])


class _Trial:
    """What the first notes tell of the others: seconds go with bytes, and how many with what stands in them."""

    def __init__(self, openings: Sequence[Opening], worth: float) -> None:
        self._worth, self._seconds, self._read = worth, 0.0, 0
        self._ahead = sum(opening.note.size for opening in openings)

    def took(self, opening: Opening, seconds: float) -> None:
        """One of them was read."""
        self._seconds += seconds
        self._read += opening.note.size
        self._ahead -= opening.note.size

    @property
    def is_long(self) -> bool:
        """Whether the rest will take longer than is worth while to share out."""
        enough = self._seconds >= self._worth * _TRIAL
        return enough and self._seconds * self._ahead > self._worth * self._read


def _side_by_side(read: "partial[Opened]", openings: Sequence[Opening]) -> Iterator[Opened]:
    # Not by fork: the program has threads, and a copy of a lock that one of them holds is never released.
    with ProcessPoolExecutor(_processors(), get_context("spawn"), _prepare) as pool:
        yield from pool.map(read, openings, chunksize=_AT_ONCE)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare() -> None:
    """A process that only reads: Ctrl+C is for the program, and little of what it makes is garbage in circles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000)


def _opened(opening: Opening, *, vaults: Vaults, default_language: str, questions: str) -> Opened:
    found = opening.note
    note = vault.read(Path(found.path), found.name, vaults)
    digest = _digest(note)
    if digest and digest == opening.digest:
        return Opened(found, opening.stamp, digest)
    told = (note.problem,) if note.problem else ()
    if note.text is None:
        return Opened(found, opening.stamp, digest, (), told, note.is_closed)
    read = read_note(
        note.text,
        file=note.file,
        default_language=default_language,
        questions=questions,
        cards=note.cards,
        advises=False,
    )
    return Opened(found, opening.stamp, digest, read.questions, (*told, *read.problems))


def _digest(note: vault.NoteFile) -> str:
    """A hash of the text and of how it had to be read; nothing for what is no text."""
    return "" if note.text is None else hash_of(f"{note.problem or ''}\0{note.text}")


_values = attrgetter(*(one.name for one in fields(Question)))


def _taken_apart(question: Question) -> tuple[type[Question], tuple[Any, ...]]:
    return Question, _values(question)


copyreg.pickle(Question, _taken_apart)  # a frozen dataclass takes itself apart much more slowly
