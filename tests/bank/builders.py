"""Short ways to say what a test's note or question is."""

from bot.bank.identity import content_key
from bot.bank.reading import Reading, read_note
from bot.domain.question import Kind, Question, QuestionKey


def reading(text: str, *, file: str = "note.md", language: str = "en", questions: str = "auto") -> Reading:
    """What a note with this text gives."""
    return read_note(text, file=file, default_language=language, questions=questions)


def asked(text: str, **how: str) -> list[str]:
    """The questions of a note with this text."""
    return [question.question for question in reading(text, **how).questions]


def only(text: str, **how: str) -> Question:
    """The one question of a note with this text."""
    (question,) = reading(text, **how).questions
    return question


def complaints(text: str, **how: str) -> list[str]:
    """The problems of a note with this text, as they are printed."""
    return [str(problem) for problem in reading(text, **how).problems]


def a_question(
    question: str = "What is a closure?",
    answer: str = "A function with the variables around it.",
    *,
    file: str = "js.md",
    line: int = 1,
    language: str = "en",
    key: str = "",
) -> Question:
    """A question as the reader returns it."""
    return Question(
        key=QuestionKey(key) if key else content_key(question),
        file=file,
        line=line,
        deck="",
        topic="js",
        kind=Kind.OPEN,
        language=language,
        question=question,
        answer=answer,
    )
