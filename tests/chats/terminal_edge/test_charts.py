"""Progress drawn with characters."""

import io
from datetime import date, timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.chats.terminal.charts import Charts
from bot.domain.progress import Counts, Progress, total
from bot.texts.sentences import Sentences

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def a_learner(days: dict[date, Counts], ahead: tuple[int, ...] = (0,) * 14) -> Progress:
    return Progress(MONDAY, days, total(days.values()), ahead)


def shown(progress: Progress, width: int = 80, language: str = "es", **console: object) -> list[str]:
    file = io.StringIO()
    Console(file=file, width=width, **console).print(Charts(progress, Sentences(language)))  # type: ignore[arg-type]
    return [line.rstrip() for line in file.getvalue().splitlines()]


BUSY = a_learner({MONDAY - n * DAY: Counts(n % 9, 3, 3, n % 4) for n in range(371)}, (14, 9, 0, 12_345) + (1,) * 10)


def test_two_weeks():
    """Shades for days, bars for weeks and for what is coming, each with its words."""
    days = {MONDAY: Counts(4, 4, 4, 2), MONDAY - DAY: Counts(2, 2, 2, 2), MONDAY - 9 * DAY: Counts(1, 1, 0, 0)}
    assert shown(a_learner(days, (2, 0, 1) + (0,) * 11), 30) == [
        "Respuestas en un año  7",
        "        jul ago  sep oct nov",
        "    L ·······················█",
        "    M ·······················",
        "    X ·······················",
        "    J ·······················",
        "    V ·······················",
        "    S ·····················░·",
        "    D ······················▒",
        "      menos ·░▒▓█ más",
        "",
        "Lo que recuerdas, semana a",
        "semana  67\xa0%",
        "100 %                       █",
        "  0 %                       ██",
        "        jul ago  sep oct nov",
        "",
        "Lo que vuelve en 14 días  3",
        "       ██",
        "       ██",
        "       ██      ██",
        "       ██      ██",
        "        2       1",
        "        L   M   X   J   V   S",
        "       23  24  25  26  27  28",
    ]


@pytest.mark.parametrize("width", [20, 44, 58, 80, 200])
def test_never_wider_than_the_terminal(width: int):
    """A narrow one shows fewer weeks and days, and breaks sentences into lines."""
    for learner in (BUSY, a_learner({})):
        lines = shown(learner, width)
        assert max(cell_len(line) for line in lines) <= width
        assert "Respuestas en un año" in " ".join(lines)
        assert "preguntas" in " ".join(lines) or learner is BUSY


def test_without_colour_nothing_is_missing():
    """The same signs, and no control sequence, where the output is piped."""
    plain, drawn = shown(BUSY), shown(BUSY, force_terminal=True, color_system=None)
    assert plain == drawn
    assert "\x1b" not in "".join(plain)
    assert "\x1b[" in "".join(shown(BUSY, force_terminal=True, color_system="standard"))


def test_nothing_yet_in_english():
    """An empty year, and words where a curve and bars will be."""
    lines = shown(a_learner({}), language="en")
    assert lines[0] == "Answers in a year  0"
    assert lines[2] == "    M " + "·" * 53
    assert "      It begins once questions come back on another day." in lines
    assert lines[-1] == "      Nothing so far: graded questions come back here."
