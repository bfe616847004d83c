"""Every note that docs/notes.md shows is read as the page says."""

import json
from dataclasses import dataclass

import pytest

from bot.bank import card_options
from bot.bank.card_options import UNTOLD
from bot.bank.reading import checked_way, read_note, with_keys
from bot.bank.report import as_json
from bot.domain.question import Bank
from tests.docs.fences import ROOT, Fence, fences

PAGE = ROOT / "docs" / "notes.md"


@dataclass(frozen=True)
class Example:
    """A file that the page shows, what it gives, and the settings of its vault's card plugin, if they stand above."""

    note: Fence
    expected: Fence
    settings: Fence | None


def _is_settings(fence: Fence) -> bool:
    return fence.options.get("name", "").endswith("data.json")


def _examples() -> list[Example]:
    shown = fences(PAGE)
    found = []
    for place, fence in enumerate(shown):
        if "name" not in fence.options or _is_settings(fence):
            continue
        above, expected = shown[place - 1] if place else None, shown[place + 1]
        assert expected.language == "json", f"{fence.options['name']} is not followed by what it gives"
        assert "name" not in expected.options, f"{fence.options['name']} is not followed by what it gives"
        found.append(Example(fence, expected, above if above and _is_settings(above) else None))
    return found


@pytest.mark.parametrize(
    "example", [pytest.param(one, id=f"{one.note.options['name']}:{one.note.line}") for one in _examples()]
)
def test_the_note_gives_what_the_page_says(example: Example):
    """The JSON names some keys of each question, in order, and every problem; nothing more may be found."""
    said = json.loads(example.expected.text)
    reading = read_note(
        example.note.text,
        file=example.note.options["name"],
        default_language="en",
        questions=checked_way(example.note.options.get("questions")),
        cards=card_options.from_settings(json.loads(example.settings.text)["settings"]) if example.settings else UNTOLD,
    )
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
    assert len(_examples()) >= 40
