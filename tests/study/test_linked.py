"""What linking changes for who is linked: names, clocks, what is open at that moment, and what each account sees."""

import json
import threading
from datetime import timedelta
from itertools import count

import pytest

from bot import hosting
from bot.domain.actions import JoinMe
from bot.domain.conversation import LearnerId, Platform, Sender
from tests.study.pushing import at_clock
from tests.study.town import ADMIN, Room, Town
from tests.study.two_accounts import ANITA, answers, code_from, links, parts

MARTA = Sender(ADMIN, "Marta", "es")


def zones(town: Town) -> list[tuple[object, ...]]:
    """The learner's zone, and those of her chats."""
    return [*town.ask("SELECT zone FROM learners"), *town.ask("SELECT zone FROM chats ORDER BY platform DESC")]


def credited(town: Town) -> list[tuple[object, ...]]:
    return town.ask("SELECT learner_id, day FROM days WHERE state = 'credited' ORDER BY 1, 2")


# --- names -----------------------------------------------------------------------------------------


def test_who_took_part_is_named_as_on_that_platform(town: Town, telegram: Room, discord: Room, ana: Sender):
    """The published answer says Ana on Telegram, although she was last seen as anita on Discord."""
    telegram.says(ana, "/start")
    discord.says(ANITA, "/start")
    links(telegram, ana, discord)
    group = town.group("IA")
    group.says(ana, "/quiz sql")
    group.says(ana, "filas y grupos", reply_to=group.last)
    discord.says(ANITA, "/streak")
    at_clock(town, "21:00")
    assert "🙋 Ha participado 1: Ana." in group.last.text


@pytest.mark.parametrize("name", ["Ana", "anita", "1001"])
def test_repair_knows_both_names(town: Town, telegram: Room, discord: Room, ana: Sender, name: str):
    """An admin may write either, or the number of the account on their own platform."""
    answers(telegram, ana)
    town.later(days=2)
    answers(discord, ANITA)
    links(telegram, ana, discord)
    room = town.private(MARTA)
    room.says(MARTA, f"/repair {name} 2026-11-24 el servidor no funcionaba")
    assert room.last.text == "🔧 Ana: mar, 24 nov queda reparado. Racha: 2 días."


def test_mydata_shows_both_accounts(town: Town, telegram: Room, discord: Room, ana: Sender):
    """With the number and the name on each, and what was answered on either."""
    answers(telegram, ana)
    answers(discord, ANITA, "capitales")
    links(telegram, ana, discord)
    data = json.loads(hosting.data_of(str(town.engine.url), LearnerId(2), town.now).data)
    assert [(one["platform"], one["account"], one["name"]) for one in data["tables"]["accounts"]] == [
        ("discord", 555001, "anita"),
        ("telegram", 1001, "Ana"),
    ]
    assert len(data["tables"]["answers"]) == 2
    telegram.says(ana, "/mydata")
    assert telegram.last.text.startswith("📦")


# --- clocks ----------------------------------------------------------------------------------------


