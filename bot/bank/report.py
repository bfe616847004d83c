"""How a bank that was read is shown: as JSON for programs, as a list of files for people."""

from collections import Counter
from itertools import groupby

from rich.console import Console
from rich.text import Text

from bot.domain.question import Bank, Problem, Question, Severity

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


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


def exit_status(bank: Bank) -> int:
    """0 when no problem is an error, else 1."""
    return int(any(problem.severity is Severity.ERROR for problem in bank.problems))


def show(bank: Bank, console: Console) -> None:
    """Prints each file with its number of questions and its problems, then a summary."""
    counts = Counter(question.file for question in bank.questions)
    problems = {
        file: list(group)
        for file, group in groupby(sorted(bank.problems, key=lambda one: (one.file, one.line)), lambda one: one.file)
    }
    for file in sorted({*counts, *problems}):
        console.print(Text(f"{file}  {_amount(counts[file], 'question')}"), soft_wrap=True)
        for problem in problems.get(file, ()):
            console.print(Text(f"  {problem}", style=_STYLES[problem.severity]), soft_wrap=True)
    console.print(Text(summary(bank), style="bold"), soft_wrap=True)


def summary(bank: Bank) -> str:
    """One line: how many questions in how many notes, with how many errors and warnings."""
    found = Counter(problem.severity for problem in bank.problems)
    read = f"{_amount(len(bank.questions), 'question')} in {_amount(bank.files, 'note')}"
    return f"{read}; {_amount(found[Severity.ERROR], 'error')}, {_amount(found[Severity.WARNING], 'warning')}"


def _amount(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
