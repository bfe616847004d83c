"""A bank that is a Git clone: fetches what its owners pushed."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from bot.domain.errors import RepasoError

PATIENCE_SECONDS = 300
PROGRAM = Path(__file__).parents[2]
_SECRET = re.compile(r"://[^/@\s]+@")
_OF_ANOTHER_CLONE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_SHOWN_FILES = 3
_NOTHING_NEW = "Already up to date."


class CannotPull(RepasoError):
    """The folder is no clone, or Git could not bring it up to date."""


def pull(folder: Path, *, program: Path = PROGRAM) -> str:
    """`git pull --ff-only` in the folder: never merges, never asks. Raises CannotPull.

    Gives what Git says of the files that changed, and nothing when none did. The repository of `program` is left alone:
    new notes are asked for, and not a new version of what is running.
    """
    if not folder.is_dir():
        raise CannotPull(f"{folder} is no folder; `repaso bank pull` needs a Git clone.")
    top = _git(folder, "rev-parse", "--show-toplevel").strip()
    if Path(top).resolve() == program.resolve():
        raise CannotPull(
            f"{folder} belongs to the repository of the program itself, which `repaso bank pull` leaves alone: "
            "set CONTENT_DIR to a Git clone of your notes."
        )
    return _git(folder, "pull", "--ff-only", "--no-rebase", "--stat").replace(_NOTHING_NEW, "").strip()


def _git(folder: Path, *words: str) -> str:
    """What Git prints. Raises CannotPull."""
    git = shutil.which("git")
    if git is None:
        raise CannotPull("Git is not installed here: `repaso bank pull` needs it.")
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and no word that comes from a stranger
            [git, "-C", str(folder), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            start_new_session=True,  # without a terminal, SSH cannot ask for a password either
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE_SECONDS,
            env=_quiet_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotPull(f"Git did not finish in {PATIENCE_SECONDS} s; the notes stay as they were.") from None
    if done.returncode:
        raise CannotPull(f"Git could not bring {folder} up to date: {_reason(done.stderr)}")
    return done.stdout


def _quiet_environment() -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_CLONE}
    return ours | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _reason(stderr: str) -> str:
    """What went wrong, with the first files that it is about, and without the password of an address."""
    lines = [line.rstrip() for line in stderr.splitlines() if line.strip()]
    told = [line for line in lines if line.lower().startswith(("fatal:", "error:"))] or lines[:1]
    files = [line.strip() for line in lines if line.startswith("\t")][:_SHOWN_FILES]
    return _SECRET.sub("://", " ".join([*told, ", ".join(files)]).strip()) or "it said nothing"
