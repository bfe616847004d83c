"""The loop: order, acknowledging after the commit, starting, stopping, and Telegram's bad days."""

import asyncio
import itertools
import logging
from datetime import UTC, datetime

import pytest

from bot.chats.later import Later
from bot.chats.telegram.polling import WrongToken
from bot.domain.conversation import Address, ChatKind, Incoming, Place, Platform, Reply, Sender, Text
from bot.domain.conversation import Press as Pressed
from tests.chats.telegram_edge.stand_ins import SORRY, CannedDesk, Naps, an_edge, echo, killed, running, says
from tests.emulator import Emulator, Press


async def test_messages_are_handled_and_answered_in_order(emulator: Emulator, desk: CannedDesk):
    """Fifty messages of two people: each chat gets its echoes in the order they were typed."""
    ana, luis = (emulator.private(emulator.person(name)) for name in ("Ana", "Luis"))
    async with running(an_edge(emulator, desk)):
        for number in range(25):
            await ana.says(f"a{number}")
            await luis.says(f"l{number}")
        assert [(await ana.next_message()).text for _ in range(25)] == [f"a{number}" for number in range(25)]
        assert [(await luis.next_message()).text for _ in range(25)] == [f"l{number}" for number in range(25)]
        await emulator.all_acknowledged()
    texts = [incoming.what.text for incoming in desk.handled if isinstance(incoming.what, Text)]
    assert texts == [f"{who}{number}" for number in range(25) for who in "al"]


async def test_a_slow_chat_does_not_hold_up_another(emulator: Emulator, desk: CannedDesk):
    """While a message to Ana takes its time, Luis gets his."""
    ana, luis = (emulator.private(emulator.person(name)) for name in ("Ana", "Luis"))
    emulator.fail("sendMessage", ana.id, delay=1.0)
    async with running(an_edge(emulator, desk)):
        await ana.says("slow")
        await luis.says("fast")
        assert (await luis.next_message(timeout=0.8)).text == "fast"
        assert not ana.from_bot
        assert (await ana.next_message()).text == "slow"


async def test_killed_before_the_commit_the_update_comes_again(emulator: Emulator, desk: CannedDesk):
    """A desk that never commits leaves the update with Telegram; the next start handles it."""
    chat = emulator.private(emulator.person("Ana"))
    desk.committing.clear()

    async def meanwhile() -> None:
        await chat.says("hola")
        await emulator.called("getUpdates")
        await asyncio.sleep(0.2)

    await killed(an_edge(emulator, desk), meanwhile)
    assert len(emulator.unacknowledged()) == 1
    assert not desk.handled
    desk.committing.set()
    async with running(an_edge(emulator, desk)):
        assert (await chat.next_message()).text == "hola"
        await emulator.all_acknowledged()


async def test_the_same_update_twice_does_not_turn_the_offset_back(emulator: Emulator, desk: CannedDesk):
    """Telegram delivers an old update once more: its reply is not shown again, and new ones still arrive."""
    chat = emulator.private(emulator.person("Ana"))
    async with running(an_edge(emulator, desk)):
        await chat.says("one")
        await chat.next_message()
        await chat.says("two")
        await chat.next_message()
        await emulator.all_acknowledged()
        emulator.redeliver(min(emulator.updates.all))
        await chat.says("three")
        assert (await chat.next_message()).text == "three"
        offsets = [int(call.params.get("offset", 0)) for call in emulator.calls("getUpdates")]
        assert offsets == sorted(offsets)
    assert [incoming.what.text for incoming in desk.handled] == ["one", "two", "three"]


async def test_stopping_confirms_what_was_handled(emulator: Emulator, desk: CannedDesk):
    """After a stop nothing is delivered again, and the reply in hand was still sent."""
    chat = emulator.private(emulator.person("Ana"))
    emulator.fail("sendMessage", delay=0.3)
    async with running(an_edge(emulator, desk)):
        await chat.says("hola")
        await emulator.until(lambda: bool(desk.handled) or bool(emulator.calls("getUpdates")), "nothing happened")
        await asyncio.sleep(0.1)
    assert [message.text for message in chat.from_bot] == ["hola"]
    assert not emulator.unacknowledged()
    assert desk.shown_keys == [desk.handled[0].key]


