"""How replies look in Telegram, and what happens when it refuses them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.chats.lanes import Lanes
from bot.chats.telegram.outgoing import shortened
from bot.domain.actions import Ask, OpenPrivately, Reveal, Skip
from bot.domain.buttons import encode
from bot.domain.conversation import (
    Address,
    Body,
    ChatKind,
    DeliveryId,
    Edit,
    Incoming,
    Line,
    Moved,
    Passage,
    Place,
    Platform,
    Reply,
    Say,
    Sender,
    Span,
    Style,
    Text,
)
from bot.domain.sending import Gone, MovedTo, Refused, Sent, TryLater
from tests.chats.telegram_edge.stand_ins import CannedDesk, Naps, an_edge, line, row, running, says
from tests.emulator import Chat, Emulator, Message, Person, Press

SQL = (Line((Span("¿Qué es "), Span("SQL", Style.BOLD), Span("?"))),)


@dataclass
class Scene:
    """Ana with her private chat and a group, and an edge at work."""

    emulator: Emulator
    desk: CannedDesk
    ana: Person
    private: Chat
    group: Chat
    naps: Naps = field(default_factory=Naps)

    async def asked(self, reply: Reply, chat: Chat | None = None) -> Message:
        """Ana writes something that is answered with `reply`; her message."""
        self.desk.answer = lambda incoming: reply
        return await (chat or self.private).says(self.ana, "/quiz")

    async def pressed(self, reply: Reply, message: Message, code: str = "1a") -> Press:
        """Ana presses something that is answered with `reply`."""
        self.desk.answer = lambda incoming: reply
        press = await message.chat.press_code(self.ana, message, code)
        return await press.answered()

    async def shown(self, reply: Reply, chat: Chat | None = None) -> Message:
        """The one message that a reply shows."""
        await self.asked(reply, chat)
        return await (chat or self.private).next_message()


@pytest_asyncio.fixture
async def scene(emulator: Emulator, desk: CannedDesk) -> AsyncIterator[Scene]:
    """Everything ready."""
    ana = emulator.person("Ana", language="es")
    scene = Scene(emulator, desk, ana, emulator.private(ana, started=True), emulator.group("IA 2026", [ana]))
    async with running(an_edge(emulator, desk, sleep=scene.naps)):
        yield scene


def a_long_text() -> Body:
    """Too long for one message."""
    return (Passage("\n\n".join(f"Párrafo {number}. " + "palabra " * 100 for number in range(12))),)


async def test_a_question_with_buttons(scene: Scene):
    """Text with its styles, buttons with their codes, no preview of links; the desk learns the message's id."""
    buttons = row(("👁 Ver respuesta", Reveal(7)), ("⏭ Saltar", Skip(7)))
    message = await scene.shown(Reply(says=(Say(SQL, buttons, delivery=DeliveryId(7)),)))
    assert message.text == "¿Qué es SQL?"
    assert [(one["type"], one["offset"], one["length"]) for one in message.entities] == [("bold", 8, 3)]
    assert [(one.label, one.data) for one in message.buttons] == [("👁 Ver respuesta", "1r:7"), ("⏭ Saltar", "1s:7")]
    assert '"is_disabled": true' in scene.emulator.calls("sendMessage")[0].params["link_preview_options"]
    await scene.emulator.all_acknowledged()
    assert scene.desk.sent_reports == [(7, Address(Platform.TELEGRAM, scene.private.id), (message.id,))]


async def test_a_reply_is_attached_to_what_it_answers(scene: Scene):
    """And when that was deleted meanwhile, it is sent all the same."""
    mine = await scene.asked(Reply(says=(Say(SQL, as_reply=True),)))
    assert (await scene.private.next_message()).reply_to is mine
    params = scene.emulator.calls("sendMessage")[0].params
    assert '"allow_sending_without_reply": true' in params["reply_parameters"]


