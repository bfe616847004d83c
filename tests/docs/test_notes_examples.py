"""Every note that docs/notes.md shows is read as the page says."""

import json
from itertools import pairwise

import pytest

from bot.bank.reading import read_note, with_keys
from bot.bank.report import as_json
from bot.domain.question import Bank
from tests.docs.fences import ROOT, Fence, fences

PAGE = ROOT / "docs" / "notes.md"


def _examples() -> list[tuple[Fence, Fence]]:
    named = [(note, result) for note, result in pairwise(fences(PAGE)) if note.language == "markdown"]
    assert all(result.language == "json" for _, result in named), "each note is followed by what it gives"
    return named


@pytest.mark.parametrize(
    ("note", "expected"), [pytest.param(*pair, id=f"{pair[0].options['name']}:{pair[0].line}") for pair in _examples()]
)
def test_the_note_gives_what_the_page_says(note: Fence, expected: Fence):
    """The JSON names some keys of each question, in order, and every problem; nothing more may be found."""
    said = json.loads(expected.text)
    reading = read_note(note.text, file=note.options["name"], default_language="en")
    questions, clashes = with_keys(reading.questions)
    found = as_json(Bank(1, questions, [*reading.problems, *clashes]))
    assert len(found["questions"]) == len(said["questions"])
    shown = [
        {key: question[key] for key in wanted}
        for question, wanted in zip(found["questions"], said["questions"], strict=True)
    ]
    assert shown == said["questions"]
    assert [f"{problem['line']}: {problem['message']}" for problem in found["problems"]] == said.get("problems", [])


def test_there_are_examples():
    """The page cannot lose its examples without anybody noticing."""
    assert len(_examples()) >= 10
