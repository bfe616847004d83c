"""Nothing that is not a character to read passes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup.cleaning import clean

DIRTY = {
    "a\r\nb\rc\u2028d": "a\nb\nc\nd",
    "\x1b[1;31mred\x1b[0m": "red",
    "\x9b2Jx": "x",
    "\x1b]8;;http://a.b\x07link\x1b]8;;\x1b\\": "link",
    "\ufeffa\u200bb\x00c": "abc",
    "\ud83d": "�",
    "a\tb\n👩\u200d👩\u200d👧": "a\tb\n👩\u200d👩\u200d👧",
}


@pytest.mark.parametrize(("dirty", "cleaned"), DIRTY.items())
def test_a_dirty_text(dirty: str, cleaned: str) -> None:
    """Escapes go with their parameters; tabs, line feeds and joined emoji stay."""
    assert clean(dirty) == cleaned


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    """Whatever comes in, no C0, C1 or lone surrogate comes out."""
    assert {unicodedata.category(character) for character in clean(text) if character not in "\n\t"}.isdisjoint(
        {"Cc", "Cs"}
    )
