"""Tables in letters of one width."""

from bot.markup.grids import grid
from bot.markup.reading import parse
from bot.markup.tree import Table


def a_table(markdown: str) -> Table:
    [table] = parse(markdown).blocks
    assert isinstance(table, Table)
    return table


def test_columns_stand_below_each_other() -> None:
    """Ideograms and emoji count as two columns; numbers stand at the right, as the note asks."""
    table = a_table("| Name | n | x |\n|---|--:|:-:|\n| 日本 | 3 | `a` |\n| Ana 🎉 | 12 | abc |\n")
    assert grid(table, 60) == (
        "Name   |  n |  x\n"
        "-------+----+----\n"
        "日本   |  3 |  a\n"
        "Ana 🎉 | 12 | abc"
    )  # fmt: skip


def test_a_table_that_is_too_wide() -> None:
    """A table wider than the screen has no grid."""
    assert grid(a_table("| a | b |\n|---|---|\n| cc | dd |\n"), 6) is None
    assert grid(a_table("| a | b |\n|---|---|\n| cc | dd |\n"), 7) == "a  | b\n---+---\ncc | dd"