async def test_what_a_crash_left_unshown_is_shown_once(emulator: Emulator, desk: CannedDesk):
    """Of two replies that were committed but not shown, the one whose update comes again is not doubled."""
    chat = emulator.private(emulator.person("Ana"))
    await chat.says("again")
    key = str(emulator.unacknowledged()[0]["update_id"])
    place = Place(Address(Platform.TELEGRAM, chat.id), ChatKind.PRIVATE)
    left_over = [
        (Incoming(number, place, Sender(chat.id, "Ana"), datetime(2026, 11, 1, tzinfo=UTC), Text(text)), says(text))
        for number, text in [("12", "left over"), (key, "again")]
    ]
    async with running(an_edge(emulator, desk, left_over=left_over)):
        assert {(await chat.next_message()).text for _ in range(2)} == {"again", "left over"}
        await chat.stays_quiet(within=0.2)
    assert sorted(desk.shown_keys) == sorted(["12", key])


async def test_an_update_that_cannot_be_read_is_left_out(emulator: Emulator, desk: CannedDesk):
    """A broken update costs a line in the log; the one behind it is answered and both are acknowledged."""
    chat = emulator.private(emulator.person("Ana"))
    emulator.updates.add("message", {"message_id": "?", "chat": {"nonsense": True}})
    emulator.updates.add("callback_query", [])
    async with running(an_edge(emulator, desk)):
        await chat.says("hola")
        assert (await chat.next_message()).text == "hola"
        await emulator.all_acknowledged()


async def test_when_handling_fails_the_person_gets_one_sentence(
    emulator: Emulator, desk: CannedDesk, caplog: pytest.LogCaptureFixture
):
    """The failure is in the log with its chat but without what was typed; those behind it are handled."""

    def answer(incoming: Incoming) -> Reply:
        if incoming.what == Text("bomb"):
            raise ZeroDivisionError("secret")
        return echo(incoming)

    desk.answer = answer
    chat = emulator.private(emulator.person("Ana", language="en"))
    async with running(an_edge(emulator, desk)):
        await chat.says("bomb")
        await chat.says("hola")
        assert [(await chat.next_message()).text, (await chat.next_message()).text] == [SORRY, "hola"]
        await emulator.all_acknowledged()
    record = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert str(chat.id) in record.getMessage()
    assert "bomb" not in record.getMessage()


async def test_a_press_whose_handling_fails_is_answered_too(emulator: Emulator, desk: CannedDesk):
    """The button stops spinning, and the notice says sorry."""
    person = emulator.person("Ana")
    chat = emulator.private(person)
    async with running(an_edge(emulator, desk)):
        await chat.says("hola")
        message = await chat.next_message()
        desk.answer = lambda incoming: 1 // 0  # type: ignore[return-value]
        press = await (await chat.press_code(person, message, "whatever")).answered()
    assert press.notice == SORRY


async def test_a_wrong_token_is_said_in_one_sentence(emulator: Emulator, desk: CannedDesk):
    """The sentence names the setting and not its value, and nothing in the chain of errors does."""
    token = "987654321:wrong-wrong-wrong-wrong-wrong"
    with pytest.raises(WrongToken, match="TELEGRAM_BOT_TOKEN") as caught:
        await an_edge(emulator, desk, token=token).run(asyncio.Event())
    assert token not in str(caught.value)
    assert caught.value.__suppress_context__


async def test_an_empty_token_is_said_at_once(emulator: Emulator, desk: CannedDesk):
    """Even before anything is asked of Telegram."""
    with pytest.raises(WrongToken, match="TELEGRAM_BOT_TOKEN"):
        an_edge(emulator, desk, token="")


async def test_a_second_poller_is_named_in_the_log(
    emulator: Emulator, desk: CannedDesk, caplog: pytest.LogCaptureFixture
):
    """Three conflicts, one line; afterwards it goes on."""
    chat = emulator.private(emulator.person("Ana"))
    emulator.fail("getUpdates", status=409, times=3)
    naps = Naps()
    async with running(an_edge(emulator, desk, sleep=naps)):
        await chat.says("hola")
        assert (await chat.next_message()).text == "hola"
    assert sum("another program polls Telegram" in record.getMessage() for record in caplog.records) == 1
    assert naps.asked[:3] == [5.0, 5.0, 5.0]


async def test_two_real_pollers_conflict_and_nothing_is_lost(emulator: Emulator, desk: CannedDesk):
    """Two bots with one token keep interrupting each other, and still every message is answered."""
    chat = emulator.private(emulator.person("Ana"))
    async with running(an_edge(emulator, desk)), running(an_edge(emulator, desk)):
        await chat.says("hola")
        assert (await chat.next_message()).text == "hola"
    assert any(call.error.startswith("Conflict") for call in emulator.calls("getUpdates"))


