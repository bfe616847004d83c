"""Answers, hints and questions in `<details>`."""

import pytest

from tests.bank.builders import asked, only, reading


@pytest.mark.parametrize(
    "summary", ["Answer", "Solution", "Respuesta", "Ver respuesta", "<b>Show answer</b>", "Solución 👇"]
)
def test_an_answer_is_unfolded(summary: str):
    """Its tags go, and what stands before it belongs to the question."""
    fold = f"<details><summary>{summary}</summary>\n\nBecause.\n\n</details>\n\nMore.\n"
    question = only(f"## Why?\n```py\nx\n```\n{fold}")
    assert (question.question, question.answer) == ("Why?\n\n```py\nx\n```", "Because.\n\n\nMore.")


def test_folds_that_hold_something_else_stay():
    """They are a part of the answer."""
    text = "## Why?\nBecause.\n<details><summary>See the code</summary>\ncode\n</details>\n"
    assert only(text).answer == text.removeprefix("## Why?\n").rstrip()


def test_a_fold_in_a_folded_answer():
    """Only the outer tags go."""
    inner = "<details><summary>More</summary>\nx\n</details>"
    assert only(f"## Why?\n<details><summary>Answer</summary>\na\n{inner}\nb\n</details>\n").answer == f"a\n{inner}\nb"


def test_a_hint_in_a_fold():
    """It is shown before the answer."""
    question = only("## Why?\n<details><summary>Pista</summary>\nPiensa\nbien\n</details>\n\nPorque sí.\n")
    assert (question.hint, question.answer) == ("Piensa\nbien", "Porque sí.")


@pytest.mark.parametrize("ask", ["**{}**", "{}"])
def test_numbered_and_bold_lines_before_a_fold(ask: str):
    """They ask, for they have an answer of their own."""
    texts = ["1. Explain sets", "2. Explain maps"]
    note = "".join(f"{ask.format(one)}\n\n<details><summary>Answer</summary>{one[-4:]}</details>\n\n" for one in texts)
    assert [(one.question, one.answer) for one in reading(note).questions] == [
        ("Explain sets", "sets"),
        ("Explain maps", "maps"),
    ]


def test_a_fold_that_nobody_closes_ends_at_the_next_question():
    """So that one slip costs no other question."""
    fold = "<details><summary>Answer</summary>"
    text = f"## Why?\n{fold}\na\n## How?\n{fold}\nb\n</details>\n"
    assert [one.answer for one in reading(text).questions] == ["a", "b"]


def test_summaries_that_ask():
    """The inside of such a fold is its answer; the headings are sections."""
    text = (
        "## DNS\n<details>\n<summary>What is DNS?</summary><br><b>\n\nNames.\n</b></details>\n\n"
        "<details><summary>What is a zone?</summary>\nA part.\n\n## Web\n\n"
        "<details><summary>What is <code>HTTP</code>?</summary>Text.</details>\n"
    )
    assert [(one.topic, one.question, one.answer) for one in reading(text).questions] == [
        ("DNS", "What is DNS?", "Names."),
        ("DNS", "What is a zone?", "A part."),
        ("Web", "What is <code>HTTP</code>?", "Text."),
    ]


def test_folds_in_prose_are_no_questions():
    """Half of them must ask."""
    text = "<details><summary>Code</summary>\nx\n</details>\n" * 2 + "<details><summary>Why?</summary>\ny\n</details>\n"
    assert asked(text) == []


@pytest.mark.parametrize("after", ["## Sets and maps\n\nText.\n", "## Sets and maps\n\nText.\n\n```\nx\n```\n"])
def test_a_fence_that_nobody_closes_ends_with_its_fold(after: str):
    """What comes below is no code, whatever it looks like and whether another fence follows."""
    text = f"## What is a set?\n<details><summary>Answer</summary>\n\n```js\nnew Set()\n\n</details>\n\n{after}"
    found = reading(text).questions
    assert [(one.question, one.answer.partition("\n")[2]) for one in found] == [
        ("What is a set?", "new Set()"),
        ("Sets and maps", after.partition("Text.\n")[2].rstrip()),
    ]


def test_code_that_shows_a_fold_is_code():
    """Its end is no end of the fold around it."""
    code = "```html\n<details>\nx\n</details>\n```"
    text = f"## How?\n<details><summary>Answer</summary>\n\n{code}\n\nSo.\n\n</details>\n## Why?\nx\n"
    assert reading(text).questions[0].answer == f"{code}\n\nSo."


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("<details><summary>Answer</summary>It is.</details></details>", "It is."),
        ("<details><summary>Answer</summary><p>It <b>is</b>.</p></details>", "It <b>is</b>."),
        ("<details><summary>Answer</summary>\nIt is.\n</details>\n\n</details>", "It is."),
        ("It is.\n</details>", "It is."),
        (
            "<details><summary>More</summary>It is.</details></details>",
            "<details><summary>More</summary>It is.</details>",
        ),
        ("It is `</details>` that closes.", "It is `</details>` that closes."),
    ],
)
def test_tags_that_close_nothing(written: str, answer: str):
    """They are no part of the answer; code may speak of them."""
    assert only(f"## What?\n{written}\n").answer == answer


def test_a_title_above_folds_that_ask_is_no_question():
    """Not even when there is other text below it."""
    fold = "<details>\n<summary>What is {}?</summary>\nx\n</details>\n"
    assert asked(f"# Notes\n\n{fold.format('a')}\nText.\n\n{fold.format('b')}") == ["What is a?", "What is b?"]


def test_folds_that_ask_below_numbered_lines_with_folded_answers():
    """They are questions of their own, and no part of the last answer."""
    numbered = "".join(
        f"{n}. What is {name}?\n<details><summary>Answer</summary>\nA {name}.\n</details>\n\n"
        for n, name in enumerate(("DNS", "TCP"), 1)
    )
    folds = "".join(
        f"<details><summary>What is {name}?</summary>\nAn {name}.\n</details>\n\n" for name in ("IP", "ARP")
    )
    questions = reading(f"# Nets\n\n{numbered}{folds}").questions
    assert [(one.question, one.answer) for one in questions] == [
        ("What is DNS?", "A DNS."),
        ("What is TCP?", "A TCP."),
        ("What is IP?", "An IP."),
        ("What is ARP?", "An ARP."),
    ]
