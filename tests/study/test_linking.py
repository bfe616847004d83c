"""/link and /unlink: one learner on two platforms, without a day, a card or a point counted twice."""

import json

import pytest

from bot.bank.upload import read_upload
from bot.domain.actions import JoinMe, PartMe
from bot.domain.conversation import Platform, Sender
from bot.domain.linking import MOST_WRONG
from tests.study.test_counts import counted_anew, counts
from tests.study.town import Room, Town
from tests.study.two_accounts import ANITA, answers, code_from, links, parts

BOTH = pytest.mark.both_databases
DECK = "# Ríos\n\n## ¿Qué río pasa por Sevilla?\n\nEl **Guadalquivir**.\n"
SURE = (
    "🔗 ¿Eres tú Ana en Telegram? Entonces hago de los dos uno solo: se juntan días, preguntas, respuestas y mazos, y "
    "cada día cuenta una vez. El idioma y la meta quedan como están aquí, y la zona horaria es Europe/Madrid. Si el "
    "código te lo dio otra persona, no lo hagas."
)
WRONG = "No conozco ese código. Cópialo tal como te lo di, o pide uno nuevo con /link en la otra plataforma."


def days(town: Town, state: str = "credited") -> list[tuple[int, str]]:
    rows = town.ask("SELECT learner_id, day FROM days WHERE state = :state ORDER BY 1, 2", state=state)
    return [(learner, str(day)) for learner, day in rows]


def cards(town: Town) -> list[tuple[object, ...]]:
    return town.ask("SELECT learner_id, question_id, stability, difficulty, due, last_review FROM cards ORDER BY 1, 2")


# --- linking ---------------------------------------------------------------------------------------


