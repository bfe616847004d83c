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


@pytest.mark.parametrize(
    "callout",
    [
        "> [!success]- Answer\n> B\n> It is.",
        "> [!success]- Answer\n> Answer: B\n>\n> It is.",
        "> [!note]+ Respuesta\n> La respuesta es la **B**\n> It is.",
        "> [!note]+ Respuesta\n> La **B**. It is.",
        "> [!tip]- Show answer\n> b) two\n> It is.",
        "> [!check] Answer: B\n> It is.",
        "> [!success]- B) two\n> It is.",
        "> [!done]\n> Option B\n> It is.",
        "> [!answer]-\n> two\n> It is.",
        "> **Respuesta correcta:** b\n> It is.",
        "> [!hint] 1 < x\n\n> [!solución]-\n> B. It is.",
    ],
)
@pytest.mark.parametrize("label", ["{})", "{}.", "- {}."])
def test_the_answer_in_a_callout(callout: str, label: str):
    """By letter or by text, in whatever callout; the rest of it explains."""
    lines = "\n".join(f"{label.format('abc'[place])} {text}" for place, text in enumerate(("one", "two", "three")))
    question = reading(f"## Which?\nLook:\n\n{lines}\n\n{callout}\n\n## Why?\nSo.\n").questions[0]
    assert question.choices == (Choice("one", False), Choice("two", True), Choice("three", False))
    assert (question.question, question.answer, question.kind) == ("Which?\n\nLook:", "It is.", Kind.SINGLE)


def test_several_right_choices_in_a_callout():
    """Numbers that are choices are no labels."""
    question = only("## Which are prime?\nA) 3\nB) 4\nC) 5\n> [!success]- Answer\n> A, C\n> Both.\n")
    assert (question.kind, [choice.correct for choice in question.choices]) == (Kind.MULTIPLE, [True, False, True])
    assert question.answer == "Both."
    question = only("## Which is prime?\nA) 4\nB) 5\n> [!success]- Answer\n> 5\n")
    assert [choice.correct for choice in question.choices] == [False, True]


def test_an_open_answer_in_a_callout():
    """What stands above it is asked; code and key points inside are those of the answer."""
    question = only(
        "## What is printed?\n```py\nf()\n```\n> [!tip]- Hint\n> Read it.\n\n"
        "> [!note]- Answer\n> Nothing:\n> ```py\n> def f(): ...\n> ```\n>> [!key] none | nothing\n"
    )
    assert question.question == "What is printed?\n\n```py\nf()\n```"
    assert question.answer == "Nothing:\n```py\ndef f(): ...\n```"
    assert (question.hint, question.key_points) == ("Read it.", (("none", "nothing"),))


def test_headings_and_numbered_lines_with_answers_in_callouts_ask():
    """Though nothing in their words does."""
    body = "A) 4\nB) 5\n\n> [!success]- Answer\n> {}\n\n"
    assert asked(f"#### Primes\n{body.format('B')}#### Squares\n{body.format('A')}") == ["Primes", "Squares"]
    assert asked(f"1. Primes\n{body.format('B')}2. Squares\n{body.format('A')}") == ["Primes", "Squares"]
    assert asked("## Sets\n> [!note]- Answer\n> A collection.\n") == ["Sets"]


def test_other_callouts_stay_where_they_are():
    """Praise is no label, neither in an answer nor below choices."""
    answer = "Text.\n> [!success] Good practice\n> Do it."
    assert only(f"## Why?\n{answer}\n").answer == answer
    question = only(f"## Which?\n{LIST}\nAnswer: B\n\n> [!success] Well done\n> You know.\n")
    assert question.answer == "> [!success] Well done\n> You know."


@pytest.mark.parametrize(
    "choices",
    [
        "A) one\nB) two ✅\nC) three",
        "- A) one ❌\n- B) two ✔️\n- C) three ❌\n",
        "a. one\nb. ✅ two\nc. three",
        "a. one\nb. two (correcta)\nc. three",
        "A. one\nB. two **(correct)**\nC. three",
        "A. one\n**B. two**\nC. three",
        "- A) one\n- B) **two**\n- C) three",
        "A) one\nB) two\nC) three\n\n✅ B",
        "A)one\nB)two\nC)three\nAnswer: B",
    ],
)
@pytest.mark.parametrize("after", ["", "\n\nBecause.\n"])
def test_choices_that_carry_their_mark(choices: str, after: str):
    """The mark is no part of them, and what follows explains."""
    question = only(f"## Which?\n```\nx\n```\n{choices}{after}\n")
    assert question.choices == (Choice("one", False), Choice("two", True), Choice("three", False))
    assert (question.question, question.answer) == ("Which?\n\n```\nx\n```", after.strip())


def test_several_marks_and_code_without_a_space():
    """Choose all that apply; a colon right before code is enough for a label."""
    assert [one.correct for one in only("## Which?\nA) 1 ✅\nB) 2\nC) 3 ✅\n").choices] == [True, False, True]
    text = "## Which?\n- A:`x`\n- B: `y`\n- C:`z` and\n\n**Answer: C**\n"
    assert only(text).choices == (Choice("`x`", False), Choice("`y`", False), Choice("`z` and", True))


def test_marks_that_tell_nothing():
    """All of them, or emphasis in an answer."""
    assert complaints("## Which?\nA) **x**\nB) **y**\nC) **z**\n") != []
    assert only("## Which?\nThere are three:\n\nA) x\nB) **y**\nC) z\n").kind is Kind.OPEN
