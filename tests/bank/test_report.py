"""How a bank is shown to programs."""

import json
from pathlib import Path

from bot.bank.reading import read_bank
from bot.bank.report import as_json, exit_status
from bot.domain.question import Bank

NOTE = """## Capital? #easy #geo ^capital
= París | Paris
## Why?
TODO
## Which?
- [ ] a
- [ ] b
"""


def a_bank(folder: Path, text: str = NOTE) -> Bank:
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "b.md").write_text("## How?\nSo.\n", encoding="utf-8")
    return read_bank([folder], default_language="en")


def test_json_for_programs(tmp_path: Path):
    """Every field, in the words of the contract."""
    shown = json.loads(json.dumps(as_json(a_bank(tmp_path))))
    assert shown["files"] == 2
    assert shown["questions"][0] == {
        "id": "capital",
        "file": "a.md",
        "line": 1,
        "deck": "",
        "topic": "a",
        "kind": "short",
        "language": "en",
        "question": "Capital?",
        "answer": "París",
        "choices": [],
        "hint": "",
        "key_points": [["París", "Paris"]],
        "tags": ["geo"],
        "difficulty": "easy",
    }
    assert shown["problems"][0] == {
        "file": "a.md",
        "line": 3,
        "severity": "warning",
        "message": "the question has no answer",
    }


def test_the_exit_status_tells_errors_from_warnings(tmp_path: Path):
    """Warnings alone are fine."""
    assert exit_status(a_bank(tmp_path)) == 1
    assert exit_status(a_bank(tmp_path, "## Why?\n")) == 0
    assert exit_status(a_bank(tmp_path, "## Why?\n"), strict=True) == 1
    assert exit_status(a_bank(tmp_path, "## Why?\nSo.\n"), strict=True) == 0


def test_a_plain_note_is_no_fault(tmp_path: Path):
    """Nothing has to be mended in a diary, so a strict check passes; it is told as a remark."""
    bank = a_bank(tmp_path, "# Monday\n\nRain.\n")
    assert [problem.severity.value for problem in bank.problems] == ["remark"]
    assert exit_status(bank, strict=True) == 0
    assert exit_status(a_bank(tmp_path, ""), strict=True) == 0