@BOTH
def test_a_day_earned_on_both_platforms_counts_once(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Two days on Telegram, the second on Discord, too: a streak of two, before and after the next answer."""
    answers(telegram, ana)
    town.later(days=1)
    answers(telegram, ana)
    answers(discord, ANITA)
    discord.says(ANITA, f"/link {code_from(telegram, ana)}")
    assert discord.last.text == SURE
    discord.presses(ANITA, "Sí, soy yo")
    assert discord.last.text == (
        "🔗 Hecho: aquí y en Telegram ya eres una sola persona, con una racha de 2 días. /unlink os separa otra vez."
    )
    assert days(town) == [(2, "2026-11-23"), (2, "2026-11-24")]
    answers(telegram, ana, "capitales")
    assert len(days(town)) == 2
    telegram.says(ana, "/streak")
    assert "2 días" in telegram.last.text
    assert town.ask("SELECT id FROM learners") == [(2,)]


def test_days_of_either_platform_make_one_streak(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Monday on Telegram and Tuesday on Discord are two days in a row of one person."""
    answers(telegram, ana)
    town.later(days=1)
    answers(discord, ANITA)
    links(telegram, ana, discord)
    assert "una racha de 2 días" in discord.last.text


@BOTH
def test_one_memory_of_a_question(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Reviewed on both, it is what one person's two reviews would have made of it; counts stay what the rows say."""
    answers(telegram, ana)
    town.later(days=3)
    answers(discord, ANITA)
    links(telegram, ana, discord)
    (joined,) = cards(town)
    assert town.ask("SELECT count(*) FROM reviews WHERE learner_id = 2") == [(2,)]
    assert counts(town) == counted_anew(town)
    luis = Sender(1002, "Luis", "es")
    town.later(days=-3)
    answers(town.private(luis), luis)
    town.later(days=3)
    answers(town.private(luis), luis)
    assert joined[1:] == cards(town)[1][1:]


@BOTH
def test_two_freezes_at_most(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Whoever holds two on each holds two."""
    for _ in range(15):
        answers(telegram, ana)
        answers(discord, ANITA)
        town.later(days=1)
    links(telegram, ana, discord)
    assert town.ask("SELECT run, credited, freezes FROM tallies") == [(15, 15, 2)]


@BOTH
def test_decks_of_one_name_both_stay(town: Town, telegram: Room, discord: Room, ana: Sender):
    """The one that came along gets a number; on parting each goes back to where it was sent."""
    for room, who in ((telegram, ana), (discord, ANITA)):
        room.says(who, "/start")
        town.hears(room, who, read_upload("rios.md", DECK.encode(), default_language="es"), at=None, message=1)
    links(telegram, ana, discord)
    assert town.ask("SELECT learner_id, name FROM uploads ORDER BY 2") == [(2, "rios (2).md"), (2, "rios.md")]
    parts(discord, ANITA)
    assert town.ask("SELECT learner_id, platform FROM uploads ORDER BY 1") == [(2, "discord"), (3, "telegram")]


def test_a_group_sees_the_name_of_its_own_platform(town: Town, telegram: Room, discord: Room, ana: Sender):
    """What she is called on Discord is nobody's business on Telegram."""
    group = town.group("IA")
    group.says(ana, "/quiz capitales")
    group.says(ana, "París", reply_to=group.last)
    links(telegram, ana, discord)
    discord.says(ANITA, "/streak")
    group.says(ana, "/top")
    assert "Ana" in group.last.text
    assert "anita" not in group.last.text


@BOTH
def test_the_same_press_twice(town: Town, telegram: Room, discord: Room, ana: Sender):
    """After a crash the update comes again, and changes nothing."""
    answers(telegram, ana)
    links(telegram, ana, discord)
    before = town.everything()
    again = town.again(town.handled[-1])
    assert again.edits
    assert town.everything() == before


# --- codes -----------------------------------------------------------------------------------------


def test_a_code_is_written_down_nowhere(town: Town, telegram: Room, ana: Sender):
    """Neither in its own table nor in the reply that is remembered, which says how to get a new one."""
    code = code_from(telegram, ana)
    rows = json.dumps(town.everything(), default=str)
    assert code not in rows
    assert code.replace("-", "") not in rows
    said = town.again(town.handled[-1]).says[0]
    assert "no guardo ninguno" in str(said.body)


def test_ten_minutes(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Then it is too old, also for the button of a code that was entered in time."""
    code = code_from(telegram, ana)
    discord.says(ANITA, f"/link {code}")
    town.later(minutes=10)
    discord.says(ANITA, f"/link {code}")
    assert discord.last.text == "Ese código ha caducado. Pide uno nuevo con /link en la otra plataforma."
    discord.presses(ANITA, "Sí, soy yo")
    assert town.ask("SELECT count(*) FROM learners") == [(2,)]


@BOTH
def test_once(town: Town, telegram: Room, discord: Room, ana: Sender):
    """What has linked two accounts links no third."""
    code = code_from(telegram, ana)
    discord.says(ANITA, f"/link {code}")
    discord.presses(ANITA, "Sí, soy yo")
    luis = Sender(7, "Luis", "es")
    town.private(luis, Platform.DISCORD).says(luis, f"/link {code}")
    said = town.private(luis, Platform.DISCORD).last.text
    assert said == "Ese código ya se usó. Pide uno nuevo con /link en la otra plataforma."


def test_a_new_code_ends_the_one_before(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Only the latest is good."""
    old = code_from(telegram, ana)
    code_from(telegram, ana)
    discord.says(ANITA, f"/link {old}")
    assert discord.last.text == WRONG


@BOTH
def test_guessing(town: Town, telegram: Room, discord: Room, ana: Sender):
    """After a few wrong codes even the right one is not looked at; an hour later it is."""
    for _ in range(MOST_WRONG):
        discord.says(ANITA, "/link 2222-2222")
        assert discord.last.text == WRONG
    discord.says(ANITA, f"/link {code_from(telegram, ana)}")
    assert discord.last.text == "Han sido demasiados códigos equivocados. Dentro de una hora vuelvo a mirarlos."
    town.later(hours=1)
    discord.says(ANITA, f"/link {code_from(telegram, ana)}")
    assert discord.last.text == SURE


def test_in_a_group(town: Town, telegram: Room, discord: Room, ana: Sender):
    """No code is given there, and one that is written there is worth nothing any more."""
    code = code_from(telegram, ana)
    group = town.group("IA")
    group.says(ana, "/link")
    assert group.last.text.startswith("Enlazar cuentas es cosa nuestra")
    group.says(ana, f"/link {code}")
    discord.says(ANITA, f"/link {code}")
    assert discord.last.text == "Ese código ya se usó. Pide uno nuevo con /link en la otra plataforma."


def test_her_own_code(telegram: Room, ana: Sender):
    """It belongs on the other platform."""
    telegram.says(ana, f"/link {code_from(telegram, ana)}")
    assert telegram.last.text == "Ese es el código que te di aquí: escríbemelo en la otra plataforma."


def test_two_accounts_of_one_platform(town: Town, telegram: Room, ana: Sender, luis: Sender):
    """They are two people."""
    town.private(luis).says(luis, f"/link {code_from(telegram, ana)}")
    assert town.private(luis).last.text == (
        "Ese código también es de Telegram: yo enlazo cuentas de dos plataformas distintas."
    )


def test_a_third_account(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Whoever is linked gets no code and enters none; a code from before links them to nobody else."""
    terminal, zoe = town.terminal(), Sender(9, "zoe", "es")
    code = code_from(telegram, ana)
    other = code_from(terminal, zoe)
    discord.says(ANITA, f"/link {other}")
    discord.presses(ANITA, "Sí, soy yo")
    discord.says(ANITA, f"/link {code}")
    assert discord.last.text == "Ya tienes enlazada tu cuenta de la terminal. /unlink separa las dos."


@BOTH
def test_both_at_once(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Each enters the other's code, and both say yes: the first links, the second finds it done."""
    mine, theirs = code_from(telegram, ana), code_from(discord, ANITA)
    telegram.says(ana, f"/link {theirs}")
    discord.says(ANITA, f"/link {mine}")
    discord.presses(ANITA, "Sí, soy yo")
    reply = telegram.presses(ana, "Sí, soy yo")
    assert reply.notice
    assert town.ask("SELECT count(*) FROM learners") == [(1,)]


def test_a_forged_button(town: Town, telegram: Room, discord: Room, ana: Sender, luis: Sender):
    """The number of a code that was entered elsewhere, or nowhere, links nobody; nor does it part anybody."""
    code_from(telegram, ana)
    discord.says(ANITA, "/start")
    for action in (JoinMe(1, 1), JoinMe(99, 1), PartMe(1, 1), PartMe(2, 1)):
        assert discord.forges(ANITA, action).notice
    links(telegram, ana, discord)
    town.private(luis).says(luis, "/start")
    assert town.private(luis).forges(luis, PartMe(2, 1)).notice
    assert town.ask("SELECT count(*) FROM accounts WHERE learner_id = 2") == [(2,)]


# --- parting ---------------------------------------------------------------------------------------


@BOTH
def test_parting_gives_back_what_each_had(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Days, cards and counts are as before the linking, only the number of the other learner is new."""
    answers(telegram, ana)
    town.later(days=1)
    answers(telegram, ana)
    answers(discord, ANITA)
    answers(discord, ANITA, "capitales")
    before = (days(town), cards(town), counts(town))
    links(telegram, ana, discord)
    parts(discord, ANITA)
    now = {1: 3}
    assert discord.last.text == "✂ Hecho: aquí y Telegram vuelven a ir por separado. Tu racha aquí: 1 día."
    assert sorted((now.get(one, one), day) for one, day in before[0]) == days(town)
    assert sorted((now.get(one, one), *more) for one, *more in before[1]) == cards(town)
    assert {(now.get(one, one), day): done for (one, day), done in before[2].items()} == {
        key: done for key, done in counts(town).items() if done.answered or done.reviewed
    }
    assert town.ask("SELECT name FROM learners WHERE id = 3") == [("Ana",)]


@BOTH
def test_what_was_done_while_linked_goes_to_its_platform(town: Town, telegram: Room, discord: Room, ana: Sender):
    """A day earned on Telegram goes with Telegram; both have the day on which both did something."""
    answers(telegram, ana)
    links(telegram, ana, discord)
    town.later(days=1)
    answers(discord, ANITA)
    town.later(days=1)
    answers(telegram, ana)
    answers(discord, ANITA, "capitales")
    parts(telegram, ana)
    assert days(town) == [(2, "2026-11-23"), (2, "2026-11-25"), (3, "2026-11-24"), (3, "2026-11-25")]
    assert counts(town) == counted_anew(town)


def test_before_parting_it_is_said_what_happens(telegram: Room, discord: Room, ana: Sender):
    """And nothing happens without a yes."""
    links(telegram, ana, discord)
    telegram.says(ana, "/unlink")
    assert telegram.last.text == (
        "✂ ¿Te separo de Discord? Lo que respondiste allí se va con esa cuenta, también lo de antes, y los mazos que "
        "enviaste allí también. La memoria, los números y la racha de cada una salen entonces de sus propias "
        "respuestas: las dos rachas pueden ser más cortas. Los ajustes, las pausas y tus palabras para las ideas "
        "quedan en ambas."
    )
    telegram.presses(ana, "No, que sigan juntas")
    assert telegram.last.text == "Vale, siguen juntas."
    telegram.says(ana, "/link")
    assert telegram.last.text == "Ya tienes enlazada tu cuenta de Discord. /unlink separa las dos."


def test_nobody_to_part_from(telegram: Room, ana: Sender):
    """Who is not linked hears how to."""
    telegram.says(ana, "/unlink")
    assert telegram.last.text == "No tienes ninguna otra cuenta enlazada. Para eso está /link."


@BOTH
def test_linking_once_more(town: Town, telegram: Room, discord: Room, ana: Sender):
    """Parted and linked again, all is as when it was linked first."""
    answers(telegram, ana)
    town.later(days=1)
    answers(discord, ANITA)
    links(telegram, ana, discord)
    first = (days(town), cards(town))
    parts(discord, ANITA)
    links(telegram, ana, discord)
    assert (days(town), cards(town)) == first


@BOTH
def test_erasing_takes_both_accounts(town: Town, telegram: Room, discord: Room, ana: Sender):
    """It says so, and nothing of either stays."""
    answers(telegram, ana)
    answers(discord, ANITA)
    links(telegram, ana, discord)
    telegram.says(ana, "/deleteme")
    assert telegram.last.text.endswith("También es todo lo que guardo de ti en Discord.")
    telegram.presses(ana, "Sí, bórralo todo")
    for table in ("learners", "accounts", "chats", "answers", "cards", "days", "link_codes", "link_attempts"):
        assert town.ask(f"SELECT * FROM {table}") == []  # names of tables
