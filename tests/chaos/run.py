"""One run: a crowd studies while something goes wrong; then all is well again, and what came of it is judged."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.chaos.crowd import Crowd
from tests.chaos.installation import settled
from tests.chaos.verdict import Excuses, Verdict, judged
from tests.emulator import Emulator
from tests.journeys.lives import Life
from tests.journeys.processes import environment
from tests.study.town import a_database

PATIENCE = 20.0
"""Seconds within which something has to go on, once all is well again."""


@dataclass
class Run:
    """What a trouble works on: the program's process, Telegram, the file, and chance."""

    emulator: Emulator
    file: Path
    life: Life
    crowd: Crowd
    rng: Random
    excuses: Excuses = field(default_factory=Excuses)

    @property
    def share(self) -> float:
        """About how much of what the crowd does is done, from 0 to 1: a question takes three acts."""
        return self.crowd.acts / (len(self.crowd.learners) * self.crowd.rounds * 3)

    async def until_share(self, share: float) -> None:
        """Until so much of the crowd is done."""
        await self.emulator.until(lambda: self.share >= share, f"the crowd is not at {share:.0%}", 3 * PATIENCE)

    async def time_passes(self, by: timedelta) -> None:
        """For everybody."""
        await self.life.jumps(by)
        moves_on = self.emulator.clock
        self.emulator.clock = lambda: moves_on() + by.total_seconds()


Trouble = Callable[[Run], Awaitable[None]]


async def played(trouble: Trouble, folder: Path, *, seed: int, people: int, rounds: int, spread: float) -> Verdict:
    """Plays it; `spread` is within how many seconds the questions of the day fall due. Raises AssertionError when the
    crowd is kept waiting, when the program does not end with status 0 within ten seconds, or when it logs a failure.
    """
    async with Emulator() as emulator:
        file = a_database(folder)
        crowd = Crowd(settled(emulator, file, people, seed, within=spread), rounds)
        run = Run(emulator, file, Life(environment(file, emulator), folder), crowd, Random(seed))
        await run.life.begins()
        try:
            await _through(run, trouble)
            status = await run.life.is_stopped()
        finally:
            if run.life.is_alive:
                await run.life.is_killed()
        run.excuses.answers_lost(emulator)
        verdict = judged(emulator, file, crowd.learners, run.excuses)
    verdict.faults += [f"it ended with status {status}"] if status else []
    verdict.log = run.life.log
    return verdict


async def _through(run: Run, trouble: Trouble) -> None:
    studying, troubling = asyncio.create_task(run.crowd.studies()), asyncio.create_task(trouble(run))
    try:
        await troubling
        run.emulator.heal()
        if not run.life.is_alive:
            await run.life.begins()
        await _goes_on(run, studying)
        await run.emulator.all_acknowledged(PATIENCE)
        await _answered(run)
    finally:
        for task in (studying, troubling):
            task.cancel()
        await asyncio.gather(studying, troubling, return_exceptions=True)


async def _goes_on(run: Run, studying: asyncio.Task[None]) -> None:
    """Until everybody is done. Raises AssertionError when the bot lets people wait."""
    acts = -1
    while not studying.done():
        if acts == run.crowd.acts:
            told = "\n".join(run.crowd.stuck[:10])
            raise AssertionError(f"people wait:\n{told}\n{run.life.log[-3000:]}")
        acts = run.crowd.acts
        await asyncio.wait({studying}, timeout=PATIENCE)
    await studying


async def _answered(run: Run) -> None:
    """Until the last presses are answered, too; whether they are, the verdict says."""
    presses = [press for learner in run.crowd.learners for press in learner.presses]
    with suppress(AssertionError):
        await run.emulator.until(lambda: all(press.answers for press in presses), "presses wait", 10.0)


def in_all(verdicts: Iterable[Verdict]) -> str:
    """One line about several runs."""
    found = list(verdicts)
    updates, lost, doubled = (sum(getattr(one, what) for one in found) for what in ("updates", "lost", "doubled"))
    return f"{updates} updates, {lost} lost, {doubled} messages twice"
