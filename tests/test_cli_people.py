"""The command line for people and what they say: reports listed and closed, somebody erased by their account."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from bot import cli
from bot.domain.conversation import ChatKind, LearnerId
from bot.domain.reports import Reason
from bot.store import reports
from bot.store.engine import Connection, open_engine
from tests.databases import migrated
from tests.store.builders import a_chat, a_learner

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


class Ran(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def repaso(
    bare_environment: Path, restored_logging: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """The command, in this process and an empty folder with a small vault in it."""
    (bare_environment / "content").mkdir()
    (bare_environment / "content" / "sql.md").write_text("# SQL\n\n### What is a join?\n\nBoth tables.\n")

    def run(*words: object, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["repaso", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", StringIO(typed))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(int(end.value.code or 0), printed.out, printed.err)

    return run


def in_the_database(act: Callable[[Connection], object]) -> None:
    """Does something in the database that the commands use."""
    engine = open_engine("sqlite:///data/repaso.db")
    with engine.begin() as db:
        act(db)
    engine.dispose()


@pytest.fixture
def reported(repaso: Callable[..., Ran]) -> None:
    """Ana has found one question wrong in two ways."""
    Path("data").mkdir()
    migrated(Path("data/repaso.db"))
    repaso("bank", "sync")

    def says(db: Connection) -> None:
        ana, chat = a_learner(db, 1001, name="Ana"), a_chat(db, 1001, kind=ChatKind.PRIVATE)
        for reason, words in ((Reason.WRONG, ""), (Reason.OTHER, "Which tables?\nSay it.")):
            reports.keep(db, LearnerId(ana.id), 1, reason, chat=chat.id, at=NOW, words=words)

    in_the_database(says)


def test_no_reports(repaso):
    """Before there is a database, and with an empty one; neither makes anything."""
    assert repaso("reports") == (0, "No open reports.\n", "")
    assert not Path("data").exists()
    assert repaso("reports", "--json").out == "[]\n"


def test_the_list(repaso, reported):
    """Number, day, reason, file and line; the question; the words on one line. No name of a learner."""
    assert repaso("reports").out == (
        "#1  2026-11-23  wrong  sql.md:3\n"
        "    What is a join?\n"
        "\n"
        "#2  2026-11-23  other  sql.md:3\n"
        "    What is a join?\n"
        "    “Which tables? Say it.”\n"
    )


def test_the_list_for_programs(repaso, reported):
    """The same as JSON."""
    assert json.loads(repaso("reports", "--json").out)[1] == {
        "id": 2,
        "reason": "other",
        "words": "Which tables?\nSay it.",
        "file": "sql.md",
        "line": 3,
        "question": "What is a join?",
        "at": "2026-11-23T09:12:00+00:00",
    }


def test_closing(repaso, reported):
    """What is closed is off the list; what is not open gives status 1."""
    assert repaso("reports", "--close", "1") == (0, "Report 1 is closed.\n", "")
    assert repaso("reports").out.startswith("#2 ")
    both = repaso("reports", "--close", 2, "--close", 1)
    assert both == (1, "Report 2 is closed.\nThere is no open report 1.\n", "")
    assert repaso("reports").out == "No open reports.\n"


def test_erasing_somebody(repaso, reported):
    """It asks first; then nothing of them is left, and a second time there is nobody."""
    assert repaso("people", "erase", "telegram:1001", typed="n\n").status == 1
    assert repaso("reports").out != "No open reports.\n"
    ran = repaso("people", "erase", "telegram:1001", typed="y\n")
    assert ran.status == 0
    assert ran.out.endswith("Everything of telegram:1001 is erased.\n")
    assert repaso("reports").out == "No open reports.\n"
    again = repaso("people", "erase", "telegram:1001", "--yes")
    assert (again.status, again.err) == (
        2,
        "The bot knows nobody as telegram:1001; it has to look like telegram:123456789.\n",
    )


@pytest.mark.parametrize(
    "account", ["1001", "telegram", "telegram:", "telegram:x", "fax:1", "telegram:²", "telegram:" + "9" * 40]
)
def test_an_account_that_is_none(repaso, account):
    """One sentence, and status 2."""
    ran = repaso("people", "erase", account, "--yes")
    assert ran.status == 2
    assert ran.err.startswith(f"The bot knows nobody as {account}")
