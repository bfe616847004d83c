"""What must hold for any text that is full of quizzes, folds and labels: no exception, no line lost, no lost time."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank import front_matter
from bot.bank.note import clean_lines
from bot.domain.question import Kind
from tests.bank.builders import reading
from tests.bank.test_any_text import LINES, held, words_of

QUIZ_LINES = st.sampled_from(
    [
        "> [!question] What is one?", "> [!question]", ">[!question]- Dos", "> a) red", "> b) green", "> c) blue",
        ">> [!success]- Answer", ">> [!success] seven", ">> a) red", ">> b", ">> True", ">> a) -> b)",
        ">> [!example] Group",
        "> [!success]- Answer", "> [!success] eight", ">[!fail] nine", " >[!fail] ] ten", "> True or false?", ">", ">>",
        "A. uno", "B. dos", "C) tres", "- A: cuatro", "- B: cinco", "a) six", "(b) seis", "1: siete", "2: ocho", "D.",
        "Answer: B", "**Answer: A**", "**Answer:** b) dos", "#### Answer: A", "ANSWER: A, C", "Respuesta correcta: D",
        "Answer:", "Solution", "<details>", "<details><summary>Answer</summary>", "</details>",
        "<summary>Hint</summary>",
        "<details><summary>Ver respuesta</summary>nueve</details>", "<details><summary>What is two?</summary>",
        "<details><summary>Hint</summary>diez</details>", "<p>", "</p>", "<br>", "1. What is three?", "2. Explain",
        "**3. Which four?**", "**Why five?**", "__Bold__ word", "* ¿Qué seis?", "  * nested", " - [x] task", "```js",
        "```",
        "> B", "> Answer: B", "> b) dos", "> [!answer] b", ">[!done]- A) uno", "A) uno ✅", "**B. dos**", "✅ B",
        "- C) tres (correcta)", "> [!faq]- ¿Qué es siete?", "> [!tip]- Pista", "> ```", "A)uno", "- [Up](#x)", "- Web",
        "<!-- tags: (red, blue) -->", "<!-- expertise: (1) -->", "### Question 4", "#### Answer", "---", "- [link](#x)",
    ]
)  # fmt: skip
NOTES = st.lists(QUIZ_LINES | LINES | st.just(""), min_size=2, max_size=30).map("\n".join)
WAYS = st.sampled_from(front_matter.WAYS)
FILES = st.sampled_from(["a.txt", "a.csv", "a.tsv", "a.gift", "a.mdx"])
HEADS = st.sampled_from(
    [
        "",
        "#separator:tab\n#html:true\n",
        "front,back\n",
        "Q\nA. x\nB. y\nANSWER: A\n",
        "Sun {T}\n\n",
        "::a:: b {=c}\n\n",
    ]
)
MARKUP = re.compile(
    r"^\s*>[\s>]*\[!\w+\][-+]?|^[\s>]*(?:[-*+]\s+)?(?:\*\*)?\(?[A-Za-z\d](?:[).:]|$)|</?\w+[^<>]*>|"
    r"\b(?:correct )?answers?\b|respuesta(?: correcta)?|\bsolution\b|<!--.*-->|question \d",
    re.IGNORECASE,
)
"""What tells a quiz, and is no part of it."""


@given(HEADS, st.text() | NOTES, WAYS, FILES)
def test_no_text_raises(head: str, text: str, way: str, file: str):
    """Whatever it is, and whatever it is called."""
    reading(head + text, questions=way, file=file)


@given(NOTES, WAYS)
def test_no_line_is_lost(text: str, way: str):
    """Each line that is not blank is in a question, a section, or among those left out."""
    found = reading(text, questions=way)
    told, words = {*found.sections, *found.left_out}, words_of(found)
    # A choice that is named right is there as a mark, and as no word.
    words |= {"a", "b", "c", "d"} if any(one.choices for one in found.questions) else set()
    lines = clean_lines(text)
    start = front_matter.read(lines, "note.md").length
    lost = [
        line
        for number, line in enumerate(lines, 1)
        if number > start and number not in told and not held(MARKUP.sub(" ", line), words)
    ]
    assert lost == []


@given(NOTES, WAYS)
def test_what_is_asked_can_be_answered(text: str, way: str):
    """A question with choices has a right one, and one only unless it says that there are several."""
    for question in reading(text, questions=way).questions:
        right = sum(choice.correct for choice in question.choices)
        assert question.question
        if question.choices:
            assert right > 1 if question.kind is Kind.MULTIPLE else right == 1


@pytest.mark.parametrize(
    "unit",
    [
        "### Which?\nA. x\nB. y\n\nAnswer: B\n\n",
        "1. Which?\n<details><summary>Answer</summary>\nx\n",
        "<details><summary>What is x?</summary>\nx\n\n",
        "<details>\n",
        "> [!question] Q?\n> a) x\n",
        "A. x\nB. y\ntext\n\nmore\n",
        "1. Q\n>[!success] a\n\n>[!fail] b\n\n",
        "**What?**\ntext\n",
        "- x?\n  - y\n",
    ],
)
@pytest.mark.parametrize("way", ["auto", "bold", "bullets"])
def test_time_grows_with_the_text_only(unit: str, way: str):
    """Eight times the text takes about eight times as long, and a step too many for each line would take 64 times.

    Half of that leaves room for a busy machine, and so do three tries: a step too many would fail each.
    """
    assert any(_growth(unit, way) < 32 for _ in range(3))


def _growth(unit: str, way: str) -> float:
    """How many times as long eight times the text takes; too short a time says nothing."""
    small, large = (_seconds("## Why?\n" + unit * (size // len(unit)), way) for size in (10_000, 80_000))
    return large / max(small, 0.01)


def _seconds(text: str, way: str) -> float:
    start = time.process_time()
    reading(text, questions=way)
    return time.process_time() - start


@pytest.mark.parametrize(
    "sign",
    [
        "<summary>",
        "<details>",
        "> [!question] ",
        "**",
        "Answer: ",
        "</details>",
        "A) ",
        "A, ",
        "{{c1::",
        "{",
        "\\",
        "<b>",
        '"',
    ],
)
def test_a_line_of_a_megabyte(sign: str):
    """Signs that open something and never close it cost no more than others."""
    line = sign * (1_000_000 // len(sign))
    for text, file in (
        (f"## Why?\nA. x\nB. y\n{line}x\n## How?\nSo.\n", "a.md"),
        (f"#separator:tab\n#html:true\n{line}\tx\n", "a.txt"),
        (f"Sun {{T}}\n\n{line}\n\nMoon {{F}}\n", "a.gift"),
    ):
        start = time.process_time()
        reading(text, file=file)
        assert time.process_time() - start < 10
