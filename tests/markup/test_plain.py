"""Markdown without its markup."""

import pytest

from bot.markup.plain import bare, shortened


def test_a_title_is_cut_at_a_word():
    """At most that many characters, with a sign that there is more."""
    assert (
        shortened("What is the difference between `WHERE` and HAVING?", 40) == "What is the difference between WHERE…"
    )
    assert shortened("**Short**\n\nand more", 40) == "Short"
    assert shortened("x" * 100, 10) == "xxxxxxxxx…"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Plain *and* **bold** ~~old~~ [link](https://a.b)", "Plain and bold old link"),
        ("Two\n\nparagraphs", "Two\nparagraphs"),
        ("", ""),
        ("`code`", None),
        ("**bold `code`**", None),
        ("$x$", None),
        ("1. a list", None),
        ("| a |\n|---|\n| b |", None),
        ("![alt](a.png)", None),
        ("||hidden||", None),
    ],
)
def test_what_loses_nothing(markdown: str, expected: str | None):
    """Words with emphasis; anything else cannot be plain text."""
    assert bare(markdown) == expected