async def test_polling_survives_errors_with_growing_waits(emulator: Emulator, desk: CannedDesk):
    """A reset, a 500, a flood limit and a revoked token: it waits and asks again."""
    chat = emulator.private(emulator.person("Ana"))
    emulator.fail("getUpdates", reset=True)
    emulator.fail("getUpdates", status=500)
    emulator.fail("getUpdates", status=429, retry_after=7)
    emulator.fail("getUpdates", status=401)
    naps = Naps()
    async with running(an_edge(emulator, desk, sleep=naps)) as edge:
        await chat.says("hola")
        assert (await chat.next_message()).text == "hola"
        assert edge.last_poll_at is not None
    assert naps.asked[:4] == [1.0, 2.0, 7.0, 30.0]


async def test_only_a_poll_that_telegram_answers_counts(emulator: Emulator, desk: CannedDesk):
    """The health page hears of those alone: a bot that nobody can reach is not well, however busily it asks."""
    chat, polls, naps = emulator.private(emulator.person("Ana")), [], Naps()
    await emulator.goes_down()
    async with running(an_edge(emulator, desk, sleep=naps, on_poll=lambda: polls.append(1))):
        await naps.taken(4)
        assert polls == []
        await emulator.comes_back()
        await chat.says("hola")
        await chat.next_message()
        assert polls


async def test_it_waits_for_a_telegram_that_is_not_there_yet(
    emulator: Emulator, desk: CannedDesk, caplog: pytest.LogCaptureFixture
):
    """Started without a network it logs one line, and works as soon as there is one; no line holds the token."""
    caplog.set_level(logging.INFO)
    chat = emulator.private(emulator.person("Ana"))
    naps = Naps()
    await emulator.goes_down()
    async with running(an_edge(emulator, desk, sleep=naps)) as edge:
        await naps.taken(4)
        assert edge.username == ""
        await emulator.comes_back()
        await chat.says("hola")
        assert (await chat.next_message()).text == "hola"
        assert edge.username == "RepasoBot"
    assert naps.asked[:4] == [1.0, 2.0, 4.0, 8.0]
    assert sum("no updates from Telegram" in record.getMessage() for record in caplog.records) == 1
    assert emulator.token not in caplog.text


async def test_stopping_while_telegram_cannot_be_reached_is_quick(emulator: Emulator, desk: CannedDesk):
    """No network is no reason to hang."""
    await emulator.goes_down()
    async with asyncio.timeout(2):
        async with running(an_edge(emulator, desk, sleep=asyncio.sleep)):
            await asyncio.sleep(0.1)


async def test_a_webhook_is_removed_without_dropping_updates(emulator: Emulator, desk: CannedDesk):
    """Somebody used the token with a webhook before: what came in meanwhile is answered."""
    emulator.webhook = "https://example.org/hook"
    chat = emulator.private(emulator.person("Ana"))
    await chat.says("before")
    async with running(an_edge(emulator, desk)):
        assert (await chat.next_message()).text == "before"


async def test_the_menu_is_set_for_each_scope_and_language(emulator: Emulator, desk: CannedDesk):
    """Commands are offered where they make sense, in Spanish, in English, and to everybody else in the default."""
    commands = [
        ("quiz", {"es": "Una pregunta", "en": "A question"}, [ChatKind.PRIVATE, ChatKind.GROUP]),
        ("mydata", {"es": "Mis datos", "en": "My data"}, [ChatKind.PRIVATE]),
    ]
    async with running(an_edge(emulator, desk, commands=commands, default_language="es")):
        await emulator.called("setMyCommands", 6)
    shown = {
        place: [(command["command"], command["description"]) for command in menu]
        for place, menu in emulator.menus.items()
    }
    assert shown == {
        ("all_private_chats", ""): [("quiz", "Una pregunta"), ("mydata", "Mis datos")],
        ("all_private_chats", "es"): [("quiz", "Una pregunta"), ("mydata", "Mis datos")],
        ("all_private_chats", "en"): [("quiz", "A question"), ("mydata", "My data")],
        ("all_group_chats", ""): [("quiz", "Una pregunta")],
        ("all_group_chats", "es"): [("quiz", "Una pregunta")],
        ("all_group_chats", "en"): [("quiz", "A question")],
    }


