# ruff: noqa: INP001  # docs/ is no package
"""Draws docs/pictures/: a session of the real program in its terminal, and the picture of a learner's year.

`.venv/bin/python docs/make_pictures.py` draws them anew. The clock and chance are fixed, so that the same program
draws the same picture, and a change of it shows in the difference. Nothing in the picture comes from elsewhere: its
letters are those of the reader.
"""

import asyncio
import io
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402  # after the path, so that it runs from a checkout
from rich.terminal_theme import TerminalTheme  # noqa: E402

from bot.bank.importer import load  # noqa: E402
from bot.bank.reading import read_bank  # noqa: E402
from bot.chats.terminal.edge import TerminalEdge  # noqa: E402
from bot.domain.progress import Counts, Progress, total  # noqa: E402
from bot.domain.question import Bank  # noqa: E402
from bot.pictures.progress import draw  # noqa: E402
from bot.store import migrations  # noqa: E402
from bot.store.engine import Engine, open_engine  # noqa: E402
from bot.study.desk import Desk  # noqa: E402
from bot.study.visit import Defaults  # noqa: E402
from bot.texts.sentences import Sentences  # noqa: E402

PICTURE = ROOT / "docs" / "pictures" / "session.svg"
YEAR = ROOT / "docs" / "pictures" / "progress.png"
NOTE = ROOT / "content" / "es" / "aprendizaje-automatico.md"
SHOWN = "overfitting"
BEFORE = ("bias-variance", "data-split", "cross-validation", "data-leakage")
MONDAY = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
DAY = timedelta(days=1)
WIDTH = 88
STUDIES, REMEMBERS = 0.8, 0.9
"""How likely a day has answers, and a question is remembered, in the picture of a year."""

EARLIER = ("/reveal", "3", "4")
TODAY = (
    "que se aprende los datos de memoria y luego no generaliza; se arregla con dropout",
    "2",
    "/streak",
)
THEME = TerminalTheme(
    (24, 26, 33),
    (214, 217, 226),
    [
        (24, 26, 33),
        (240, 113, 120),
        (158, 206, 106),
        (224, 175, 104),
        (122, 162, 247),
        (187, 154, 247),
        (108, 200, 214),
        (214, 217, 226),
    ],
)
LINE_END = re.compile(r"<text[^>]*>\n</text>")
"""What rich draws for the end of each line."""

FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" xml:space="preserve" \
role="img" aria-label="A session of Repaso in the terminal">
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
<rect fill="#181a21" width="100%" height="100%" rx="12" />
<g fill="#3a3f4f"><circle cx="26" cy="24" r="7" /><circle cx="50" cy="24" r="7" /><circle cx="74" cy="24" r="7" /></g>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def main() -> None:
    """Draws the picture, and says where it is."""
    os.environ["LC_ALL"] = "es_ES.UTF-8"
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
    YEAR.write_bytes(year())
    for file in (PICTURE, YEAR):
        print(f"{file.relative_to(ROOT)} is drawn")  # noqa: T201  # a script talks to whoever runs it


def year() -> bytes:
    """The picture that `/stats` sends to a learner who studied for eight months, in English, as PNG."""
    chance, today = Random(5), MONDAY.date()  # noqa: S311  # the same for every picture
    days = {today - n * DAY: _studied(chance) for n in range(240) if chance.random() < STUDIES}
    ahead = (9, 7, 11, 4, 6, 3, 2, 8, 5, 3, 4, 1, 2, 6)
    return draw(Progress(today, days, total(days.values()), ahead), Sentences("en"))


def _studied(chance: Random) -> Counts:
    recalls = chance.randint(2, 8)
    remembered = sum(chance.random() < REMEMBERS for _ in range(recalls))
    return Counts(recalls + chance.randint(0, 3), recalls, recalls, remembered)


def picture() -> str:
    """The session as SVG: four days of practice that are not shown, and the fifth."""
    screen = Console(
        record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor", highlight=False
    )
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/repaso.db")
        migrations.upgrade(engine)
        for number in range(len(BEFORE)):
            _load(engine, BEFORE[: number + 1])
            _practise(engine, MONDAY + number * DAY, EARLIER, Console(file=io.StringIO()))
        _load(engine, (*BEFORE, SHOWN))
        _practise(engine, MONDAY + len(BEFORE) * DAY, TODAY, screen)
        engine.dispose()
    svg = screen.export_svg(title="", theme=THEME, code_format=FRAME, font_aspect_ratio=0.61, unique_id="repaso")
    return LINE_END.sub("", svg).rstrip() + "\n"


def _load(engine: Engine, keys: Sequence[str]) -> None:
    """The bank, as if the note held these questions only."""
    read = read_bank([NOTE], default_language="es")
    bank = replace(read, questions=[question for question in read.questions if question.key in keys])
    if len(bank.questions) != len(keys):
        sys.exit(f"{NOTE.name} has not all of {', '.join(keys)}")
    with engine.begin() as db:
        load(db, Bank(bank.files, bank.questions), MONDAY)


def _practise(engine: Engine, at: datetime, lines: Sequence[str], screen: Console) -> None:
    """One session at this moment, with these lines typed."""
    typed = sys.stdin
    sys.stdin = io.StringIO("".join(f"{line}\n" for line in lines))
    try:
        chance = Random(1)  # noqa: S311  # the same for every picture
        with Desk(engine, Defaults("Europe/Madrid", "es"), clock=lambda: at, rng=chance) as desk:
            edge = TerminalEdge(desk, name="Ana", default_language="es", console=screen, clock=lambda: at)
            asyncio.run(edge.run())
    finally:
        sys.stdin = typed


if __name__ == "__main__":
    main()