async def test_a_long_text_is_split_with_the_buttons_at_the_end(scene: Scene):
    """All pieces in order, the first attached, the last with the buttons, every id reported."""
    mine = await scene.asked(
        Reply(says=(Say(a_long_text(), row(("▶", Ask())), as_reply=True, delivery=DeliveryId(3)),))
    )
    last = await scene.private.next_message()
    while not last.buttons:
        last = await scene.private.next_message()
    pieces = scene.private.from_bot
    assert len(pieces) > 1
    assert [piece.reply_to for piece in pieces] == [mine] + [None] * (len(pieces) - 1)
    assert [bool(piece.buttons) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert [f"Párrafo {number}." in " ".join(piece.text for piece in pieces) for number in range(12)] == [True] * 12
    await scene.emulator.until(lambda: bool(scene.desk.shown_keys), "not shown")
    assert scene.desk.sent_reports[0][2] == tuple(piece.id for piece in pieces)


async def test_nothing_to_see_sends_nothing(scene: Scene):
    """An empty body is no message, and the update is done with."""
    await scene.asked(Reply(says=(Say((Line(),)),)))
    await scene.emulator.until(lambda: bool(scene.desk.shown_keys), "not shown")
    assert not scene.emulator.calls("sendMessage")


async def test_a_press_gets_its_notice_and_the_message_its_new_buttons(scene: Scene):
    """The text stays, the buttons change, the notice is shown as a dialog when it is important."""
    message = await scene.shown(Reply(says=(Say(SQL, row(("▶", Ask()))),)))
    reply = Reply(edits=(Edit(row(("↩ Deshacer", Ask()))),), notice="Vuelve el viernes 27.", alert=True)
    press = await scene.pressed(reply, message)
    assert (press.notice, press.alert) == ("Vuelve el viernes 27.", True)
    await message.changes()
    assert (message.text, message.labels) == ("¿Qué es SQL?", ["↩ Deshacer"])


async def test_a_press_is_answered_even_when_there_is_nothing_to_say(scene: Scene):
    """Otherwise the button would spin for a minute."""
    message = await scene.shown(Reply(says=(Say(SQL, row(("▶", Ask()))),)))
    assert (await scene.pressed(Reply(), message)).notice is None


async def test_an_edit_can_change_the_text_and_take_the_buttons_away(scene: Scene):
    """One message through all of its steps."""
    message = await scene.shown(Reply(says=(Say(SQL, row(("▶", Ask()))),)))
    await scene.pressed(Reply(edits=(Edit(body=line("Listo.")),)), message)
    await message.changes()
    assert (message.text, message.labels, message.texts) == ("Listo.", [], ["¿Qué es SQL?"])


async def test_an_edit_that_has_become_too_long_goes_on_below(scene: Scene):
    """No part of a text is dropped; the buttons are at its end."""
    message = await scene.shown(Reply(says=(Say(SQL, row(("▶", Ask()))),)))
    await scene.pressed(Reply(edits=(Edit(row(("▶ Otra", Ask())), a_long_text()),)), message)
    await message.changes()
    below = await scene.private.next_message()
    while not below.buttons:
        below = await scene.private.next_message()
    assert (message.labels, below.labels) == ([], ["▶ Otra"])


async def test_another_message_can_be_edited(scene: Scene):
    """The question's buttons go when its answer is typed."""
    question = await scene.shown(Reply(says=(Say(SQL, row(("▶", Ask()))),)))
    await scene.asked(Reply(edits=(Edit(message=question.id),)))
    await question.changes()
    assert question.labels == []


@pytest.mark.parametrize("which", ["not modified", "deleted", "not ours"])
async def test_edits_that_come_too_late_do_no_harm(scene: Scene, which: str):
    """A double press, a message that is gone: what else the reply says is shown, and nothing is an error."""
    buttons = row(("▶", Ask()))
    message = await scene.shown(Reply(says=(Say(SQL, buttons),)))
    target = message.id
    if which == "deleted":
        message.deleted = True
    if which == "not ours":
        target = (await scene.private.says("/quiz")).id
        await scene.private.next_message()
    await scene.pressed(Reply(edits=(Edit(buttons, SQL, message=target),), says=(Say(line("Sigue")),)), message)
    assert (await scene.private.next_message()).text == "Sigue"
    assert len(scene.emulator.calls("editMessageText")) == 1


async def test_a_press_that_waited_too_long_is_no_error(scene: Scene):
    """ "query is too old": the effect is shown all the same."""
    message = await scene.shown(Reply(says=(Say(SQL, row(("▶", Ask()))),)))
    scene.desk.answer = lambda incoming: Reply(notice="hola", edits=(Edit(),))
    press = await scene.private.press(scene.ana, message, "▶")
    del scene.emulator.presses[press.id]
    await message.changes()
    assert message.labels == []


async def test_a_forged_code_reaches_the_core_as_it_is(scene: Scene):
    """Judging codes is the core's business."""
    message = await scene.shown(Reply(says=(Say(SQL, row(("▶", Ask()))),)))
    await scene.pressed(Reply(), message, code="1g:zz:'")
    assert scene.desk.handled[-1].what.code == "1g:zz:'"


async def test_received_is_a_reaction(scene: Scene):
    """👀 on the message itself."""
    mine = await scene.asked(Reply(received=True), scene.group)
    assert await mine.reacted() == ["👀"]


async def test_a_group_without_reactions_loses_nothing_else(scene: Scene):
    """The admins may have switched them off."""
    scene.emulator.fail("setMessageReaction", status=400, description="Bad Request: REACTION_INVALID")
    reply = Reply(received=True, says=(Say(line("Visto")),))
    assert (await scene.shown(reply, scene.group)).text == "Visto"


async def test_the_way_to_the_private_chat_is_a_link(scene: Scene):
    """Pressing it brings the payload back as /start."""
    buttons = row(("🔒 Seguir en privado", OpenPrivately("mydata")))
    message = await scene.shown(Reply(says=(Say(SQL, buttons),)), scene.group)
    assert message.buttons[0].url == "https://t.me/RepasoBot?start=mydata"
    await scene.group.press(scene.ana, message, 0)
    await scene.private.next_message()
    assert scene.desk.handled[-1].what.argument == "mydata"


async def test_the_way_to_a_question_is_decided_when_it_is_pressed(scene: Scene):
    """It may be shown in the group, to the presser alone; else the press opens the private chat."""
    buttons = row(("✍ Responder en privado", OpenPrivately("q_12")))
    message = await scene.shown(Reply(says=(Say(SQL, buttons),)), scene.group)
    assert message.buttons[0].data == "1p:q_12"
    scene.desk.answer = lambda _: Reply(link="q_12", notice="Ábreme en privado.")
    await scene.group.follows(scene.ana, await scene.group.press(scene.ana, message, 0))
    await scene.emulator.all_acknowledged()
    assert scene.desk.handled[-1].what.argument == "q_12"


async def test_feedback_goes_to_the_private_chat(scene: Scene):
    """A reply may speak in two chats; it is attached only where it answers something."""
    private = Address(Platform.TELEGRAM, scene.private.id)
    await scene.asked(Reply(says=(Say(line("En privado"), to=private, as_reply=True), Say(line("Aquí")))), scene.group)
    message = await scene.private.next_message()
    assert (message.text, message.reply_to) == ("En privado", None)
    assert (await scene.group.next_message()).text == "Aquí"


async def test_who_never_started_the_bot_does_not_spoil_the_rest(scene: Scene):
    """A bot cannot open a private chat: that part is left out."""
    luis = scene.emulator.private(scene.emulator.person("Luis"))
    to = Address(Platform.TELEGRAM, luis.id)
    await scene.asked(Reply(says=(Say(line("En privado"), to=to), Say(line("Aquí")))), scene.group)
    assert (await scene.group.next_message()).text == "Aquí"
    await scene.emulator.until(lambda: bool(scene.desk.shown_keys), "not shown")
    assert not luis.from_bot


async def test_refused_styles_are_dropped_and_not_the_words(scene: Scene):
    """ "can't parse entities": the same text, plain, with its buttons."""
    scene.emulator.fail("sendMessage", status=400, description="Bad Request: can't parse entities: unsupported")
    message = await scene.shown(Reply(says=(Say(SQL, row(("▶", Ask()))),)))
    assert (message.text, message.entities, message.labels) == ("¿Qué es SQL?", [], ["▶"])


async def test_a_topic_that_was_deleted(scene: Scene):
    """What was meant for it is written into the group, once."""
    topic = scene.group.opens_topic("SQL")

    def answer(incoming: Incoming) -> Reply:
        scene.group.deletes_topic(topic)
        return Reply(says=(Say(SQL, delivery=DeliveryId(1)), Say(line("Sigue"))))

    scene.desk.answer = answer
    await scene.group.says(scene.ana, "/quiz", topic=topic)
    messages = [await scene.group.next_message() for _ in range(2)]
    assert [(message.text, message.topic) for message in messages] == [("¿Qué es SQL?", 0), ("Sigue", 0)]
    assert scene.desk.sent_reports == [(1, Address(Platform.TELEGRAM, scene.group.id), (messages[0].id,))]


async def test_answers_stay_in_their_topic(scene: Scene):
    """A forum's topic is a place of its own."""
    topic = scene.group.opens_topic("SQL")
    scene.desk.answer = lambda incoming: says("aquí")
    await scene.group.says(scene.ana, "/quiz", topic=topic)
    assert (await scene.group.next_message()).topic == topic


async def test_a_group_that_moved_unnoticed(scene: Scene):
    """The reply goes to the new group, and the core learns the new address as if Telegram had told it."""
    old = scene.emulator.group("IA", [scene.ana], kind="group")
    scene.desk.answer = lambda incoming: says("hola") if incoming.message else Reply()
    new = await old.becomes_supergroup(quietly=True)
    await old.says(scene.ana, "/quiz")
    assert (await new.next_message()).text == "hola"
    await scene.emulator.until(lambda: len(scene.desk.handled) == 2, "the core was not told")
    moved = scene.desk.handled[1]
    assert (moved.place.address.chat, moved.what) == (old.id, Moved(Address(Platform.TELEGRAM, new.id)))


async def test_flood_limits_are_obeyed_in_order(scene: Scene):
    """It waits as long as it is told, and what comes after waits behind it."""
    scene.emulator.fail("sendMessage", status=429, retry_after=20)
    scene.emulator.fail("sendMessage", status=429, retry_after=5)
    await scene.asked(says("uno", "dos"))
    assert [(await scene.private.next_message()).text for _ in range(2)] == ["uno", "dos"]
    assert scene.naps.asked == [20.0, 5.0]


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 502}, {"reset": True}])
async def test_a_bad_moment_does_not_lose_a_reply(scene: Scene, fault: dict[str, object]):
    """Up to three times it is tried again."""
    scene.emulator.fail("sendMessage", times=3, **fault)
    assert (await scene.shown(says("hola"))).text == "hola"
    assert scene.naps.asked == [0.5, 1.0, 2.0]


