"""Changes are noticed soon, and nothing else is taken for one."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from watchfiles import Change

from bot.bank.watching import Notes, Rhythm, changes

PATIENCE = 20.0
BRISK = Rhythm(quiet_ms=300, look_ms=600)
"""A tenth of the usual patience, or a little more: nobody wants to wait for tests."""
LONG_ENOUGH = 0.8
"""Seconds after which a change would have been told."""


class Watch:
    """A watch under way, and how often it spoke."""

    def __init__(self, paths: list[Path]) -> None:
        self.stop = asyncio.Event()
        self.told = 0
        self._news = asyncio.Condition()
        self.paths = paths
        self._task = asyncio.create_task(self._run())

    async def _paths(self) -> list[Path]:
        return self.paths

    async def _run(self) -> None:
        async for _ in changes(self._paths, self.stop, BRISK):
            async with self._news:
                self.told += 1
                self._news.notify_all()

    async def speaks(self, times: int) -> None:
        """Waits until it spoke so often in all."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: self.told >= times)

    async def ends(self) -> None:
        """Stops it; it has to end soon."""
        self.stop.set()
        async with asyncio.timeout(BRISK.look_ms / 1000 + 5):
            await self._task


@asynccontextmanager
async def watching(*paths: Path) -> AsyncIterator[Watch]:
    """A watch that spoke once, as each does soon after its start, for what changed while it was being set up."""
    watch = Watch(list(paths))
    try:
        await watch.speaks(1)
        yield watch
    finally:
        await watch.ends()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "vault" / "deep").mkdir(parents=True)
    (tmp_path / "vault" / ".obsidian").mkdir()
    return tmp_path / "vault"


async def test_a_burst_of_changes_is_told_once(vault: Path):
    """New notes, also in folders that are new, and a note that goes."""
    async with watching(vault) as watch:
        (vault / "a.md").write_text("a", encoding="utf-8")
        (vault / "new" / "er").mkdir(parents=True)
        (vault / "new" / "er" / "b.md").write_text("b", encoding="utf-8")
        (vault / "a.md").unlink()
        await watch.speaks(2)
        await asyncio.sleep(0.5)
        assert watch.told == 2
        (vault / "deep" / "c.md").write_text("c", encoding="utf-8")
        await watch.speaks(3)


async def test_hidden_folders_say_nothing(vault: Path):
    """Editors write there all the time."""
    async with watching(vault) as watch:
        (vault / ".obsidian" / "workspace.json").write_text("{}", encoding="utf-8")
        (vault / ".a.md.swp").write_text("", encoding="utf-8")
        await asyncio.sleep(LONG_ENOUGH)
        assert watch.told == 1


async def test_a_vault_below_a_hidden_folder(tmp_path: Path):
    """`~/.local/share/vault` is watched like any other."""
    vault = tmp_path / ".local" / "node_modules" / "vault"
    vault.mkdir(parents=True)
    async with watching(vault) as watch:
        (vault / "a.md").write_text("a", encoding="utf-8")
        await watch.speaks(2)


async def test_a_single_note(vault: Path):
    """The bank may be one file."""
    note = vault / "a.md"
    note.write_text("a", encoding="utf-8")
    async with watching(note) as watch:
        note.write_text("b", encoding="utf-8")
        await watch.speaks(2)


async def test_a_vault_that_is_put_in_anothers_place(vault: Path):
    """The new one is watched."""
    async with watching(vault) as watch:
        shutil.rmtree(vault)
        await watch.speaks(2)
        await asyncio.to_thread(vault.mkdir)
        (vault / "a.md").write_text("a", encoding="utf-8")
        await watch.speaks(3)
        told = watch.told
        (vault / "b.md").write_text("b", encoding="utf-8")
        await watch.speaks(told + 1)


async def test_a_folder_that_is_not_there_yet(tmp_path: Path):
    """It is watched as soon as it is."""
    watch = Watch([tmp_path / "later"])
    await asyncio.sleep(0.1)
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.md").write_text("a", encoding="utf-8")
    await watch.speaks(1)
    await watch.ends()


async def test_another_folder_from_now_on(vault: Path, tmp_path: Path):
    """It is watched soon, and the first one no more."""
    other = tmp_path / "other"
    other.mkdir()
    async with watching(vault) as watch:
        watch.paths = [other]
        await watch.speaks(2)
        (vault / "a.md").write_text("a", encoding="utf-8")
        await asyncio.sleep(LONG_ENOUGH)
        assert watch.told == 2
        (other / "a.md").write_text("a", encoding="utf-8")
        await watch.speaks(3)


async def test_stopped_before_it_begins(vault: Path):
    """It ends at once."""
    watch = Watch([vault])
    watch.stop.set()
    await watch.ends()
    assert watch.told == 0


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("/v/.x/a.md", True),
        ("/v/.x/deep/cat.png", True),
        ("/v/.x/.obsidian/workspace.json", False),
        ("/v/.x/deep/.git/index", False),
        ("/v/.x/a.md~", False),
        ("/v/.x/node_modules/a.md", False),
        ("/linked/from/elsewhere.md", True),
    ],
)
def test_which_paths_count(path: str, counts: bool):
    """Hidden is what is hidden inside of the vault."""
    assert Notes([Path("/v/.x")])(Change.modified, path) is counts
