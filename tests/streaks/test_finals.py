"""Streaks, “Groups”: yesterday's final result, posted once when the group's day closes."""

import pytest

from bot.domain.conversation import Sender
from bot.push.finals import Finals
from bot.push.postman import Letter
from bot.store import people
from tests.streaks.test_groups import closes, crew, hides, of_the_group
from tests.study.test_days import answers_one
from tests.study.test_streak_stories import runs
from tests.study.town import Town, plain

__all__ = ["crew"]


def letters(town: Town) -> list[Letter]:
    """What is posted now."""
    kind = Finals({town.group("IA 2026").place.address.platform})

    def made(db):
        return [letter for one in kind.due(db, town.now) if (letter := kind.letter(db, one, town.now))]

    return runs(town, made)


def a_day(town: Town, *who: Sender) -> list[str]:
    """These study, the day ends, and this is posted."""
    for one in who:
        answers_one(town, one)
    town.later(days=1)
    closes(town)
    return [plain(letter.say.body) for letter in letters(town)]


def test_yesterdays_final_is_posted_when_the_groups_day_closes(town: Town, crew: list[Sender]):
    """The streaks of the day that is over, how many came, and the group's own streak; without a sound."""
    a_day(town, *crew[:4])
    for one in crew[:3]:
        answers_one(town, one)
    town.later(days=1)
    closes(town)
    (letter,) = letters(town)
    assert plain(letter.say.body) == (
        "🏁 Clasificación final · mar, 24 nov\n"
        "🥇 P0 2 🔥\n🥇 P1 2 🔥\n🥇 P2 2 🔥\n"
        "\n"
        "👥 Estudiaron 3 de 4.\n"
        "Racha del grupo: 2 días."
    )
    assert letter.say.silent
    assert letter.say.to == town.group("IA 2026").place.address


def test_it_is_posted_once(town: Town, crew: list[Sender]):
    """Closed by the tick and by looking, and asked for twice: one letter."""
    for one in crew:
        answers_one(town, one)
    town.later(days=1)
    of_the_group(town, crew[0])
    closes(town)
    assert len(letters(town)) == 1
    assert letters(town) == []
    closes(town)
    assert letters(town) == []


def test_what_could_not_be_sent_waits(town: Town, crew: list[Sender]):
    """The platform asked for patience: it is taken again."""
    for one in crew:
        answers_one(town, one)
    town.later(days=1)
    closes(town)
    (letter,) = letters(town)
    runs(town, letter.waits)
    assert len(letters(town)) == 1


def test_nothing_is_posted_when_nobody_took_part(town: Town, crew: list[Sender]):
    """A day without anybody ends in silence."""
    a_day(town, *crew)
    assert a_day(town) == []


def test_a_freeze_of_the_group_is_told(town: Town, crew: list[Sender]):
    """Seven days were met; on the eighth only one came."""
    for _ in range(7):
        a_day(town, *crew)
    (told,) = a_day(town, crew[0])
    assert told.splitlines()[-2:] == ["👥 Estudió 1 de 5.", "❄ Un comodín guardó la racha del grupo: 7 días."]


def test_hidden_members_are_counted_and_not_named(town: Town, crew: list[Sender]):
    """They keep their own rank."""
    hides(town, crew[0])
    a_day(town, crew[0])
    (told,) = a_day(town, crew[0], crew[1])
    assert told.splitlines()[1:] == ["🥈 P1 1 🔥", "", "👥 Estudiaron 2 de 2.", "Racha del grupo: 1 día."]


def test_a_published_final_does_not_change_by_a_repair(town: Town, crew: list[Sender]):
    """What was posted stays; nothing is posted again for a day that is made good."""
    for _ in range(3):
        a_day(town, *crew[:2])
    a_day(town, crew[0])
    for _ in range(4):
        answers_one(town, crew[1])
    assert letters(town) == []


@pytest.mark.parametrize("is_admin", [True, False])
def test_a_group_may_have_none(town: Town, crew: list[Sender], is_admin: bool):
    """Its admins choose in the settings; nobody else can."""
    group, who = town.group("IA 2026"), Sender(999, "Admin", "es", is_admin=is_admin)
    group.says(who, "/settings")
    assert "🏁 La clasificación final llega al acabar el día" in group.last.text
    group.presses(who, "Sin clasificación final")
    assert len(a_day(town, *crew)) == (not is_admin)
    assert ("🏁 Sin clasificación final al acabar el día" in group.last.text) is is_admin


def test_a_chat_that_the_bot_was_removed_from_gets_nothing(town: Town, crew: list[Sender]):
    """And it does not pile up until the bot comes back."""
    for one in crew:
        answers_one(town, one)
    address = town.group("IA 2026").place.address
    runs(town, lambda db: people.set_active(db, address, town.now, active=False))
    town.later(days=1)
    closes(town)
    assert letters(town) == []
    runs(town, lambda db: people.set_active(db, address, town.now, active=True))
    assert letters(town) == []