def test_the_zone_that_was_chosen_wins(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Chosen on Telegram and guessed on Discord, where the code is entered: it holds for both, and for the hours."""
    telegram.says(ana, "/timezone Bogotá")
    discord.says(ANITA, "/daily 09:00")
    discord.says(ANITA, f"/link {code_from(telegram, ana)}")
    assert "la zona horaria es America/Bogota" in discord.last.text
    discord.presses(ANITA, "Sí, soy yo")
    assert zones(town) == [("America/Bogota",)] * 3
    assert town.ask("SELECT next_due_at FROM schedules") == [("2026-11-23 14:00:00.000000",)]


def test_both_chosen(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Then that of the account where the code is entered holds for the days; the other chat keeps its clock."""
    telegram.says(ana, "/timezone Bogotá")
    discord.says(ANITA, "/timezone Lima")
    links(telegram, ana, discord)
    assert zones(town) == [("America/Lima",), ("America/Bogota",), ("America/Lima",)]


def test_both_guessed(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Then the older account's holds: its days are the longer story."""
    telegram.says(ana, "/start")
    town.later(days=1)
    discord.says(ANITA, "/start")
    for room, zone in ((telegram, "Europe/Paris"), (discord, "Europe/Rome")):
        with town.engine.begin() as db:
            name = room.place.address.platform.value
            db.exec_driver_sql(f"UPDATE chats SET zone = '{zone}' WHERE platform = '{name}'")
            whose = f"SELECT learner_id FROM accounts WHERE platform = '{name}'"
            db.exec_driver_sql(f"UPDATE learners SET zone = '{zone}' WHERE id = ({whose})")
    links(telegram, ana, discord)
    assert town.ask("SELECT zone FROM learners") == [("Europe/Paris",)]


# --- what is open ----------------------------------------------------------------------------------


def test_a_question_is_open_on_each(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Linked meanwhile, both can be answered still; together they make one day."""
    telegram.says(ana, "/quiz sql")
    discord.says(ANITA, "/quiz capitales")
    links(telegram, ana, discord)
    telegram.says(ana, "filas y grupos")
    assert "Racha: 1 día" in telegram.last.text
    discord.says(ANITA, "París")
    assert "ya" not in discord.last.text.split()[:1]
    assert town.ask("SELECT count(*) FROM answers") == [(2,)]
    assert len(credited(town)) == 1


def test_a_round_goes_on(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Begun on Telegram before the two were linked, it is finished there, and parting leaves it there."""
    telegram.says(ana, "/quiz 2")
    assert "1/2" in telegram.last.text
    links(telegram, ana, discord)
    telegram.presses(ana, "Saltar")
    assert "2/2" in telegram.last.text
    parts(discord, ANITA)
    telegram.presses(ana, "Saltar")
    assert "2/2" not in telegram.last.text
    assert town.ask("SELECT a.platform FROM rounds r JOIN accounts a ON a.learner_id = r.learner_id") == [("telegram",)]


def test_parted_on_the_same_day_each_keeps_what_it_did(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Linked in the morning, answered on both, parted at night: one day each, as if they had never met."""
    links(telegram, ana, discord)
    answers(telegram, ana)
    answers(discord, ANITA)
    assert len(credited(town)) == 1
    parts(telegram, ana)
    assert [day for _, day in credited(town)] == ["2026-11-23", "2026-11-23"]
    assert len({learner for learner, _ in credited(town)}) == 2


# --- one code, several hands -----------------------------------------------------------------------


def test_two_people_enter_one_code(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Whoever entered it last may confirm; the other's button leads nowhere."""
    luis = Sender(7, "Luis", "es")
    other, code = town.private(luis, Platform.DISCORD), code_from(telegram, ana)
    other.says(luis, f"/link {code}")
    discord.says(ANITA, f"/link {code}")
    assert other.presses(luis, "Sí, soy yo").notice
    discord.presses(ANITA, "Sí, soy yo")
    assert town.ask("SELECT platform FROM accounts WHERE learner_id = 3 ORDER BY 1") == [("discord",), ("telegram",)]


@pytest.mark.both_databases
def test_yes_twice_at_the_same_moment(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Two programs on one database: the code links once, and nothing is raised."""
    discord.says(ANITA, f"/link {code_from(telegram, ana)}")
    elsewhere = Town(town.engine, town.now + timedelta(seconds=1))
    elsewhere._keys = count(1000)  # it is another update
    number = town.ask("SELECT id FROM link_codes WHERE chat_id IS NOT NULL")[0][0]
    with elsewhere.desk:
        rooms = [discord, elsewhere.private(ANITA, Platform.DISCORD)]
        elsewhere.private(ANITA, Platform.DISCORD).adds((), ())
        pressing = [threading.Thread(target=room.forges, args=(ANITA, JoinMe(number, 1))) for room in rooms]
        for one in pressing:
            one.start()
        for one in pressing:
            one.join(10)
    assert town.ask("SELECT count(*) FROM learners") == [(1,)]
    assert town.ask("SELECT count(*) FROM accounts") == [(2,)]


def test_the_name_that_discord_shows_in_spanish(town: Town, telegram: Room, discord: Room, ana: Sender):
    """There the code stands behind /vincular, and so it is written on Telegram: it means the same."""
    telegram.says(ana, f"/vincular {code_from(discord, ANITA)}")
    assert telegram.last.text.startswith("🔗 ¿Eres tú anita en Discord?")
