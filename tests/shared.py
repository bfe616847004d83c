"""Where the public question banks and the checked note lie, beside the repository; tests skip when they are missing."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared"


def shared(name: str) -> Path:
    """The path of something under `../shared`; skips the test when it is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"../shared/{name} is missing: this test reads it in place")
    return path


def truth(name: str) -> Any:
    """The expected values that lie beside a bank; JSON of any shape."""
    return json.loads(shared(name).read_text(encoding="utf-8"))