async def test_a_lost_answer_costs_a_double_at_worst(scene: Scene):
    """The message was sent but nobody told us: twice is better than never."""
    scene.emulator.fail("sendMessage", answer_lost=True)
    assert (await scene.shown(says("hola"))).text == "hola"
    assert (await scene.private.next_message()).text == "hola"


async def test_what_could_not_be_shown_is_not_reported_as_shown(scene: Scene):
    """When Telegram stays away, the desk keeps the reply for the next start."""
    scene.emulator.fail("sendMessage", times=4, status=500)
    await scene.asked(says("hola"))
    await scene.emulator.called("sendMessage", 4)
    await scene.private.stays_quiet()
    assert scene.desk.shown_keys == []


async def test_what_telegram_will_never_take_is_given_up(scene: Scene):
    """The rest of the reply is shown, and it is over."""
    scene.emulator.fail("sendMessage", status=400, description="Bad Request: not enough rights to send text messages")
    assert (await scene.shown(says("uno", "dos"))).text == "dos"
    await scene.emulator.until(lambda: bool(scene.desk.shown_keys), "not shown")


async def test_a_chat_that_blocked_the_bot_is_left_alone(scene: Scene):
    """One refusal is enough; the others are served."""
    scene.emulator.fail("sendMessage", scene.private.id, status=403, times=9)
    await scene.asked(says("uno", "dos"))
    await scene.emulator.until(lambda: bool(scene.desk.shown_keys), "not shown")
    assert len(scene.emulator.calls("sendMessage")) == 1
    assert (await scene.shown(says("aquí"), scene.group)).text == "aquí"


