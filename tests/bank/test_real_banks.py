"""A real note and public banks, compared with what people counted and checked by hand."""

from typing import Any

import pytest

from bot.bank.reading import read_bank
from bot.domain.question import Bank, Severity
from tests.shared import shared, truth

INTERVIEW = "notes/entrevista-generica"


def test_each_question_of_the_interview_note_is_read_as_a_person_reads_it():
    """All 32, with their section, line and answer, and the tags of the trailer."""
    bank = read_bank([shared(f"{INTERVIEW}.md")], default_language="en")
    expected = truth(f"{INTERVIEW}.truth.json")
    assert [(one.question, one.topic, one.line, one.answer) for one in bank.questions] == [
        (item["question"], item["section"], item["line"], item["answer_dedented"]) for item in expected["items"]
    ]
    assert {one.tags for one in bank.questions} == {tuple(expected["tags"])}
    assert {one.language for one in bank.questions} == {"es"}
    assert (bank.files, len(bank.questions), list(bank.problems)) == (1, 32, [])


@pytest.mark.parametrize(
    ("name", "where", "questions", "count"),
    [
        ("midudev-react-es", "README.md", None, 137),
        ("sudheerj-react", "README.md", None, 416),
        ("thirty-seconds-of-interviews", "questions", "file", 109),
        ("thirty-seconds-of-interviews", "", None, 109),
        ("yangshun-handbook", "packages", "file", 120),
        ("yangshun-handbook", "", None, 120),
    ],
)
def test_public_banks_give_the_questions_that_people_counted(name: str, where: str, questions: str | None, count: int):
    """As many as their tables of contents say, no error, and the answers that were looked at hold their words."""
    bank = read_bank([shared(f"corpora/{name}/{where}")], default_language="en", questions=questions)
    assert len(bank.questions) == count
    assert len({one.key for one in bank.questions}) == count
    assert not [problem for problem in bank.problems if problem.severity is Severity.ERROR]
    assert [check for check in truth(f"corpora/{name}/truth.json")["checks"] if not holds(bank, check)] == []


def holds(bank: Bank, check: Any) -> bool:
    """Whether the bank has the question of a check with its words in the answer."""
    answers = [one.answer for one in bank.questions if one.question.partition("\n")[0] == check["question"]]
    return any(check["answer_contains"] in answer for answer in answers)
