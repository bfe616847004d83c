"""What people type after /daily."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.daily import Daily, NotASchedule, Reason, parse_daily, parse_hour, parse_window
from bot.domain.weekday_words import leading_days

MON_FRI, WEEKEND, ALL = frozenset(range(5)), frozenset({5, 6}), frozenset(range(7))


def daily(times="", weekdays=None, count=None):
    return Daily(tuple(time.fromisoformat(clock) for clock in times.split()), weekdays, count)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09:00 20:30 mon-fri 2", daily("09:00 20:30", MON_FRI, 2)),
        ("9", daily("09:00")),
        ("9 00", daily("00:00 09:00")),
        ("9:00", daily("09:00")),
        ("09.00", daily("09:00")),
        ("9h", daily("09:00")),
        ("9h30", daily("09:30")),
        ("9:30h", daily("09:30")),
        ("0930 2030", daily("09:30 20:30")),
        ("9am", daily("09:00")),
        ("8:30pm", daily("20:30")),
        ("12am 12pm", daily("00:00 12:00")),
        ("9 a.m. y 8 p. m.", daily("09:00 20:00")),
        ("a las 9 de la mañana y a las 8 de la tarde", daily("09:00 20:00")),
        ("12 de la noche", daily("00:00")),
        ("21", daily("21:00")),
        ("９:００", daily("09:00")),
        ("20:30 09:00 20:30", daily("09:00 20:30")),
        ("9, 13, 20", daily("09:00 13:00 20:00")),
        ("a las nueve", daily("09:00")),
        ("a las nueve y media de la noche", daily("21:30")),
        ("a la una menos cuarto", daily("12:45")),
        ("las 9 y cuarto en punto, por favor", daily("09:15")),
        ("a mediodía", daily("12:00")),
        ("half past seven", daily("07:30")),
        ("a quarter to nine", daily("08:45")),
        ("nine thirty pm, please", daily("21:30")),
        ("at 9 o'clock", daily("09:00")),
        ("noon and midnight", daily("00:00 12:00")),
        ("dos preguntas a las nueve", daily("09:00", count=2)),
    ],
)
def test_times(typed, meant):
    """Every way to write an hour; sorted, and each once."""
    assert parse_daily(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09:00-13:00 3", daily("09:00 11:00 13:00", count=1)),
        ("de 9 a 13 lunes a viernes 5 preguntas", daily("09:00 10:00 11:00 12:00 13:00", MON_FRI, 1)),
        ("from 9am to 9pm x4", daily("09:00 13:00 17:00 21:00", count=1)),
        ("9-13", daily("09:00 13:00", count=1)),
        ("9-13 x1", daily("09:00", count=1)),
        ("9-10 20-21 x2", daily("09:00 10:00 20:00 21:00", count=1)),
        ("22:00-02:00 3", daily("00:00 02:00 22:00", count=1)),
        ("8:00 12:00-14:00 x3", daily("08:00 12:00 13:00 14:00", count=1)),
    ],
)
def test_windows(typed, meant):
    """So many questions from one time to another, one at a time."""
    assert parse_daily(typed) == meant


@pytest.mark.parametrize("typed", ["9:00-9:01 x2", "9:00-9:00 x1", "9:00-9:05 x10"])
def test_a_window_shorter_than_its_questions(typed):
    """At most one a minute."""
    with pytest.raises(NotASchedule) as caught:
        parse_daily(typed)
    assert caught.value.reason is Reason.SHORT_WINDOW


@pytest.mark.parametrize(
    ("typed", "weekdays"),
    [
        *((text, MON_FRI) for text in ("mon-fri", "lun-vie", "L-V", "lunes a viernes", "de lunes a viernes")),
        *((text, MON_FRI) for text in ("Monday to Friday", "mon – fri", "weekdays", "laborables", "días laborables")),
        *((text, MON_FRI) for text in ("entre semana", "lu ma mi ju vi", "l,m,x,j,v", "mondays through thursdays fri")),
        *((text, WEEKEND) for text in ("sáb,dom", "SÁBADOS Y DOMINGOS", "weekends", "fines de semana", "sat & sun")),
        *((text, ALL) for text in ("todos los días", "every day", "cada día", "daily", "a diario", "mon-sun")),
        ("fri-mon", frozenset({4, 5, 6, 0})),
        ("miércoles", frozenset({2})),
        ("Weds., Thurs.", frozenset({2, 3})),
    ],
)
def test_weekdays(typed, weekdays):
    """Names, short names, ranges and phrases in both languages, before or after the time."""
    assert parse_daily(f"{typed} 9:00") == daily("09:00", weekdays)
    assert parse_daily(f"9:00 {typed}") == daily("09:00", weekdays)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:00 2", daily("09:00", None, 2)),
        ("9 2", daily("09:00", None, 2)),
        ("9:00 2 mon-fri", daily("09:00", MON_FRI, 2)),
        ("9:00 mon-fri 10", daily("09:00", MON_FRI, 10)),
        ("x3 9", daily("09:00", None, 3)),
        ("9 10 3x", daily("09:00 10:00", None, 3)),
        ("9 ×3", daily("09:00", None, 3)),
        ("9:00 5 preguntas", daily("09:00", None, 5)),
        ("3 questions at 9", daily("09:00", None, 3)),
        ("8 13 20", daily("08:00 13:00 20:00")),
        ("7 9 21", daily("07:00 09:00 21:00")),
        ("9 y 10", daily("09:00 10:00")),
        ("9,10", daily("09:00 10:00")),
        ("9, 10 lun-vie", daily("09:00 10:00", MON_FRI)),
        ("8, 9, 10 2", daily("08:00 09:00 10:00", None, 2)),
        ("9:00, lun-vie, 2", daily("09:00", MON_FRI, 2)),
        ("9:00 lunes y martes 2", daily("09:00", frozenset({0, 1}), 2)),
    ],
)
def test_a_count_or_an_hour(typed, meant):
    """The last bare number up to 10 after a time is the count, unless `y` or a comma ties it to the time."""
    assert parse_daily(typed) == meant


@pytest.mark.parametrize(
    "typed", ["9:00 si falta", "9:00 solo si falta", "9 sólo si hoy falta", "9:00 only if not done", "unless done 9"]
)
def test_only_if_needed(typed):
    """Only as long as the day is not done, in several words."""
    assert parse_daily(typed) == replace(daily("09:00"), if_needed=True)


@pytest.mark.parametrize("typed", ["siempre", "Always"])
def test_always_again(typed):
    """Whether the day is done or not; nothing else changes."""
    assert parse_daily(typed) == replace(daily(), if_needed=False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((text, ("22:00", "08:00")) for text in ("22-8", "22:00-08:00", "de 22 a 8", "from 10pm to 8am", "22h a 8h")),
        ("14:30 to 16", ("14:30", "16:00")),
    ],
)
def test_from_when_to_when(typed, meant):
    """The second may be on the next day."""
    assert parse_window(typed) == tuple(map(time.fromisoformat, meant))


@pytest.mark.parametrize("typed", ["", "22", "22-8 9", "22-8 y 14-16", "22-25", "siesta"])
def test_what_is_no_window(typed):
    """One hour, three, two windows, and words."""
    with pytest.raises(NotASchedule):
        parse_window(typed)


@pytest.mark.parametrize("typed", ["21", "21:00", "a las 9 de la noche", "at 9pm"])
def test_one_hour(typed):
    """In all the ways in which hours are written."""
    assert parse_hour(typed) == time(21)


@pytest.mark.parametrize("typed", ["", "21 22", "21-22", "luego", "25"])
def test_not_one_hour(typed):
    """None, two, and what is none."""
    with pytest.raises(NotASchedule):
        parse_hour(typed)


@pytest.mark.parametrize(
    ("typed", "days", "rest"),
    [
        ("lun SQL", {0}, "SQL"),
        ("los lunes: SQL", {0}, "SQL"),
        ("Mondays SQL", {0}, "SQL"),
        ("lunes y jueves: SQL, Redes", {0, 3}, "SQL, Redes"),
        ("lun, jue SQL y Redes", {0, 3}, "SQL y Redes"),
        ("de lunes a viernes Machine learning", MON_FRI, "Machine learning"),
        ("every weekend Big-O: trees", WEEKEND, "Big-O: trees"),
        ("lun: Y combinator", {0}, "Y combinator"),
        ("lun la Tierra", {0}, "la Tierra"),
        ("lun", {0}, ""),
        ("SQL lun", set(), "SQL lun"),
        ("", set(), ""),
    ],
)
def test_days_and_what_stands_behind_them(typed, days, rest):
    """The days at the beginning; a comma or a colon behind them is no part of the rest."""
    assert leading_days(typed) == (days, rest)


@given(st.text() | st.text("lunmarjuevi ,:-ySQL", max_size=30))
def test_any_text_begins_with_days_or_not(text):
    """Nothing raises, and the rest is the end of the text."""
    days, rest = leading_days(text)
    assert days <= ALL
    assert text.endswith(rest)


def test_only_what_should_change():
    """Weekdays alone or a count alone: the times stay as they are."""
    assert parse_daily("lun-vie") == daily("", MON_FRI)
    assert parse_daily("x3") == daily("", None, 3)


@pytest.mark.parametrize(
    ("typed", "reason", "word"),
    [
        ("", Reason.NOTHING, ""),
        (" , ", Reason.NOTHING, ","),
        ("a las", Reason.NOTHING, "a las"),
        ("25:99", Reason.BAD_TIME, "25:99"),
        ("09:00 sat-sun 0", Reason.NO_QUESTIONS, "0"),
        ("24:00", Reason.BAD_TIME, "24:00"),
        ("31", Reason.BAD_TIME, "31"),
        ("-1", Reason.BAD_TIME, "-1"),
        ("9 -1", Reason.BAD_TIME, "-1"),
        ("lun-vie -9:00", Reason.BAD_TIME, "-9:00"),
        ("13pm", Reason.BAD_TIME, "13pm"),
        ("9:00 31", Reason.TOO_MANY_QUESTIONS, "31"),
        ("9:00 x11", Reason.TOO_MANY_QUESTIONS, "x11"),
        ("9:00 x0", Reason.NO_QUESTIONS, "x0"),
        ("9:00 x2 x3", Reason.TWO_COUNTS, "x3"),
        ("mañana a las 9", Reason.UNKNOWN_WORD, "mañana"),
        ("9:00 Miércules", Reason.UNKNOWN_WORD, "Miércules"),
        ("٩:٠٠", Reason.UNKNOWN_WORD, "٩:٠٠"),
        (" ".join(f"{hour}:00" for hour in range(13)), Reason.TOO_MANY_TIMES, "12:00"),
    ],
)
def test_what_cannot_be_read_says_why(typed, reason, word):
    """The reason, and the word as it was typed."""
    with pytest.raises(NotASchedule) as caught:
        parse_daily(typed)
    assert (caught.value.reason, caught.value.word) == (reason, word)


@given(st.text() | st.text("0123456789:.hxapm -,yelunvi×٣²", max_size=30))
def test_any_text_is_a_schedule_or_not(text):
    """Nothing that can be typed raises anything else, or gives a schedule out of bounds."""
    try:
        read = parse_daily(text)
    except NotASchedule:
        return
    assert len(read.times) <= 12
    assert list(read.times) == sorted(set(read.times))
    assert read.count is None or 1 <= read.count <= 10
    assert read.weekdays is None or (read.weekdays and read.weekdays <= ALL)


@given(
    st.sets(st.integers(0, 1439), min_size=1, max_size=12),
    st.none() | st.frozensets(st.integers(0, 6), min_size=1),
    st.none() | st.integers(1, 10),
)
def test_what_is_written_in_full_is_read_back(minutes, weekdays, count):
    """HH:MM, names of days and a last number come back as they were."""
    times = [time(minute // 60, minute % 60) for minute in sorted(minutes)]
    names = ["lunes", "tue", "mié", "Thursday", "vie", "sábado", "sun"]
    words = [f"{clock:%H:%M}" for clock in times] + [names[day] for day in weekdays or ()]
    read = parse_daily(" ".join(words + ([str(count)] if count else [])))
    assert read == Daily(tuple(times), weekdays, count)
