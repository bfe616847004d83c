"""Codes that come back from strangers, and words that they type behind commands."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from bot.chats.discord.custom_ids import CustomId
from bot.chats.names import clean, file_name
from bot.chats.typed import command_in
from bot.domain import grading, pause_words, phrases, rounds, slips, zones
from bot.domain.buttons import LONGEST, BadCode, decode, encode
from bot.domain.checklist import checklist
from bot.domain.daily import NotASchedule, parse_daily, parse_hour, parse_window
from bot.domain.errors import RepasoError
from bot.domain.linking import code_in
from bot.domain.pause_words import NotADay
from bot.markup import latex
from bot.study.wish import words_in
from tests.fuzz.work import calls_of, is_chosen

LONGEST_TYPED = 4_096
"""What Telegram lets people type."""
MOST_CALLS = 2_000_000
"""Less than half a second."""
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def codes(data: bytes) -> None:
    """A code is refused or means exactly one action, and only one code means that."""
    text = data.decode("utf-8", "replace")
    carried = CustomId.read(text)
    assert CustomId.read(str(carried)).code in {carried.code, text}
    for code in {text, carried.code}:
        try:
            action = decode(code)
        except BadCode:
            continue
        assert encode(action) == code
        assert len(code.encode()) <= LONGEST


def words(data: bytes) -> None:
    """Hours, days, zones, pauses, numbers, answers: understood, or refused with a reason that can be said."""
    text = data.decode("utf-8", "replace")
    for read in _READ:
        _understood(read, text)
    assert len(clean(text)) <= 64
    assert "\n" not in clean(text) + file_name(text)
    if text and is_chosen(data, one_in=16):
        long = (text * LONGEST_TYPED)[:LONGEST_TYPED]
        for read in _READ:
            assert calls_of(lambda read=read: _understood(read, long)) < MOST_CALLS  # type: ignore[misc]


def _understood(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except (NotASchedule, NotADay, RepasoError):
        return


def _answered(text: str) -> None:
    points = (("memoria", "memory"), ("no generaliza",), ("12 km", "docemil metros"), (text[:40],))
    said = checklist(text, points, "es")
    assert len(said.mentioned) + len(said.missing) + len(said.opposite) == sum(map(bool, points))
    assert all(words in text or words for words in phrases.phrases(text, points, "es"))


def _filled(text: str) -> None:
    gaps = (("uno",), ("dos", "two"), ("2,5 km",))
    assert len(grading.fillings(text, gaps, "es")) == len(gaps)
    grading.marks_gaps(text, gaps, "en")
    grading.marks_short(text, ("París", "1.000 m"), "es")
    grading.choice_typed(text, ("uno", "dos", "tres"))
    slips.is_slip(text, "regularización")


_READ: tuple[Callable[[str], object], ...] = (
    parse_daily,
    parse_hour,
    parse_window,
    lambda text: pause_words.parse_pause(text, date(2026, 11, 23)),
    lambda text: zones.find_zone(text, NOW),
    lambda text: list(rounds.readings(text)),
    code_in,
    words_in,
    command_in,
    latex.readable,
    _answered,
    _filled,
)
