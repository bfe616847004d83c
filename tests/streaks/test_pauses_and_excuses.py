"""Streaks, “Pause” and “Excused”: days that neither add nor break."""

import pytest

from bot.domain.conversation import ChatKind, Presence, Sender
from bot.push import tick
from tests.study.test_days import answers_one, days, madrid
from tests.study.test_streak_stories import beats, runs, states, streak, studies
from tests.study.town import Town

# --- pauses ------------------------------------------------------------------------------------------


def test_a_pause_may_start_today_only_if_nothing_is_missed(town: Town, ana: Sender):
    """Yesterday was missed, and many days before it: the pause begins tomorrow."""
    studies(town, ana, 2)
    town.later(days=5)
    room = town.private(ana)
    room.says(ana, "/pause hoy 10/12")
    assert room.last.text == "Ayer se te pasó, así que la pausa puede empezar mañana como pronto: /pause 01/12 10/12."
    assert town.ask("SELECT * FROM pauses") == []


def test_a_pause_may_start_today_for_who_has_only_begun(town: Town, ana: Sender):
    """Without a day before there is none that was missed."""
    town.private(ana).says(ana, "/pause hoy 30/11")
    assert town.ask("SELECT first, last FROM pauses") == [("2026-11-23", "2026-11-30")]


def test_a_pause_is_never_back_dated(town: Town, ana: Sender):
    """Yesterday cannot be chosen today."""
    town.private(ana).says(ana, "/pause 22/11 30/11")
    assert town.ask("SELECT * FROM pauses") == []


@pytest.mark.parametrize("answers", [True, False])
def test_a_pause_ends_with_the_first_answer(town: Town, ana: Sender, answers: bool):
    """Its days so far neither added nor broke; from the answer on every day counts again."""
    studies(town, ana, 2)
    town.private(ana).says(ana, "/pause hoy 20/12")
    town.later(days=3)
    if answers:
        answers_one(town, ana)
    town.later(days=2)
    assert streak(town, ana).startswith("Tu racha está a 0 (récord: 3)." if answers else "🔥 2 días seguidos")
    assert states(town) == ("CCPPPCM" if answers else "CCPPPPP")


def test_a_pause_stops_pushes_and_holds_the_backlog(town: Town, ana: Sender):
    """What would have come on its days never comes later: the first day after it brings what every day brings."""
    room = town.private(ana)
    room.says(ana, "/daily 09:00")
    room.says(ana, "/pause mañana 30/11")
    for _ in range(8):
        town.later(days=1)
        runs(town, lambda db: tick.claim(db, {room.place.address.platform}, town.now))
    waiting = town.ask("SELECT local_date FROM deliveries WHERE state = 'reserved' AND local_date > '2026-11-30'")
    assert waiting == [("2026-12-01",)]


def test_a_pause_has_30_days_in_90_at_most(town: Town, ana: Sender):
    """Thirty are taken, one more is refused, and resuming early gives back what was not used."""
    room = town.private(ana)
    room.says(ana, "/pause 30")
    assert len(town.ask("SELECT * FROM pauses")) == 1
    room.says(ana, "/pause 1/2 3/2")
    assert len(town.ask("SELECT * FROM pauses")) == 1
    town.later(days=3)
    room.says(ana, "/resume")
    room.says(ana, "/pause 1/2 3/2")
    assert town.ask("SELECT first, last FROM pauses ORDER BY first") == [
        ("2026-11-23", "2026-11-25"),
        ("2027-02-01", "2027-02-03"),
    ]


def test_resuming_in_a_group_tells_of_resuming(town: Town, ana: Sender):
    """Not of pausing."""
    group = town.group("IA 2026")
    group.says(ana, "/resume")
    assert group.last.text == "La pausa es solo tuya: para terminarla, escríbeme /resume en privado."


# --- excused -----------------------------------------------------------------------------------------


def reasons(town: Town) -> list[tuple[str, str]]:
    """The excused days, and why."""
    return town.ask("SELECT day, reason FROM days WHERE state = 'excused' ORDER BY day")


def test_an_excused_day_has_its_reason_recorded(town: Town, ana: Sender):
    """A day off of the schedule, and then the bot was down."""
    town.private(ana).says(ana, "/daily 09:00 mon-fri")
    beats(town)
    studies(town, ana, 5)
    town.later(days=3)
    beats(town)
    town.private(ana).says(ana, "/streak")
    assert reasons(town) == [("2026-11-28", "day off"), ("2026-11-29", "day off"), ("2026-11-30", "outage")]


def present(town: Town, who: Sender, here: bool, kind: ChatKind = ChatKind.PRIVATE) -> None:
    """The bot is blocked or removed, or may write again."""
    room = town.private(who) if kind is ChatKind.PRIVATE else town.group("IA 2026")
    town.hears(room, who, Presence(here=here), at=None, message=0)


def test_the_bot_was_removed_from_the_chat(town: Town, ana: Sender):
    """Blocked for two days: they are excused, the day on which one came back counts again."""
    studies(town, ana, 2)
    town.now = madrid(25, 3, 0)
    present(town, ana, here=False)
    town.now = madrid(27, 5, 0)
    present(town, ana, here=True)
    assert streak(town, ana) == "🔥 2 días seguidos (récord: 2)."
    assert reasons(town) == [("2026-11-25", "removed"), ("2026-11-26", "removed")]


def test_the_bot_was_removed_from_the_group_where_a_learner_studies(town: Town, ana: Sender):
    """Who has no private chat with it is excused all the same."""
    group = town.group("IA 2026")
    group.says(ana, "/quiz@RepasoBot sql")
    group.says(ana, "filas y grupos", reply_to=group.last)
    assert days(town) == [("2026-11-23", "credited")]
    town.now = madrid(24, 3, 0)
    present(town, ana, here=False, kind=ChatKind.GROUP)
    town.now = madrid(26, 5, 0)
    present(town, ana, here=True, kind=ChatKind.GROUP)
    group.says(ana, "/streak")
    assert reasons(town) == [("2026-11-24", "removed"), ("2026-11-25", "removed")]


def test_a_removal_after_the_day_began_excuses_what_was_pushed_later(town: Town, ana: Sender):
    """The question comes at 20:00; who could not be written to from noon on was never asked."""
    town.private(ana).says(ana, "/daily 20:00")
    answers_one(town, ana)
    town.now = madrid(24, 12, 0)
    present(town, ana, here=False)
    town.now = madrid(25, 5, 0)
    present(town, ana, here=True)
    town.private(ana).says(ana, "/streak")
    assert reasons(town) == [("2026-11-24", "removed")]


def test_the_bot_down_for_a_week(town: Town, ana: Sender):
    """Nobody loses a streak or a freeze by it."""
    town.private(ana).says(ana, "/daily 09:00")
    studies(town, ana, 7)
    beats(town)
    town.later(days=7)
    beats(town)
    assert streak(town, ana) == "🔥 7 días seguidos (récord: 7)."
    assert "❄ Tienes 1 comodín." in town.private(ana).last.text
    assert {why for _, why in reasons(town)} == {"outage"}


def test_days_behind_a_missed_one_are_explained_as_what_they_were(town: Town, ana: Sender):
    """Paused days are shown as paused, although there was no streak left to keep."""
    studies(town, ana, 2)
    town.private(ana).says(ana, "/pause 27/11 28/11")
    town.later(days=5)
    town.private(ana).says(ana, "/streak why")
    lines = town.private(ana).last.text.splitlines()
    assert "⏸ sáb, 28 nov: en pausa" in lines
    assert "✗ jue, 26 nov: sin responder" in lines
