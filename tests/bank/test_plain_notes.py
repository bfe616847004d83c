"""The short way for plain notes finds what the readers find, and leaves to them what is not plain."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.bank import plain_notes
from bot.bank.card_options import UNTOLD
from bot.bank.note import parse
from bot.bank.reading import Reading, read_in_full, read_note

PLAIN = [
    "", "", "", "# Redes", "# ¿Qué es?", "## ¿Qué es **DNS**?", "## What is it?", "### How?", "### Detalles", "## Tema",
    "## 3. Three", "## 1. ¿Cuál?", "#### Deep", "#### What is deep?", "**Bold** words: and more.", "- **uno**: dos",
    "- punto: detalle", "  - inside. More", "1. primero", "2. segundo: ya", "Prosa de la que hay.", "So it is!  ",
    "* star item", "*emphasis* first", "(aside) text", "¿Otra?", "a **b** c **d e**", "- item", "2) two", "+ plus",
    "## Why   so   wide?", "## **¿Qué es todo?**", "Es de los que hay en la red.", "The of and to in.",
    "    deep prose",
    "a `b` **c `d`** e", "- `code`: what it is", "x = 3, 5 % of $4 ~ 7 -> 8", "see [the page](http://x.y/z_1): it",
    "_soft_ word",     "## `What`", "## What is `x_y`?", "- **a `b`**", "- see [it](http://x)", "a > b: c",
    "`only`", "`[x]` is", "- _soft_: x",
    "## Q1: One", "### Pregunta 3: ¿Sí?", "TODO", "- x: y. z", "## 2.1 What",
]  # fmt: skip
NEARLY = [
    "Answer: B", "A) uno", "b. dos", "**Respuesta:** sí", "Q: one", "A: two", "P: uno", "R: dos", "tags: a, b", "up: x",
    "## Índice", "## Answer", "### Respuesta", "#### Explanation", "a::b", "`code`", "```", "> quoted", "| a | b |",
    "- [ ] no", "- [x] yes", "= short", "## True or false: so", "## V o F: sí", "Falso. Porque", "---", "***", "====",
    "[[link]]", "## What? #tag", "## What? ^id", "#tag", "<details>", "%%", "$x$", "\tcode", "?", "snake_case", "C#",
    "## #card", "==gap==", "Title\n-----", "\u2003wide", "line\u2028end", "   ", "START", "END", "TARGET DECK: x",
    "Question: what", "Pregunta 1: qué", "1. A) x", "- ## In an item?", "  ## Indented?", "##", "## Closed? ##",
    "la respuesta correcta es B", "✅ B", "ans: b", "Solución: c", "## References", "a\\b", "😀 smile", "— dash",
    "## ", "## Answers to it", "anſ: b", "SCHEDULED: <x>", ":END:", "## Which one? {#id}", "Answers are many",
    "## 1. True or false: so", "- - -", "__bold__", "\u200bunseen", "end\r", "una\u00a0línea", "Links: here",
    "**A)** x", "## `Answer`", "_Answer_: x", "~~gone~~", "## _Respuesta_", "- > quoted", "100 %%", "CLOCK: [2]",
    "``a``b", "- [a](#b)",
    "![[a.png]]", "![a](b.png)", "[top](#top)", "> [!hint] so", "A)`x`", "## [top](#x)", "[^1]",
    "`## no`", "`a::b`", "a ` b", "`a **b` c**",
]  # fmt: skip
FRONTS = [
    "", "", "---\ntitle: Nota\n---\n", "---\nlang: es\ntags: [ia, redes]\ndifficulty: hard\n---\n\n",
    "---\ndeck: a/b\n---\n", "---\ntitle: What is it?\n---\n", "---\nquestions: h2\n---\n", "---\nid: uno\n---\n",
    "---\ntags: flashcards/x\n---\n", "---\ndifficulty: odd\n---\n", "---\n", "---\nquestions: auto\n---\n",
]  # fmt: skip
LINES = st.sampled_from(PLAIN)
ALMOST = st.lists(st.sampled_from(PLAIN * 3 + NEARLY), min_size=1, max_size=14)
FULL = st.lists(st.tuples(st.sampled_from(["## ", "### ", "# "]), LINES, LINES, LINES), min_size=1, max_size=6)
BODIES = st.one_of(
    st.lists(LINES, min_size=3, max_size=20).map("\n".join),
    ALMOST.map("\n".join),
    FULL.map(lambda parts: "\n".join(f"{sign}¿Qué es {n}?\n{a}\n{b}\n{c}" for n, (sign, a, b, c) in enumerate(parts))),
)
NOTES = st.tuples(st.sampled_from(FRONTS), BODIES).map("".join)
FOLDER = Path(__file__).parents[2]


def in_full(text: str, file: str) -> Reading:
    """What all readers make of it."""
    return read_in_full(parse(text, file=file, default_language="es", questions="auto"))


def briefly(text: str, file: str = "redes/nota.md") -> Reading:
    """What the bank makes of it."""
    return read_note(text, file=file, default_language="es")


def is_plain(text: str) -> bool:
    """Whether the short way is taken."""
    told = plain_notes.read(text, file="nota.md", default_language="es", questions="auto", cards=UNTOLD)
    return told is not None


@given(NOTES)
@example("## ¿Qué es?\n\nUna **red**.\n\n- punto: detalle\n")
def test_a_note_gives_the_same_by_the_short_way(text: str):
    """Questions, problems, sections, left out lines and conventions: nothing may differ."""
    assert briefly(text) == in_full(text, "redes/nota.md")


@pytest.mark.parametrize("odd", NEARLY)
def test_one_odd_line_changes_nothing(odd: str):
    """Wherever a line stands that a reader looks for, the note is read as by the readers."""
    for text in (
        f"## ¿Qué es?\n\n{odd}\n\nUna **red** de redes.\n\n## ¿Cómo?\nAsí.",
        f"## ¿Qué es?\nUno.\n{odd}\n\nUna red.\n\n## ¿Y?\nAsí.\n",
        f"{odd}\n## ¿Qué es?\nUna **red** de redes.\n{odd}\n{odd}\n",
        f"## ¿Qué es?\nUna red.\n1. uno\n2. dos\n{odd}\n## ¿Y?\nEso.\n\n{odd}",
    ):
        for front in FRONTS:
            assert briefly(front + text) == in_full(front + text, "redes/nota.md")


@pytest.mark.parametrize("folder", ["content", "docs", "tests"])
def test_the_notes_of_this_folder_give_the_same(folder: str):
    """Notes as people write them."""
    for file in sorted((FOLDER / folder).rglob("*.md")):
        text = file.read_text(encoding="utf-8", errors="replace")
        assert briefly(text, file.name) == in_full(text, file.name), file


def test_most_notes_go_the_short_way():
    """Headings that ask, with prose, bold type and lists below them; and not with a sign of a card."""
    text = "---\ntags: [a]\n---\n# Redes\n\n## ¿Qué es DNS?\n\nUn **sistema**.\n\n- uno: dos\n\n## ¿Y TCP?\n1. Esto\n"
    assert is_plain(text)
    assert not is_plain(f"{text}\nuna::otra\n")
    assert not is_plain(f"{text}\nRespuesta: B\n")
