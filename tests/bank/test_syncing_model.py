"""Whatever is done to a vault: reading only what changed leaves the database as reading everything does."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bank import syncing
from bot.store.backup import back_up
from tests.bank.vaults import MINUTE, Vault, content
from tests.databases import lent, migrated
from tests.store.builders import NOW

NAMES = ("a.md", "b.md", "deep/c.md", "deep/d.md")
ENTRIES = (
    "## What is a closure?\nA function.",
    "## What is a closure?\nAnother answer to the same.",
    "## How does hoisting work? ^x\nUpwards.",
    "## How did hoisting work, then? ^x\nOtherwise.",
    "## ¿Qué es una clausura? ^x\n[[Una]] función **de orden superior**.",
    "## What is shown?\n![[cat.png]] and ![](deep/dog.png)",
    "## Which?\n- [x] This\n- [ ] That\n\nBecause.",
    "## Nothing?\n",
    "## Something else entirely about the weather?\n> [!hint] Rain\n\nIt rains.",
)
ODD = (
    "---\nquestions: cards\n---\na::b\nc:::d\nc:::d\n",
    "---\ndifficulty: hrad\nlang: es\n---\n## ¿Eh?\nSí.",
    "",
    "\0",
)
PICTURES = ("cat.png", "deep/cat.png", "deep/dog.png")

notes = st.one_of(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=4).map("\n\n".join), st.sampled_from(ODD))
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(NAMES), notes),
        st.tuples(st.just("write now"), st.sampled_from(NAMES), notes),
        st.tuples(st.just("delete"), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.just("picture"), st.sampled_from(PICTURES), st.just("")),
        st.tuples(st.just("no picture"), st.sampled_from(PICTURES), st.just("")),
        st.tuples(st.just("touch"), st.sampled_from(NAMES), st.just("")),
    ),
    min_size=1,
    max_size=4,
)


def do(vault: Vault, deed: str, name: str, more: str) -> None:
    """One thing that a person does; what cannot be done is not done."""
    file = vault.folder / name
    if deed in ("write", "write now"):
        vault.write(name, more, at=time.time_ns() if deed == "write now" else 0)
    elif deed == "picture":
        vault.write(name, b"png")
    elif not file.exists():
        return
    elif deed == "rename":
        (vault.folder / more).parent.mkdir(exist_ok=True)
        file.rename(vault.folder / more)
    elif deed == "touch":
        vault.write(name, file.read_bytes())
    else:
        file.unlink()


def settled(stored: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """What is stored without the times of notes written just now: one sync may still doubt what the next believes."""
    fresh = time.time_ns() - 10 * MINUTE
    notes = [(name, size, 0 if at > fresh else at, *more) for name, size, at, *more in stored["notes"]]
    return stored | {"notes": notes}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(rounds=st.lists(deeds, min_size=1, max_size=6))
def test_reading_what_changed_leaves_what_reading_everything_leaves(rounds: list[list[tuple[str, str, str]]]):
    """After each round of edits, on a copy of the same database."""
    with tempfile.TemporaryDirectory() as folder, lent(migrated(Path(folder, "repaso.db"))) as engine:
        vault = Vault(Path(folder, "vault"), engine)
        vault.write("last.md", "## Is this the last note?\nIt is always there.")
        for number, done in enumerate(rounds):
            for deed in done:
                do(vault, *deed)
            now = NOW + timedelta(days=number)
            copy = Path(folder, f"copy{number}.db")
            back_up(engine, copy)
            partly = vault.sync(now)
            with lent(copy) as other:
                wholly = syncing.sync(other, vault.look(reader="another version"), now)
                assert settled(content(engine)) == settled(content(other))
            assert (partly.questions, partly.problems) == (wholly.questions, wholly.problems)
            assert sorted(partly.loaded.changes, key=repr) == sorted(wholly.loaded.changes, key=repr)
