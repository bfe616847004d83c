"""Every reason for which something in a note cannot be used can be said in Spanish, too."""

import string

import pytest
from hypothesis import given

from bot.bank.remedies import remedy_of
from bot.domain.question import Problem, Severity
from bot.domain.reason import Reason
from bot.texts import reasons
from bot.texts.messages import Message
from bot.texts.reasons import because
from bot.texts.sentences import Sentences
from tests.bank.builders import reading
from tests.bank.test_any_text import NOTES

SPANISH, ENGLISH = Sentences("es"), Sentences("en")
NAMED = {name: one for name, one in vars(reasons).items() if isinstance(one, Message)}


@pytest.mark.parametrize("name", NAMED)
def test_a_reason_in_both_languages(name: str):
    """In English as the check prints it; what is filled in stands in both."""
    blanks = [blank for _, blank, _, _ in string.Formatter().parse(NAMED[name].text) if blank]
    reason = because(NAMED[name], **{blank: f"«{blank}»" for blank in blanks})
    assert ENGLISH.reason(reason) == reason
    assert SPANISH.reason(reason) != reason
    assert all(f"«{blank}»" in SPANISH.reason(reason) for blank in blanks)


def test_a_reason_within_a_reason():
    """Both are translated; text of the note is not, braces or not."""
    reason = because(
        reasons.LEFT_OUT, why=because(reasons.UNKNOWN_CHOICE, answer="{x} it asks nothing", first="A", last="B")
    )
    assert SPANISH.reason(reason) == (
        "la respuesta «{x} it asks nothing» no es ninguna de las opciones, de la A a la B; he dejado fuera la pregunta"
    )


def test_what_was_stored_stands_as_it_is():
    """From the database a reason comes as the sentence that it was."""
    assert SPANISH.reason("the note is empty") == "the note is empty"


@given(NOTES)
def test_readers_give_reasons(text: str):
    """None of them says an English sentence of its own."""
    for problem in reading(text).problems:
        assert isinstance(problem.message, Reason)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.md", "---\ntitle: a: b\nlang: xx1\ndifficulty: no\n---\n## Q?\nx\n"),
        ("a.md", "---\nx: [\n---\n## Q?\n" + "## Why?\nTODO\n\n" * 9),
        ("a.md", "START\nBasic\nx\n"),
        ("a.md", "<<<<<<< HEAD\n## Q?\nA. x\nB. y\nC. z\n"),
        ("a.txt", "Q?\nA. x\nB. y\nANSWER: A\n\nR?\nA. x\nB. y\n"),
        ("a.gift", "Sun? {T}\n\nNo {~a ~b}\n\nOdd {#x}\n"),
        ("a.csv", 'question,answer\nA?,"x\nB?,y\n'),
        ("a.csv", "id,kind,question,answer,choices,correct\n,essay,Q?,,,\n"),
        ("a.json", '{"files": 1, "questions": [7, ]'),
    ],
)
def test_readers_of_every_notation_give_reasons(file: str, text: str):
    """Whatever is wrong."""
    problems = reading(text, file=file).problems
    assert problems
    assert all(isinstance(problem.message, Reason) for problem in problems)


@pytest.mark.parametrize(
    "name", ["NO_ANSWER", "NOT_MARKED", "NO_ANSWER_LINE", "UNKNOWN_CHOICE", "NO_BRACES", "NEVER_CLOSES"]
)
def test_a_reason_has_its_remedy(name: str):
    """What the most frequent of them ask for."""
    reason = because(NAMED[name], answer="C", first="A", last="B")
    assert remedy_of(Problem("a.md", 1, Severity.ERROR, reason))