def test_notices_fit():
    """At most 200 UTF-16 units, and no character is cut in half."""
    assert shortened("corto") == "corto"
    assert shortened("a" * 200) == "a" * 200
    assert shortened("a" * 201) == "a" * 199 + "…"
    assert shortened("🔥" * 101) == "🔥" * 99 + "…"


class TestSendingByItself:
    """The pusher's way out."""

    @pytest.mark.parametrize("silent", [True, False])
    async def test_without_a_sound(self, emulator: Emulator, desk: CannedDesk, silent: bool):
        """The final board of a day comes in the night."""
        ana = emulator.private(emulator.person("Ana"), started=True)
        async with running(edge := an_edge(emulator, desk)):
            await _ready(edge)
            await edge.send(Say(SQL, to=Address(Platform.TELEGRAM, ana.id), silent=silent))
        params = emulator.calls("sendMessage")[0].params
        assert (params.get("disable_notification") in ("true", True)) is silent

    async def test_ids_come_back(self, emulator: Emulator, desk: CannedDesk):
        """All of them; the pusher reports them itself."""
        ana = emulator.private(emulator.person("Ana"), started=True)
        async with running(edge := an_edge(emulator, desk)):
            await _ready(edge)
            say = Say(SQL, row(("▶", Ask())), to=Address(Platform.TELEGRAM, ana.id), delivery=DeliveryId(1))
            assert await edge.send(say) == Sent((ana.from_bot[0].id,))
        assert ana.from_bot[0].buttons[0].data == encode(Ask())
        assert desk.sent_reports == []

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            ({"status": 403}, Gone),
            ({"status": 400, "description": "Bad Request: chat not found"}, Gone),
            ({"status": 400, "description": "Bad Request: TOPIC_CLOSED"}, Refused),
            ({"status": 429, "retry_after": 9}, TryLater),
            ({"status": 500, "times": 4}, TryLater),
            ({"status": 401}, TryLater),
            ({"status": 400, "migrate_to": -100777}, MovedTo),
        ],
    )
    async def test_failures_have_names(
        self, emulator: Emulator, desk: CannedDesk, fault: dict[str, object], error: type[Exception]
    ):
        """So that the pusher can decide: stop, move, wait or drop. Nothing is sent behind its back."""
        ana = emulator.private(emulator.person("Ana"), started=True)
        async with running(edge := an_edge(emulator, desk)):
            await _ready(edge)
            emulator.fail("sendMessage", **fault)
            with pytest.raises(error) as caught:
                await edge.send(Say(SQL, to=Address(Platform.TELEGRAM, ana.id)))
        assert not ana.from_bot
        if isinstance(caught.value, TryLater) and "retry_after" in fault:
            assert caught.value.seconds == 9
        if isinstance(caught.value, MovedTo):
            assert caught.value.to == Address(Platform.TELEGRAM, -100777)

    async def test_before_telegram_is_reached_it_asks_for_patience(self, emulator: Emulator, desk: CannedDesk):
        """Nothing is lost by pushing too early."""
        with pytest.raises(TryLater):
            await an_edge(emulator, desk).send(Say(SQL, to=Address(Platform.TELEGRAM, 1)))

    async def test_stopping_waits_for_a_push_in_hand_and_refuses_new_ones(self, emulator: Emulator, desk: CannedDesk):
        """What is on its way arrives; what comes after is for the next start."""
        ana = emulator.private(emulator.person("Ana"), started=True)
        say = Say(SQL, to=Address(Platform.TELEGRAM, ana.id))
        emulator.fail("sendMessage", delay=0.3)
        async with running(edge := an_edge(emulator, desk)):
            await _ready(edge)
            pushing = asyncio.create_task(edge.send(say))
            await asyncio.sleep(0.05)
        assert await pushing == Sent((ana.from_bot[0].id,))
        with pytest.raises(TryLater):
            await edge.send(say)

    async def test_a_push_that_waits_too_long_is_left_for_later(self, emulator: Emulator, desk: CannedDesk):
        """The program does not hang when Telegram does not answer while it stops."""
        ana = emulator.private(emulator.person("Ana"), started=True)
        emulator.fail("sendMessage", delay=3)
        async with running(edge := an_edge(emulator, desk, grace=0.2)):
            await _ready(edge)
            pushing = asyncio.create_task(edge.send(Say(SQL, to=Address(Platform.TELEGRAM, ana.id))))
            await asyncio.sleep(0.05)
        with pytest.raises(TryLater):
            await pushing

    async def test_a_reply_that_a_crash_left_can_be_shown_later(self, emulator: Emulator, desk: CannedDesk):
        """The desk hands it to `show`; the press it answered is long over."""
        ana = emulator.private(emulator.person("Ana"), started=True)
        place = Place(Address(Platform.TELEGRAM, ana.id), ChatKind.PRIVATE)
        incoming = Incoming("12", place, Sender(ana.id, "Ana"), datetime(2026, 11, 1, tzinfo=UTC), Text("hola"))
        async with running(edge := an_edge(emulator, desk)):
            await _ready(edge)
            await edge.show(incoming, says("hola"))
        assert [message.text for message in ana.from_bot] == ["hola"]
        assert desk.shown_keys == ["12"]

    async def test_each_chat_keeps_its_order(self, emulator: Emulator, desk: CannedDesk):
        """A hundred messages at once to twenty chats."""
        chats = [emulator.private(emulator.person(f"P{number}"), started=True) for number in range(20)]
        async with running(edge := an_edge(emulator, desk)):
            await _ready(edge)
            addresses = [Address(Platform.TELEGRAM, chat.id) for chat in chats]
            await asyncio.gather(*(edge.send(Say(line(str(number)), to=to)) for number in range(5) for to in addresses))
        assert [[message.text for message in chat.from_bot] for chat in chats] == [["0", "1", "2", "3", "4"]] * 20


async def test_lanes_let_one_pass_at_a_time_and_vanish():
    """A million chats later no memory is kept of them, also of those whose turn was cancelled."""
    lanes, passed = Lanes(), []

    async def pass_through(chat: int, number: int) -> None:
        async with lanes.lane(chat):
            await asyncio.sleep(0)
            passed.append(number)

    tasks = [asyncio.create_task(pass_through(7, number)) for number in range(4)]
    await asyncio.sleep(0)
    tasks[2].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert passed == [0, 1, 3]
    assert len(lanes) == 0


async def _ready(edge: object) -> None:
    """Waits until the edge knows its name."""
    async with asyncio.timeout(5):
        while not edge.username:  # type: ignore[attr-defined]  # noqa: ASYNC110 - it has no event to wait for
            await asyncio.sleep(0.01)
