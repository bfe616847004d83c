"""Histories of days, written as letters: `CC?` is credited, credited, and today pending."""

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.domain.streak import DayState

DAY = timedelta(days=1)
TODAY = date(2026, 3, 4)  # a Wednesday
LETTERS = {
    "C": DayState.CREDITED,
    "F": DayState.FROZEN,
    "R": DayState.REPAIRED,
    "E": DayState.EXCUSED,
    "P": DayState.PAUSED,
    "?": DayState.PENDING,
    "M": DayState.MISSED,
}


def days_to_today(letters):
    """`CC?` is credited, credited, and today pending; a dot is a day without a state."""
    first = TODAY - (len(letters) - 1) * DAY
    return {first + at * DAY: LETTERS[letter] for at, letter in enumerate(letters) if letter != "."}


some_days = st.dictionaries(
    st.integers(-30, 3).map(lambda number: TODAY + number * DAY),
    st.sampled_from([*DayState, DayState.CREDITED, DayState.CREDITED]),
    max_size=34,
)
