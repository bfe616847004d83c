"""What people type after /pause."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pause_words import Asked, NotADay, parse_pause

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked()),
        ("5", Asked(days=5)),
        ("5 días", Asked(days=5)),
        ("2 weeks", Asked(days=14)),
        ("24/12", Asked(last=date(2026, 12, 24))),
        ("hasta el 24 de diciembre", Asked(last=date(2026, 12, 24))),
        ("until Dec 24", Asked(last=date(2026, 12, 24))),
        ("2026-12-24", Asked(last=date(2026, 12, 24))),
        ("24.12.2026", Asked(last=date(2026, 12, 24))),
        ("24/12/26", Asked(last=date(2026, 12, 24))),
        ("3/1", Asked(last=date(2027, 1, 3))),
        ("22/11", Asked(last=date(2026, 11, 22))),
        ("viernes", Asked(last=date(2026, 11, 27))),
        ("hasta el lunes", Asked(last=date(2026, 11, 30))),
        ("tomorrow", Asked(last=date(2026, 11, 24))),
        ("del 20/12 al 27/12", Asked(date(2026, 12, 20), date(2026, 12, 27))),
        ("20 dic 27 dic", Asked(date(2026, 12, 20), date(2026, 12, 27))),
        ("mañana 5 días", Asked(date(2026, 11, 24), days=5)),
        ("29/2", Asked(last=date(2028, 2, 29))),
    ],
)
def test_a_pause_in_words(text, asked):
    """In Spanish and in English, with and without the small words."""
    assert parse_pause(text, TODAY) == asked


@pytest.mark.parametrize(
    "text", ["ayer", "31/2", "0", "5 6", "1/1 2/1 3/1", "2026-13-01", "para siempre", "¿?", "99999"]
)
def test_what_is_no_pause(text):
    """It is refused with the word it trips over."""
    with pytest.raises(NotADay):
        parse_pause(text, TODAY)


@given(st.text(max_size=40))
def test_any_text(text):
    """Either a wish or a refusal, whatever is typed."""
    with suppress(NotADay):
        asked = parse_pause(text, TODAY)
        assert not text.strip() or asked != Asked()
