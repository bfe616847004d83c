"""Rule 6: choices with labels, and the lines that name the right ones."""

from pathlib import Path

import pytest

from bot.bank.answer_labels import answer_line, letters_of
from bot.bank.reading import read_bank
from bot.domain.question import Bank, Choice, Kind
from tests.bank.builders import asked, complaints, only, reading

NOTES = Path(__file__).parent / "notes"
LIST = "A. one\nB. two\nC. three\n"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank([NOTES / "choices.md"], default_language="en")


def test_a_note_of_folded_answers(bank: Bank):
    """Numbered lines and headings ask; an answer that is no choice is told with its line."""
    found = [(one.line, one.kind, [choice.text for choice in one.choices if choice.correct]) for one in bank.questions]
    assert found == [
        (5, Kind.SINGLE, ["S3"]),
        (16, Kind.MULTIPLE, ["RDS", "Aurora"]),
        (25, Kind.SINGLE, ['`"1020"`']),
        (54, Kind.SINGLE, ["Mars"]),
    ]
    assert [str(problem) for problem in bank.problems] == [
        'choices.md:43: the answer "D" is none of the choices A to B; the question was left out'
    ]


def test_the_rest_of_a_fold_explains(bank: Bank):
    """Without its tags, and without the label."""
    assert [one.answer for one in bank.questions] == [
        "Explanation: buckets hold objects.",
        "",
        "JavaScript is **dynamic**.",
        "Its dust is iron oxide.",
    ]
    assert bank.questions[2].question == "What's the output?\n\n```js\nsum(10, '20');\n```"


@pytest.mark.parametrize(
    "line",
    [
        "Answer: B",
        "**Answer: B**",
        "**Answer:** B",
        "Answer - B",
        "ANSWER: B.",
        "Ans: (b)",
        "Correct answer: b) two",
        "#### Answer: B",
        "Respuesta correcta: B",
        "La respuesta correcta es la B",
        "Respuesta: two",
        "Answer: Option B",
        "#### Answer\n\nB",
        "#### Respuesta\n**B. two**",
        "<details><summary>Solution</summary>B</details>",
        "<details>\n<summary>\nVer respuesta\n</summary>\n<br>\nLa respuesta es: B\n</details>",
        "Resposta: B",
    ],
)
def test_ways_to_name_the_right_choice(line: str):
    """In Spanish, English and some other languages, in a line, a heading or a fold."""
    question = only(f"## Which?\n{LIST}\n{line}\n")
    assert question.choices == (Choice("one", False), Choice("two", True), Choice("three", False))
    assert (question.question, question.answer, question.kind) == ("Which?", "", Kind.SINGLE)


@pytest.mark.parametrize("line", ["Answer: A, C", "ANSWER: A and C", "Respuestas: A y C", "Answer: AC", "Answer: a; c"])
def test_several_right_choices(line: str):
    """Choose all that apply."""
    question = only(f"## Which?\n{LIST}\n{line}\n")
    assert (question.kind, [choice.correct for choice in question.choices]) == (Kind.MULTIPLE, [True, False, True])


@pytest.mark.parametrize(
    "choices",
    ["A: x\nB: y", "a) x\nb) y", "(a) x\n(b) y", "- A. x\n- B. y", "- **A.** x\n\n- **B.** y", "* A) x\n* B) y"],
)
def test_ways_to_label_a_choice(choices: str):
    """With or without bullets."""
    assert [choice.text for choice in only(f"## Which?\n{choices}\n\nAnswer: B\n").choices] == ["x", "y"]


def test_numbered_choices_need_a_number_as_their_answer():
    """Else they are a list like any other."""
    assert [choice.correct for choice in only("## Which?\n1: x\n2: y\n\nAnswer: 2\n").choices] == [False, True]
    assert only("## How?\n1. x\n2. y\n").answer == "1. x\n2. y"


def test_an_explanation_after_the_letter():
    """On the same line and below it."""
    assert only(f"## Which?\n{LIST}\nAnswer: B. It is.\n\nMore of it.\n").answer == "It is.\n\nMore of it."


def test_text_between_the_question_and_its_choices():
    """It belongs to what is asked."""
    question = only(f"## Which?\nLook at this:\n\n{LIST}\nAnswer: B\n")
    assert question.question == "Which?\n\nLook at this:"


def test_choices_that_nobody_marked():
    """An error with its line; two lettered paragraphs, or a list below text, are an answer."""
    assert complaints(f"## Which?\n{LIST}") == ["note.md:1: the choices have no answer line; the question was left out"]
    assert only("## Which?\nA. one\nB. two\n").kind is Kind.OPEN
    assert only(f"## Which?\nThree:\n{LIST}").kind is Kind.OPEN


def test_sentences_that_begin_like_an_answer_line_are_none():
    """They are text."""
    for line in ("Answers vary.", "The answer depends", "Answering takes time", "Solution architects decide"):
        assert answer_line(line) is None
    for line in ("A closure is a function", "I think so", "Because of it"):
        assert letters_of(line)[0] == []


def test_a_list_of_steps_is_no_question():
    """Lettered or numbered, below a heading that does not ask."""
    assert asked("## Plan\na) first\nb) then\nc) last\n## Done\n1. this\n2. that\n") == []


def test_numbered_lines_in_an_answer_are_text():
    """Also when a fold with a solution follows: the first of them has none."""
    text = "## What is printed?\n1. this\n2. that\n\n<details><summary>Answer</summary>\nThose.\n</details>\n"
    assert [(one.question, one.answer) for one in reading(text).questions] == [
        ("What is printed?\n\n1. this\n2. that", "Those.")
    ]
