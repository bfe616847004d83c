"""A database with people in it, some of whom want a question at a moment that is about to come."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.domain.conversation import Sender
from tests.chaos.crowd import Learner
from tests.emulator import Emulator
from tests.study.town import opened

SCHEDULED = 0.4
"""How many of the people have a schedule."""


def settled(emulator: Emulator, file: Path, people: int, seed: int, *, within: float) -> list[Learner]:
    """So many people; the questions of those with a schedule fall due within so many seconds."""
    rng = Random(seed)
    learners = [
        Learner(emulator, emulator.person(f"P{number}", language="es"), Random(f"{seed}/{number}"))
        for number in range(people)
    ]
    with opened(file, datetime.now(UTC)) as town:
        for learner in learners:
            learner.scheduled = learner.rng.random() < SCHEDULED
            if learner.scheduled:
                who = Sender(learner.person.id, learner.person.name, "es")
                town.private(who).says(who, "/daily 09:00")
                emulator.private(learner.person, started=True)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE handled SET shown = 1")
        chosen = [row[0] for row in db.execute("SELECT id FROM schedules ORDER BY id")]
        due = [(_moment(datetime.now(UTC) + timedelta(seconds=rng.uniform(0, within))), one) for one in chosen]
        db.executemany("UPDATE schedules SET next_due_at = ? WHERE id = ?", due)
    return learners


def _moment(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(sep=" ")
