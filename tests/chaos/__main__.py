"""`make chaos`: every trouble, long, with its figures. Exit status 1 when something was lost, doubled or wrong."""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos import troubles
from tests.chaos.run import Trouble, played
from tests.chaos.verdict import Verdict

LONGEST = 9.5 * 60
"""Seconds after which nothing new is begun and what goes on is broken off."""
CROWD, FEWER, ROUNDS = 200, 100, 2
KILLS = "kill -9"
IN_A_ROW = 25
"""Then the crowd finishes, and another one comes."""
LONG: dict[str, list[Trouble]] = {
    KILLS: [troubles.kills(IN_A_ROW)] * 4,
    "429, 500, 502, resets, slow, twice": [troubles.telegram_is_uneasy(20)],
    "full disk": [troubles.disk_is_full(5)],
    "locked database": [troubles.database_is_locked(1, 6, 2)],
    "read-only database": [troubles.database_is_read_only],
    "clock jumps": [troubles.clock_jumps],
    "no network for an hour": [troubles.no_network_for_an_hour],
}


async def main(seed: int) -> bool:
    """Plays all; whether all is well."""
    print(f"make chaos SEED={seed}", flush=True)
    found: list[Verdict] = []
    try:
        async with asyncio.timeout(LONGEST):
            for name, several in LONG.items():
                verdicts = [await _told(name, trouble, seed + number) for number, trouble in enumerate(several)]
                found += verdicts
                if name == KILLS:
                    lost = sum(verdict.lost for verdict in verdicts)
                    print(f"updates lost over {IN_A_ROW * len(several)} kills: {lost}", flush=True)
    except TimeoutError:
        print(f"stopped after {LONGEST / 60:g} minutes", flush=True)
        return False
    return not any(verdict.faults for verdict in found)


async def _told(name: str, trouble: Trouble, seed: int) -> Verdict:
    began, people = time.monotonic(), CROWD if name == KILLS else FEWER
    with tempfile.TemporaryDirectory(prefix="repaso-chaos-") as folder:
        try:
            verdict = await played(trouble, Path(folder), seed=seed, people=people, rounds=ROUNDS, spread=5)
        except AssertionError as error:
            verdict = Verdict(people, 0, 0, 0, 0, [str(error)])
    what = f"{verdict.updates:5} updates  {verdict.answers:4} answers  {verdict.lost} lost  {verdict.doubled:3} twice"
    print(f"{name:36} seed {seed:6}  {people} people  {what}  {time.monotonic() - began:4.0f} s", flush=True)
    for fault in verdict.faults[:20]:
        print(f"  {fault}", flush=True)
    return verdict


if __name__ == "__main__":
    sys.exit(not asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else random.randrange(1_000_000))))
