"""Which questions a native quiz can show, and how."""

from dataclasses import replace

import pytest

from bot.domain.choices import shown_order
from bot.domain.conversation import DeliveryId, Poll
from bot.domain.question import Choice, Kind, Question
from bot.study.as_poll import as_poll
from tests.bank.builders import a_question

CAPITAL = replace(
    a_question("What is the **capital** of [France](https://example.org)?", "On the Seine."),
    kind=Kind.SINGLE,
    choices=(Choice("Paris", correct=True), Choice("*Lyon*", correct=False), Choice("Nice", correct=False)),
)
DELIVERY = DeliveryId(3)


def with_choices(*texts: str) -> Question:
    """The question with these choices, of which the first is right."""
    return replace(CAPITAL, choices=tuple(Choice(text, correct=not at) for at, text in enumerate(texts)))


def test_a_question_that_fits():
    """The options stand in the order of the buttons, without markup; the header stands before the question."""
    order = shown_order(CAPITAL, DELIVERY)
    assert as_poll(DELIVERY, CAPITAL, "📝 Geography") == Poll(
        "📝 Geography · What is the capital of France?",
        tuple(("Paris", "Lyon", "Nice")[place] for place in order),
        order.index(0),
        "On the Seine.",
    )


@pytest.mark.parametrize(
    "question",
    [
        replace(CAPITAL, kind=Kind.MULTIPLE),
        replace(CAPITAL, kind=Kind.OPEN, choices=()),
        replace(CAPITAL, question="q" * 301),
        replace(CAPITAL, question="What does `len` do?"),
        replace(CAPITAL, question="What is this?\n\n```python\nx\n```"),
        replace(CAPITAL, question="What is $x^2$?"),
        replace(CAPITAL, question="- a list"),
        replace(CAPITAL, question="![a map](map.png) Where?"),
        replace(CAPITAL, attachments=("map.png",)),
        with_choices("Paris"),
        with_choices(*(f"town {n}" for n in range(13))),
        with_choices("Paris", "L" * 101),
        with_choices("Paris", "`Lyon`"),
        with_choices("Paris", "Lyon", "**Lyon**"),
        with_choices("Paris", ""),
        replace(CAPITAL, choices=(Choice("Paris", correct=False), Choice("Lyon", correct=False))),
        replace(CAPITAL, choices=(Choice("Paris", correct=True), Choice("Lyon", correct=True))),
    ],
    ids=lambda question: f"{question.kind}-{question.question[:12]}-{len(question.choices)}",
)
def test_a_question_that_does_not_fit(question: Question):
    """Code, formulas, pictures, lists, too long, too many, too few, or not exactly one right."""
    assert as_poll(DELIVERY, question) is None


@pytest.mark.parametrize(
    "question", [replace(CAPITAL, question="q" * 300), with_choices("P" * 100, *(str(n) for n in range(11)))]
)
def test_a_question_that_just_fits(question: Question):
    """300 characters without a header, twelve options, 100 characters each."""
    poll = as_poll(DELIVERY, question, "📝 Geography")
    assert poll is not None
    assert (len(poll.question) <= 300, len(poll.options)) == (True, len(question.choices))


@pytest.mark.parametrize("answer", ["e" * 201, "a\n\nb\n\nc\n\nd", "See `len`.", "", "- a list"])
def test_an_explanation_that_does_not_fit(answer: str):
    """It stays away; the feedback has it."""
    poll = as_poll(DELIVERY, replace(CAPITAL, answer=answer))
    assert poll is not None
    assert poll.explanation == ""


def test_an_explanation_with_files():
    """What cannot be shown whole is not shown."""
    poll = as_poll(DELIVERY, replace(CAPITAL, answer_attachments=("map.png",)))
    assert poll is not None
    assert poll.explanation == ""
