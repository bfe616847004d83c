"""How a bank that was read is given to programs: as JSON, and as an exit status."""

from bot.domain.question import Bank, Problem, Question, Severity


def as_json(bank: Bank) -> dict[str, object]:
    """The object that `repaso bank check --json` prints."""
    return {
        "files": bank.files,
        "questions": [_question(question) for question in bank.questions],
        "problems": [_problem(problem) for problem in bank.problems],
    }


def _question(question: Question) -> dict[str, object]:
    return {
        "id": question.key,
        "file": question.file,
        "line": question.line,
        "deck": question.deck,
        "topic": question.topic,
        "kind": question.kind.value,
        "language": question.language,
        "question": question.question,
        "answer": question.answer,
        "choices": [{"text": choice.text, "correct": choice.correct} for choice in question.choices],
        "hint": question.hint,
        "key_points": [list(synonyms) for synonyms in question.key_points],
        "tags": list(question.tags),
        "difficulty": question.difficulty.value if question.difficulty else None,
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "severity": problem.severity.value,
        "message": problem.message,
    }


def exit_status(bank: Bank, *, strict: bool = False) -> int:
    """0 when no problem is an error, else 1; when strict, warnings count as errors, and remarks never do."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(problem.severity in failing for problem in bank.problems))
