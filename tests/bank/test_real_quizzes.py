"""Public banks in other conventions than headings, compared with what people counted and checked by hand."""

from collections import Counter
from typing import Any

from bot.bank.reading import read_bank
from bot.domain.question import Bank, Question, Severity
from tests.shared import shared, truth

QUIZZES = "corpora/avamzat-copilot-vault"
INTERVIEWS = "corpora/thirty-seconds-of-interviews"
LEVELS = {0: "easy", 1: "medium", 2: "hard"}


def test_a_vault_of_quizzes_and_flashcards():
    """As many questions in each file as were counted, no error, and none in the notes between them."""
    bank = read_bank([shared(QUIZZES)], default_language="en")
    assert Counter(one.file for one in bank.questions) == truth(f"{QUIZZES}/truth.json")["expected"]
    assert not [problem for problem in bank.problems if problem.severity is Severity.ERROR]


def test_the_choices_that_were_checked():
    """Their texts in their order, and the right one."""
    bank = read_bank([shared(QUIZZES)], default_language="en")
    checks = [check for check in truth(f"{QUIZZES}/truth.json")["checks"] if check["type"] != "open"]
    assert [check for check in checks if not any(fits(one, check) for one in of_check(bank, check))] == []


def of_check(bank: Bank, check: Any) -> list[Question]:
    """The questions of the bank that a check is about."""
    return [one for one in bank.questions if (one.file, one.question) == (check["file"], check["question"])]


def fits(question: Question, check: Any) -> bool:
    """Whether a question has the choices of a check and the right one of them, which it names by letter or text."""
    texts = [choice.text for choice in question.choices]
    (right,) = [place for place, choice in enumerate(question.choices) if choice.correct]
    expected = check.get("choices", ["True", "False"])
    return texts == expected and check["correct"] in ("abcd"[right], texts[right], texts[right].lower())


def test_tags_and_difficulty_of_notes_that_tell_them_in_comments():
    """As the truth has them; a note without comments has none."""
    bank = read_bank([shared(INTERVIEWS)], default_language="en")
    for check in truth(f"{INTERVIEWS}/truth.json")["checks"]:
        (question,) = [one for one in bank.questions if one.file == check["file"]]
        if "tags" in check:
            assert (list(question.tags), question.difficulty) == (check["tags"], LEVELS[check["difficulty"]])


def test_a_list_of_questions_without_answers():
    """Every item at the margin asks, in the section of its heading; one warning says that answers are missing."""
    bank = read_bank([shared("corpora/h5bp-frontend-es/README.md")], default_language="en", questions="bullets")
    assert Counter(one.topic for one in bank.questions) == {
        "Preguntas generales:": 31,
        "Preguntas específicas de HTML:": 13,
        "Preguntas específicas de CSS:": 33,
        "Preguntas específicas de JavaScript:": 43,
        "Preguntas sobre código:": 4,
        "Preguntas sobre pruebas de código:": 5,
        "Preguntas sobre rendimiento:": 3,
        "Preguntas sobre redes:": 7,
        "Preguntas divertidas:": 4,
    }
    assert {(one.language, one.answer) for one in bank.questions} == {("es", "")}
    assert [problem.severity for problem in bank.problems] == [Severity.WARNING]
