"""The counts of each day are what events and reviews add up to, after whatever happened."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.conversation import Sender
from bot.domain.progress import Counts
from bot.store import migrations
from tests.study.test_twice import PEOPLE, _presses
from tests.study.town import Room, Town, copied, opened

ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Europe/Madrid")
MOVES = st.tuples(
    st.sampled_from(PEOPLE[:2]),
    st.sampled_from(["private", "group"]),
    st.one_of(
        st.tuples(st.sampled_from(["answers", "answers", "undoes"]), st.none()),
        st.tuples(st.just("grades"), st.sampled_from(["Otra vez", "Difícil", "Bien", "Fácil", "Aún no", "Sí"])),
        st.tuples(st.just("presses"), st.integers(0, 12)),
        st.tuples(st.just("flies"), st.sampled_from(ZONES)),
    ),
    st.sampled_from([0, 10, 60 * 7, 60 * 24, 60 * 24 * 4]),
)


HISTORIES = st.lists(MOVES, min_size=6, max_size=30)
History = list[tuple[Sender, str, tuple[str, object], int]]
by_chance = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(by_chance, max_examples=20)
@given(moves=HISTORIES)
def test_any_history(template: Path, moves: History):
    """Answers, looks, grades, regrets, flights, weeks without: counted as it happens and anew, it is the same."""
    with lived(template, moves) as town:
        assert counts(town) == counted_anew(town)


@settings(by_chance, max_examples=3)
@given(moves=HISTORIES)
def test_a_database_from_before_they_were_kept(template: Path, moves: History):
    """A migration works them out from the rows, as it does for a database of an earlier version."""
    with lived(template, moves) as town:
        kept = counts(town)
        migrations.downgrade(town.engine, "0006")
        migrations.upgrade(town.engine)
        assert counts(town) == {key: counts for key, counts in kept.items() if counts != Counts()}


@contextmanager
def lived(template: Path, moves: History) -> Iterator[Town]:
    """A town after all that."""
    with TemporaryDirectory() as folder, opened(copied(template, Path(folder))) as town:
        for who, where, what, minutes in moves:
            town.later(minutes=minutes)
            acts(town, who, where, *what)
        yield town


def acts(town: Town, who: Sender, where: str, kind: str, what: object) -> None:
    private = town.private(who)
    room = private if where == "private" else town.group("IA")
    match kind, what:
        case "answers", None:
            room.says(who, "/quiz")
            room.says(who, "filas y grupos", reply_to=room.last)
        case "grades", str(label):
            presses_if_there(private, who, label)
        case "undoes", None:
            presses_if_there(private, who, "Deshacer")
        case "flies", str(zone):
            private.says(who, f"/timezone {zone}")
        case "presses", int(number) if room.shown:
            _presses(room, who, number)


def presses_if_there(room: Room, who: Sender, label: str) -> None:
    if any(message.button("…") and label in {"Otra vez", "Difícil", "Bien", "Fácil"} for message in room.shown[-1:]):
        room.presses(who, "…")
    if any(message.button(label) for message in room.shown):
        room.presses(who, label)


def counts(town: Town) -> dict[tuple[int, date], Counts]:
    rows = town.ask("SELECT learner_id, local_day, answered, reviewed, recalls, remembered FROM counts")
    return {(learner, date.fromisoformat(str(day))): Counts(*found) for learner, day, *found in rows}


def counted_anew(town: Town) -> dict[tuple[int, date], Counts]:
    """From events and reviews alone, in the plainest way; days whose grades were all taken back stay with zeros."""
    found: dict[tuple[int, date], Counts] = defaultdict(Counts, {key: Counts() for key in counts(town)})
    seen = set()
    for learner, delivery, day in town.ask("SELECT learner_id, delivery_id, local_day FROM events ORDER BY id"):
        if (learner, delivery) not in seen:
            found[learner, date.fromisoformat(str(day))] += Counts(answered=1)
        seen.add((learner, delivery))
    for learner, day, grade, at, before in town.ask("SELECT learner_id, local_day, grade, at, before FROM reviews"):
        card = json.loads(before) if isinstance(before, str) else before  # PostgreSQL reads it itself
        told = int(card is not None and hours(at, card["last_review"]) >= 16)
        found[learner, date.fromisoformat(str(day))] += Counts(0, 1, told, told * (grade > 1))
    return dict(found)


def hours(at: object, since: str) -> float:
    passed = datetime.fromisoformat(str(at)).replace(tzinfo=None) - datetime.fromisoformat(since).replace(tzinfo=None)
    return passed.total_seconds() / 3600