async def test_a_menu_that_telegram_refuses_is_not_fatal(emulator: Emulator, desk: CannedDesk):
    """The bot answers without it."""
    emulator.fail("setMyCommands", status=400, times=6)
    chat = emulator.private(emulator.person("Ana"))
    async with running(an_edge(emulator, desk, commands=[("quiz", {"en": "A question"}, [ChatKind.PRIVATE])])):
        await chat.says("hola")
        assert (await chat.next_message()).text == "hola"


async def test_only_admins_are_admins_where_it_matters(emulator: Emulator, desk: CannedDesk):
    """Who runs the group is asked once a minute for each person, and only when the core says it matters."""
    desk.answer = lambda incoming: says("yes" if incoming.sender.is_admin else "no")
    ana, luis = emulator.person("Ana"), emulator.person("Luis")
    group = emulator.group("IA 2026", [ana, luis])
    group.role(ana, "administrator")
    edge = an_edge(emulator, desk, needs_admin=lambda incoming: incoming.what.name == "daily")
    async with running(edge):
        for person, text in [
            (ana, "/daily 9:00"),
            (luis, "/daily off"),
            (luis, "/top"),
            (ana, "/daily"),
            (ana, "/top"),
        ]:
            await group.says(person, text)
        assert [(await group.next_message()).text for _ in range(5)] == ["yes", "no", "no", "yes", "no"]
        asked = [int(call.params["user_id"]) for call in emulator.calls("getChatMember")]
        await group.says(luis, "/daily")
        assert (await group.next_message()).text == "no"
        assert len(emulator.calls("getChatMember")) == len(asked)
    assert set(asked) == {ana.id, luis.id}


async def test_when_the_admins_cannot_be_asked_nobody_is_one(emulator: Emulator, desk: CannedDesk):
    """A failed look-up changes no settings, and is not remembered."""
    desk.answer = lambda incoming: says("yes" if incoming.sender.is_admin else "no")
    ana = emulator.person("Ana")
    group = emulator.group("IA 2026", [ana])
    group.role(ana, "creator")
    emulator.fail("getChatMember", status=500)
    async with running(an_edge(emulator, desk, needs_admin=lambda incoming: True)):
        await group.says(ana, "/daily off")
        assert (await group.next_message()).text == "no"
        await group.says(ana, "/daily off")
        assert (await group.next_message()).text == "yes"


async def test_a_press_whose_answer_a_crash_kept_back(emulator: Emulator, desk: CannedDesk):
    """It was committed and acknowledged; the next start ends the spinning of the button."""
    ana = emulator.person("Ana")
    chat = emulator.private(ana)
    press = Press(emulator)
    emulator.opened(press)
    place = Place(Address(Platform.TELEGRAM, chat.id), ChatKind.PRIVATE)
    pressed = Incoming("12", place, Sender(ana.id, "Ana"), datetime.now(UTC), Pressed("g1"), 5, token=press.id)
    async with running(an_edge(emulator, desk, left_over=[(pressed, Reply(notice="🔥 5 días"))])):
        assert (await press.answered()).notice == "🔥 5 días"


async def test_a_reply_that_telegram_did_not_take(emulator: Emulator, desk: CannedDesk):
    """It is shown as soon as Telegram takes messages again, and not only by the next start."""
    chat = emulator.private(emulator.person("Ana"))
    emulator.fail("sendMessage", status=502, times=4)
    edge = an_edge(emulator, desk)
    edge._later = Later(clock=itertools.count(step=10).__next__)
    async with running(edge):
        await chat.says("hola")
        await emulator.called("sendMessage", 4)
        await chat.says("¿sigues ahí?")
        assert {(await chat.next_message()).text for _ in range(2)} == {"hola", "¿sigues ahí?"}
    assert len(desk.shown_keys) == 2


async def test_the_same_update_twice_while_its_reply_is_on_its_way(emulator: Emulator, desk: CannedDesk):
    """Telegram is slow, and delivers the update once more: the reply comes once."""
    chat = emulator.private(emulator.person("Ana"))
    emulator.fail("sendMessage", delay=0.5)
    async with running(an_edge(emulator, desk)):
        await chat.says("hola")
        await emulator.all_acknowledged()
        emulator.redeliver(min(emulator.updates.all))
        await chat.next_message()
        await chat.stays_quiet(0.2)
    assert desk.shown_keys == [desk.handled[0].key]
