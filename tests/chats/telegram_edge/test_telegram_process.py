"""The edge in a process of its own, killed without warning."""

import asyncio
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

from tests.emulator import Emulator

ROOT = Path(__file__).parents[3]


async def a_bot(emulator: Emulator, notes: Path, dies_after: int = 0) -> Process:
    """Starts it."""
    program = [sys.executable, "-m", "tests.chats.telegram_edge.a_bot_process"]
    return await asyncio.create_subprocess_exec(
        *program, emulator.url, emulator.token, str(notes), str(dies_after), cwd=ROOT
    )


async def test_killed_in_the_middle_of_a_batch_it_loses_nothing(emulator: Emulator, tmp_path: Path):
    """Twenty messages wait, and the program dies at the seventh: the next start handles all that were not confirmed."""
    notes = tmp_path / "notes"
    chat = emulator.private(emulator.person("Ana"))
    texts = [f"respuesta {number}" for number in range(20)]
    for text in texts:
        await chat.says(text)
    async with asyncio.timeout(20):
        first = await a_bot(emulator, notes, dies_after=7)
        assert await first.wait() == -signal.SIGKILL
        assert len(emulator.unacknowledged()) == 20
        second = await a_bot(emulator, notes)
        # Those that were answered before the end are answered again: the real desk would know them.
        await emulator.until(lambda: [message.text for message in chat.from_bot][-20:] == texts, "some are lost", 10)
        second.send_signal(signal.SIGTERM)
        assert await second.wait() == 0
    assert set(notes.read_text().splitlines()) == set(texts)
    assert not emulator.unacknowledged()
