"""What must hold for any text at all: no exception, no line lost, no time that grows faster than the text."""

import re
from itertools import takewhile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.bank import front_matter
from bot.bank.blocks import steps_for
from bot.bank.inline import plain, without_comments
from bot.bank.note import clean_lines
from bot.bank.reading import Reading
from bot.domain.question import Kind, Question
from tests.bank.builders import reading

LINES = st.sampled_from(
    [
        "", "", "# Title", "## ¿Qué es esto? #facil ^id1", "## What is this?", "### Why #tag?", "- ##### How?",
        "\t- text", "1. ### Which one?", "   2. ## Indented?", "## Answer", "#### Respuesta: D", "---", "***", "```",
        "```py", "````", "~~~", "    ```", "- [ ] no", "- [x] yes", "  more of it", "= a | b", "Falso",
        "True. Because", "TODO", "<!--", "-->", "<!-- out --> in", "%%", "> [!hint] think", "> [!key] a | b",
        "> more", "> [!note] note", "[Top](#top)", "^block", "text ^block", "id:: 12", "tags: #a #b", "tags:",
        "links: [[x]]", "a **bold** [[b|c]] word", "| a | b |", "<br/>", "<details>", "</details>", "<<<<<<< HEAD",
        "=======", ">>>>>>> x", "## True or false: so?", "## Contents", "- item: b", "#", "## #tag", "$a::b$", "?",
        "a::b", "1. one", "## 3. Three", "====", "------------", "What is one?", "- [ ]", "### Respuesta correcta",
        "#### Deep?", "> [!note]- Answer", "[[↑] up](#x)", "a `</details>` b", "**Answer:** it",
    ]
)  # fmt: skip
SNIPPETS = st.sampled_from(
    [
        "## What is this?\n> [!hint] think\n> about it",
        "- ##### Why?\n\t> [!key] a | b\n\t> c | d\n\ttext",
        "## Which?\n- [x] yes\n  and so on\n\n- [ ] no\nBecause.",
        "### How?\n\n```js\n# code?\n```\n\n#### Answer\n\nLike this.",
        "## Who?\n= Ada | Lovelace\n= Byron\nAn explanation.",
        "## Verdadero o falso: es así\nFalso. Explicado.\nMás.",
        "1. ### What?\n\n    indented\n    ```\n\ntext at the margin\n2. ### When?\n   now",
        "<!--\n## Hidden?\n-->",
    ]
)
NOTES = st.lists(LINES | SNIPPETS, min_size=3, max_size=30).map("\n".join)
WAYS = st.sampled_from(front_matter.WAYS)
_WORD = re.compile(r"[^\W_]+")
_CALLOUT = re.compile(r"\s*>\s*\[!(?:hint|key)\]")
_NUMBER = re.compile(r"(?:\s*(?:[-*+]|\d+[.)])\s)?\s*(?:#{1,6}\s)?\s*(?:\d+[.)]\s)?")


@given(st.text() | NOTES, WAYS)
@example("---\n0: 0\n---", "auto")
def test_no_text_raises(text: str, way: str):
    """Whatever it is, a note gives questions and problems."""
    reading(text, questions=way)


@given(NOTES, WAYS)
def test_no_line_is_lost(text: str, way: str):
    """Each line that is not blank is in a question, a section, or among those left out."""
    found = reading(text, questions=way)
    lines = clean_lines(text)
    start = front_matter.read(lines, "note.md").length
    told = {*found.sections, *found.left_out}
    words = words_of(found)
    lost = [
        line for number, line in enumerate(lines, 1) if number > start and number not in told and not held(line, words)
    ]
    assert lost == []


def words_of(found: Reading) -> set[str]:
    """Every word that the questions of a note hold."""
    return {word for question in found.questions for text in texts_of(question) for word in _WORD.findall(text.lower())}


def texts_of(question: Question) -> list[str]:
    synonyms = [word for point in question.key_points for word in point]
    choices = [f"{choice.text} {choice.correct}" for choice in question.choices]
    level = {"easy": "facil"}.get(question.difficulty or "", "")
    verdicts = "verdadero falso true false" if question.kind is Kind.TRUE_FALSE else ""
    return [
        verdicts,
        question.key,
        question.question,
        question.answer,
        question.hint,
        level,
        *synonyms,
        *choices,
        *question.tags,
    ]


def held(line: str, words: set[str]) -> bool:
    """Whether the words of a line are among these; its markers (numbers, boxes, callouts, ids) are none."""
    text = _NUMBER.sub("", _CALLOUT.sub("", without_comments(line)), count=1)
    text = re.sub(r"\[[ xX]\]|(?<!\S)\^\w+$|<br/>", "", text)
    shown = plain(text) if "```" not in text else text
    return {word.lower() for word in _WORD.findall(shown)} <= words


@pytest.mark.parametrize(
    "unit",
    [
        ["## ¿Qué?", "Eso.", ""],
        ["```", "- ## a?", "```js"],
        ["~~~~", "## a?", "```", "x"],
        ["<!--", "## a?"],
        ["````", "## ¿a?", "```js", "    ```"],
        ["- [x] a", "  ```", "# b"],
    ],
)
def test_the_scanner_looks_at_each_line_twice_at_most(unit: list[str]):
    """Ten times the lines are ten times the steps, also when every fence is unbalanced."""
    for count in (10, 100, 1000):
        lines = unit * count
        assert len(lines) <= steps_for(lines) <= 2 * len(lines)


def test_fences_that_nest_downwards_are_looked_at_twice_at_most():
    """Each of them could only be closed by a longer one."""
    lines = [line for length in range(300, 2, -1) for line in ("`" * length, "- ## a?", *[""] * 20)]
    assert steps_for(lines) <= 2 * len(lines)


def test_ten_thousand_headings():
    """All are questions."""
    text = "\n".join(f"## What is {number}?\nA number." for number in range(10_000))
    assert len(reading(text).questions) == 10_000


def test_a_line_of_a_megabyte():
    """Signs that open something and never close it cost no more than others."""
    for sign in ("[", "**", "<!--", "`", " ", "\t", "^a ", "#a ", "<br>"):
        assert len(reading(f"## Why?\n{sign * (1_000_000 // len(sign))}x\n## How?\nSo.\n").questions) == 2


def test_lists_within_lists():
    """However deep."""
    text = "## Why?\n" + "\n".join(f"{'  ' * depth}- a" for depth in range(500))
    assert reading(text).questions[0].answer.count("- a") == 500


@pytest.mark.parametrize("text", ["", "\n\n", "---\ntitle: a\n---\n", "---\n---\n"])
def test_a_note_without_text(text: str):
    """Nothing is found, which is said."""
    found = reading(text)
    assert (found.questions, [problem.message for problem in found.problems]) == ((), ["the note is empty"])


def test_conflict_markers_are_told_and_both_sides_read():
    """They are no part of an answer."""
    found = reading("## Why?\n<<<<<<< HEAD\nBecause.\n=======\nSo.\n>>>>>>> other\n")
    assert [str(problem) for problem in found.problems] == ["note.md:2: holds a merge conflict; both sides were read"]
    assert [one.answer for one in found.questions] == ["Because.\nSo."]


def test_only_a_conflict_makes_equal_signs_a_marker():
    """Elsewhere they are text."""
    lines = ["## Why?", "=======", "So."]
    assert list(takewhile(lambda line: line != "So.", lines)) == ["## Why?", "======="]
    assert reading("\n".join(lines)).questions[0].answer == "=======\nSo."
