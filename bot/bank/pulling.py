"""A bank that is a Git clone: fetches what its owners pushed."""

import os
import shutil
import subprocess
from pathlib import Path

from bot.domain.errors import RepasoError

PATIENCE_SECONDS = 300


class CannotPull(RepasoError):
    """The folder is no clone, or Git could not bring it up to date."""


def pull(folder: Path) -> str:
    """`git pull --ff-only` in the folder: never merges, never asks. Gives what Git says. Raises CannotPull."""
    git = shutil.which("git")
    if git is None:
        raise CannotPull("Git is not installed here: `repaso bank pull` needs it.")
    if not folder.is_dir():
        raise CannotPull(f"{folder} is no folder; `repaso bank pull` needs a Git clone.")
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and no word that comes from a stranger
            [git, "-C", str(folder), "pull", "--ff-only", "--no-rebase", "--quiet", "--stat"],
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            env=_quiet_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotPull(f"Git did not finish in {PATIENCE_SECONDS} s; the notes stay as they were.") from None
    if done.returncode:
        raise CannotPull(f"Git could not bring {folder} up to date: {_reason(done.stderr)}")
    return done.stdout.strip()


def _quiet_environment() -> dict[str, str]:
    return os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _reason(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    told = [line for line in lines if line.lower().startswith(("fatal:", "error:"))] or lines[:1]
    return " ".join(told) or "it said nothing"
