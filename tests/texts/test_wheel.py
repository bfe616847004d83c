"""The program as it is installed: a wheel with its migrations, its translations and the notes that ship with it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot import __version__

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    "alembic",
    "bot",
    "content",
    "docs",
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
    ".gitignore",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked; built from a copy, because building writes translations beside their sources."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / "src" / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / "src" / name)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=folder / "src", check=True, capture_output=True, timeout=120)
    (built,) = (folder / "dist").glob("*.whl")
    with ZipFile(built) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def repaso(wheel: Path, cwd: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """`python -m bot` of the unpacked wheel: the checkout must not be found."""
    environment = {name: value for name, value in os.environ.items() if name.upper() not in SETTINGS}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=cwd,
        env=environment | {"PYTHONPATH": str(wheel), "PYTHONIOENCODING": "utf-8"},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


SETTINGS = {"CONTENT_DIR", "DATABASE_URL", "LANGUAGE", "TIMEZONE", "LOG_LEVEL", "LOG_FORMAT", "ADMINS", "HTTP_PORT"}


def test_what_the_wheel_holds(wheel: Path):
    """Migrations, compiled translations and notes, but neither sources of translations nor tests."""
    names = {path.relative_to(wheel).as_posix() for path in wheel.rglob("*") if path.is_file()}
    assert {"bot/_shipped/alembic/env.py", "bot/_shipped/alembic/versions/0001_the_first_tables.py"} <= names
    assert "bot/texts/locales/es/LC_MESSAGES/repaso.mo" in names
    notes = {path.relative_to(ROOT / "content").as_posix() for path in (ROOT / "content").rglob("*.md")}
    assert notes
    assert {f"bot/_shipped/content/{note}" for note in notes} <= names
    assert not [name for name in names if name.endswith((".po", ".pyc")) or name.startswith(("tests/", "alembic/"))]


def test_the_program_runs_from_the_wheel(wheel: Path, tmp_path: Path):
    """Its version, a check of the notes that it brings, and a chat in Spanish on a database of its own."""
    version = repaso(wheel, tmp_path, "--version")
    assert (version.returncode, version.stdout, version.stderr) == (0, f"repaso {__version__}\n", "")
    check = repaso(wheel, tmp_path, "bank", "check", str(wheel / "bot" / "_shipped" / "content"))
    assert (check.returncode, check.stderr) == (0, "")
    assert check.stdout.splitlines()[-1].endswith("; 0 errors, 0 warnings")
    chat = repaso(wheel, tmp_path, "chat", "--as", "Ana", typed="/language es\n/help\n")
    assert (chat.returncode, chat.stderr) == (0, "")
    assert "¡Hasta pronto!" in chat.stdout
    assert (tmp_path / "data" / "repaso.db").exists()
