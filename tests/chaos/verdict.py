"""The database and the chats as they are, against what should have come of it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.chaos.crowd import SKIP, Learner
from tests.chaos.model import Model, card, local_day
from tests.chaos.stored import Stored, moment, rows
from tests.emulator import Call, Emulator
from tests.emulator.server import LOST

TELLING = 12
"""How many faults a failure lists."""


@dataclass
class Verdict:
    """What was found. `lost` are updates that took no effect; `doubled` are messages that came again, of which
    `excused` fell between sending and recording.
    """

    people: int
    updates: int
    answers: int
    lost: int
    doubled: int
    faults: list[str] = field(default_factory=list)
    log: str = ""

    def holds(self) -> None:
        """Raises AssertionError with the first faults."""
        told = "\n".join(self.faults[:TELLING])
        assert not self.faults, f"{len(self.faults)} faults:\n{told}"


@dataclass
class Excuses:
    """How often a message to each chat may come again: for each crash between its sending and its recording, and for
    each answer of Telegram's that was lost on its way.
    """

    most: Counter[int] = field(default_factory=Counter)

    def crashed(self, file: Path) -> None:
        """What was in flight when the program died, by what it had written down."""
        unshown = "SELECT json_extract(place, '$.a[1]') FROM handled WHERE NOT shown"
        reserved = "SELECT chat FROM deliveries JOIN chats ON chats.id = chat_id WHERE state = 'reserved'"
        for query in (unshown, reserved):
            self.most.update(row[0] for row in rows(file, query))

    def answers_lost(self, emulator: Emulator) -> None:
        """Telegram did it, and could not say so: whoever asks again gets it twice."""
        self.most.update(call.chat for call in emulator.calls("sendMessage") if call.error == LOST)


def judged(emulator: Emulator, file: Path, learners: list[Learner], excuses: Excuses) -> Verdict:
    """Everything that a run left behind."""
    found = Stored(file)
    verdict = Verdict(len(learners), len(emulator.updates.all), sum(map(len, found.answers.values())), 0, 0)
    for learner in learners:
        verdict.faults += _faults(learner, Model.of(learner.acts), found)
    unhandled = {act.number for one in learners for act in one.acts} - found.handled
    verdict.lost = len(unhandled) + len(emulator.unacknowledged())
    verdict.faults += [f"update {number} took no effect" for number in sorted(unhandled)]
    verdict.faults += [f"update {one['update_id']} is not acknowledged" for one in emulator.unacknowledged()]
    for chat, count in doubled(emulator).items():
        verdict.doubled += count
        if count > excuses.most[chat]:
            verdict.faults.append(f"chat {chat}: {count} messages came again, {excuses.most[chat]} were in flight")
    return verdict


def doubled(emulator: Emulator) -> Counter[int]:
    """How many messages stand twice in each chat, among those that are about one thing: a reply, or buttons."""
    sent: Counter[tuple[int, str]] = Counter()
    for call in emulator.calls("sendMessage"):
        what = (call.params.get("reply_parameters"), call.params.get("reply_markup"), call.params.get("text"))
        if call.error in {"", LOST} and (what[0] or SKIP in _labels(call)):
            sent[call.chat, repr(what)] += 1
    again: Counter[int] = Counter()
    for (chat, _), count in sent.items():
        again[chat] += count - 1
    return again


def _labels(call: Call) -> str:
    """What the buttons of a message say that is being sent."""
    rows = json.loads(call.params.get("reply_markup") or "{}").get("inline_keyboard", [])
    return " ".join(button["text"] for row in rows for button in row)


def _faults(learner: Learner, model: Model, found: Stored) -> Iterable[str]:
    who, account = learner.person.name, learner.person.id
    compared = {
        "answers": (sorted(row[:2] for row in found.answers[account]), model.answers),
        "grades": (sorted(row[:2] for row in found.reviews[account]), model.reviews),
        "cards": (sorted((*row[:3], moment(row[3])) for row in found.cards[account]), _cards(found.reviews[account])),
        "events": (sorted(row[:2] for row in found.events[account]), model.events),
        "days": (sorted(day for (day,) in found.days[account]), _days(found.events[account])),
        "points": (sum(row[0] for row in found.points[account]), model.points),
        "questions done": (sum(row[0] for row in found.done[account]), model.done),
        "grades counted": (sum(row[1] for row in found.done[account]), len(model.reviews)),
    }
    for what, (stored, expected) in compared.items():
        if stored != expected:
            yield f"{who}, {what}: {stored}, and not {expected}"
    waiting = sum(not press.answers for press in learner.presses)
    if waiting:
        yield f"{who}: {waiting} presses were not acknowledged"
    if learner.scheduled and learner.daily is None:
        yield f"{who}: the question of the day did not come"


def _days(events: list[tuple[Any, ...]]) -> list[str]:
    """The days that events earn which were compared, in the order of their moments; none is before the one before."""
    days: list[date] = []
    for _, _, at in events:
        days.append(max([local_day(moment(at)), *days[-1:]]))
    return sorted({day.isoformat() for day in days})


def _cards(reviews: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """What the memories should be, from grades that were compared, at the moments that were noted."""
    of_each: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
    for question, grade, at in reviews:
        of_each[question].append((grade, moment(at)))
    return sorted((question, *card(graded)) for question, graded in of_each.items())
