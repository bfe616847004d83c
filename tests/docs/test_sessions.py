"""The sessions that the pages show are real: each is run again and compared.

Only the date on which a question comes back may differ, because it depends on the day of the test.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.docs.fences import ROOT, Fence, fences, pages

_BACK_ON = re.compile(r"(?<=It comes back on )[^.]+(?=\.)|(?<=Vuelve el )[^.]+(?=\.)")


def _sessions() -> list[tuple[str, Fence]]:
    return [(page.name, fence) for page in pages() for fence in fences(page) if "run" in fence.options]


def _commands(session: str) -> list[tuple[str, str]]:
    """Each command (`$`, with `>` where it goes on) and the output below it."""
    found: list[tuple[str, str]] = []
    for line in session.splitlines(keepends=True):
        command, output = found[-1] if found else ("", "")
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif line.startswith("> ") and not output:
            found[-1] = (command + line[2:], "")
        else:
            found[-1] = (command, output + line)
    return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a reader has in front of them: the notes, and `.venv/bin/repaso`."""
    for name in ("docs", "content"):
        (tmp_path / name).symlink_to(ROOT / name)
    program = tmp_path / ".venv" / "bin" / "repaso"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def _environment(language: str) -> dict[str, str]:
    ours = {name.upper() for name in Settings.model_fields}
    kept = {
        name: value for name, value in os.environ.items() if name.upper() not in ours and not name.startswith("LC_")
    }
    return kept | {"LC_ALL": f"{language}.UTF-8", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize("fence", [pytest.param(fence, id=f"{name}:{fence.line}") for name, fence in _sessions()])
def test_what_the_page_shows_is_what_happens(fence: Fence, checkout: Path):
    """Every command runs without a complaint and prints what stands below it."""
    for command, expected in _commands(fence.text):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=checkout,
            env=_environment(fence.options["run"]),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        assert _comparable(done.stdout) == _comparable(expected)


def _comparable(output: str) -> str:
    """Without the day on which a question comes back, and without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in _BACK_ON.sub("…", output).split("\n"))


def test_there_are_sessions_in_both_languages():
    """The pages cannot lose their sessions without anybody noticing."""
    assert {name for name, _ in _sessions()} >= {"README.md", "LEEME.es.md"}


@pytest.mark.parametrize("page", ["README.md", "docs/LEEME.es.md"])
def test_the_note_on_the_page_is_the_note_in_the_folder(page: str):
    """A file that a page shows whole is that file."""
    shown = [fence for fence in fences(ROOT / page) if "file" in fence.options]
    assert shown
    for fence in shown:
        assert fence.text == (ROOT / fence.options["file"]).read_text(encoding="utf-8")
