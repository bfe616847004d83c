"""Quizzes in callouts, as Quiz Generator and people write them."""

from pathlib import Path

import pytest

from bot.bank.reading import read_bank
from bot.domain.question import Kind, Question
from tests.bank.builders import asked, complaints, only, reading

NOTES = Path(__file__).parent / "notes"


@pytest.fixture(scope="module")
def quiz() -> list[Question]:
    return list(read_bank([NOTES / "quiz.md"], default_language="es").questions)


def right(question: Question) -> list[str]:
    return [choice.text for choice in question.choices if choice.correct]


def test_every_kind_of_callout_is_a_question_of_its_own_kind(quiz: list[Question]):
    """In the order of the note, with the heading above as topic."""
    assert [(one.kind, one.topic, one.question.partition("\n")[0], right(one)) for one in quiz] == [
        (Kind.SINGLE, "Redes", "¿Qué puerto usa HTTPS?", ["443"]),
        (Kind.MULTIPLE, "Redes", "¿Cuáles son protocolos de transporte?", ["TCP", "UDP"]),
        (Kind.TRUE_FALSE, "Redes", "UDP garantiza la entrega.", ["Falso"]),
        (Kind.SHORT, "Redes", "DNS traduce `____` a direcciones.", []),
        (Kind.OPEN, "Redes", "¿Por qué TCP es fiable?", []),
        (Kind.OPEN, "Redes", "Une cada puerto con su protocolo.", []),
        (Kind.SINGLE, "Examen", "¿Qué es una máscara?", ["Los bits de la red"]),
        (Kind.SINGLE, "Examen", "¿Qué hace un router?", ["Une redes"]),
    ]


def test_labels_and_quotation_signs_are_no_part_of_a_choice(quiz: list[Question]):
    """Their order stays; a bracket that was typed twice goes."""
    assert [choice.text for choice in quiz[0].choices] == ["80", "443", "22"]
    assert [choice.text for choice in quiz[6].choices] == ["Los bits de la red", "Un filtro", "Un puerto"]


def test_true_or_false_is_asked_by_the_choices(quiz: list[Question]):
    """The line that says so is left out."""
    assert (quiz[2].question, quiz[2].answer) == ("UDP garantiza la entrega.", "")


def test_a_short_answer_is_typed(quiz: list[Question]):
    """A few words are compared; a sentence is open."""
    assert (quiz[3].answer, quiz[3].key_points) == ("nombres", (("nombres",),))
    assert quiz[4].answer == "Porque numera los segmentos, los confirma y repite los que se pierden."


def test_matching_is_open(quiz: list[Question]):
    """The groups belong to the question, the pairs are the answer."""
    assert "**Grupo B**" in quiz[5].question
    assert "- o) DNS" in quiz[5].question
    assert quiz[5].answer == "- a) -> o)\n- b) -> n)"


def test_the_same_question_twice_is_two_questions():
    """Each has a key of its own."""
    text = "> [!question] 1 < 2\n>> [!success]- Answer\n>> True\n\n"
    assert asked(text * 2) == ["1 < 2", "1 < 2"]


def test_a_callout_between_headings_that_ask():
    """It stands in the section that they are in: the question above is not its topic."""
    callout = "> [!question] What is a port?\n>> [!success]- Answer\n>> A number.\n"
    text = f"# Nets\n## Layers\n### What is IP?\nA protocol.\n\n{callout}\n### What is TCP?\nAnother.\n"
    assert [(one.question, one.topic) for one in reading(text).questions] == [
        ("What is IP?", "Layers"),
        ("What is a port?", "Layers"),
        ("What is TCP?", "Layers"),
    ]


def test_an_answer_in_a_callout_of_its_own():
    """Below, after a blank line; a hint stays a hint."""
    answer = "> [!success]- Answer\n> Because it is so, as we have seen.\n"
    question = only(f"> [!question] Why?\n>> [!hint] Think\n\n{answer}")
    assert (question.question, question.hint) == ("Why?", "Think")
    assert question.answer == "Because it is so, as we have seen."


def test_a_callout_that_only_wonders_is_text():
    """Without an answer or choices it is a note to oneself."""
    assert asked("> [!question] Should we move the meeting?\n> Perhaps.\n") == []
    assert only("## Why?\nBecause.\n> [!question] Is that so?\n").answer == "Because.\n> [!question] Is that so?"


def test_a_quiz_below_a_heading_that_asks():
    """The heading keeps its own answer, and is a section when it has none."""
    callout = "> [!question] What is 1 + 1?\n>> [!success]- Answer\n>> 2\n"
    assert asked(f"## Why?\nBecause.\n{callout}## How?\n{callout}") == ["Why?", "What is 1 + 1?", "What is 1 + 1?"]
    assert reading(f"## How?\n{callout}").questions[0].topic == "How?"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (">> d) z", 'the answer "D" is none of the choices A to C'),
        (">> none", 'the answer ("none") names none of the choices A to C'),
        (">>", "the answer names none of the choices A to C"),
    ],
)
def test_an_answer_that_is_no_choice(answer: str, message: str):
    """The question is left out, the others are read."""
    bad = f"> [!question] Which?\n> a) x\n> b) y\n> c) z\n>> [!success]- Answer\n{answer}\n"
    good = "\n> [!question] Who?\n>> [!success]- Answer\n>> Ada\n"
    assert complaints(bad + good) == [f"note.md:1: {message}; the question was left out"]
    assert asked(bad + good) == ["Who?"]


def test_callouts_that_mark_an_example_as_good_or_bad_are_text():
    """They are choices right under the question only."""
    text = "## How?\nLike this:\n> [!success] Do\n\n> [!fail] Do not\n"
    assert only(text).answer == "Like this:\n> [!success] Do\n\n> [!fail] Do not"


def test_a_status_is_no_question():
    """A heading with one callout below is no quiz."""
    assert asked("## Status\n> [!success] Shipped\n## Next\n> [!fail] Broken\n") == []


def test_right_choices_in_a_list():
    """Each is repeated as a bullet."""
    quiz = "> [!question] Two?\n> - A) x\n> - B) y\n> - C) z\n>> [!success]- Answer\n>> - A) x\n>> - C) z\n"
    assert right(only(quiz)) == ["x", "z"]


def test_a_folded_callout_hides_its_answer():
    """Below a title that asks; others are remarks, and stay where they are."""
    text = "## What is TCP?\nA protocol.\n\n> [!question]- Why three packets?\n> Because **both** count.\n\nMore.\n"
    assert [(one.question, one.answer, one.kind) for one in reading(text).questions] == [
        ("What is TCP?", "A protocol.\n\n\nMore.", Kind.OPEN),
        ("Why three packets?", "Because **both** count.", Kind.OPEN),
    ]
    assert asked("# Sets\n\n> [!faq]- What is a set?\n> A collection.\n\n> [!faq] What is a map?\n> x\n") == [
        "What is a set?"
    ]
    for remark in (
        "> [!question] Why not?\n> x",
        "> [!question]- For Ana\n> x",
        "> [!help]- Why?",
        "> [!note]- Why?\n> x",
    ):
        assert asked(f"# Sets\n\n{remark}\n") == []
