"""Whatever goes wrong, nothing is lost and nothing counts twice: each trouble once, and short; `make chaos` is long."""

import random
from pathlib import Path

import pytest

from tests.chaos import troubles
from tests.chaos.run import played

PEOPLE, ROUNDS = 24, 2
SHORT = {
    "killed": troubles.kills(4),
    "Telegram fails now and then": troubles.telegram_is_uneasy(2),
    "the disk is full": troubles.disk_is_full(1),
    "the database is locked": troubles.database_is_locked(0.5, 5.2),
    "the database is read-only": troubles.database_is_read_only,
    "the clock jumps": troubles.clock_jumps,
    "no network for an hour": troubles.no_network_for_an_hour,
}


@pytest.mark.parametrize("what", SHORT)
async def test_a_crowd_studies_and(what: str, tmp_path: Path):
    """In the end everything is stored once, shown at least once, and as the model says; the seed is in the failure."""
    seed = random.randrange(10_000)  # as the tests' own order, another one each time
    print(f"seed {seed}")
    verdict = await played(SHORT[what], tmp_path, seed=seed, people=PEOPLE, rounds=ROUNDS, spread=2)
    verdict.holds()
