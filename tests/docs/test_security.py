"""The threat model names tests, and they are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@pytest.mark.parametrize(("file", "test"), NAMED, ids=lambda part: part)
def test_a_test_that_is_named_exists(file: str, test: str):
    """Whoever renames one renames it here, too."""
    assert re.search(rf"^(?:async )?def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_threat_has_a_test():
    """But for what is only told: what there is to protect, and what was found."""
    sections = re.split(r"(?m)^## ", PAGE)[1:]
    without = [section.partition("\n")[0] for section in sections if "::test_" not in section]
    assert without == ["What there is to protect", "An hour of fuzzing"]


def test_every_test_of_an_attack_is_named():
    """Those that stand in tests/security/ are there for this page."""
    files = {file for file, _ in NAMED}
    assert {f"tests/security/{file.name}" for file in ROOT.glob("tests/security/test_*.py")} <= files
