"""The emulator keeps Telegram's promises and makes its refusals: asked by python-telegram-bot itself."""

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.chats.telegram.request import AiohttpRequest
from tests.emulator import Emulator, PrivateChat


def a_bot(emulator: Emulator, token: str | None = None) -> Bot:
    request = AiohttpRequest()
    return Bot(token or emulator.token, base_url=f"{emulator.url}/bot", request=request, get_updates_request=request)


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest_asyncio.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    async with a_bot(emulator) as bot:
        yield bot


@pytest.fixture
def ana(emulator: Emulator) -> PrivateChat:
    return emulator.private(emulator.person("Ana", language="es"), started=True)


def keys(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("▶", callback_data=data)]])


async def test_updates_stay_until_a_later_offset_is_asked_for(emulator: Emulator, bot: Bot, ana: PrivateChat):
    for text in ("uno", "dos", "tres"):
        await ana.says(text)
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first] == ["uno", "dos"]
    assert [update.message.text for update in await bot.get_updates()] == ["uno", "dos", "tres"]
    assert [update.message.text for update in await bot.get_updates(offset=first[-1].update_id + 1)] == ["tres"]
    assert len(emulator.unacknowledged()) == 1
    assert [update.message.text for update in await bot.get_updates(offset=-1)] == ["tres"]


async def test_a_long_poll_ends_when_something_comes(bot: Bot, ana: PrivateChat):
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    await ana.says("hola")
    async with asyncio.timeout(1):
        assert [update.message.text for update in await polling] == ["hola"]


async def test_a_long_poll_ends_with_nothing_when_its_time_is_over(bot: Bot):
    assert await bot.get_updates(timeout=1) == ()


async def test_only_what_was_asked_for_is_delivered(emulator: Emulator, bot: Bot, ana: PrivateChat):
    await bot.get_updates(allowed_updates=["message"])
    message = await ana.says("hola")
    await ana.edits(message, "adiós")
    await ana.blocks()
    assert [next(iter(set(update) - {"update_id"})) for update in emulator.unacknowledged()] == ["message"]


async def test_the_second_poller_wins_and_the_first_hears_of_it(bot: Bot, ana: PrivateChat):
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.get_updates(timeout=10))
    with pytest.raises(Conflict):
        await first
    await ana.says("hola")
    assert len(await second) == 1


async def test_a_webhook_forbids_polling(emulator: Emulator, bot: Bot):
    emulator.webhook = "https://example.org"
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


@pytest.mark.parametrize("token", ["1:short", "987654321:another-token-another-token"])
async def test_other_tokens_are_refused(emulator: Emulator, token: str):
    with pytest.raises(InvalidToken):
        async with a_bot(emulator, token):
            pass


@pytest.mark.parametrize(
    ("text", "entities", "words"),
    [
        (" \n", [], "text is empty"),
        ("a" * 4097, [], "too long"),
        ("🔥" * 2049, [], "too long"),
        ("hola", [(2, 3)], "can't parse entities"),
        ("🔥a", [(1, 1)], "can't parse entities"),
    ],
)
async def test_texts_that_telegram_refuses(
    bot: Bot, ana: PrivateChat, text: str, entities: list[tuple[int, int]], words: str
):
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.send_message(ana.id, text, entities=[MessageEntity("bold", *place) for place in entities])


async def test_texts_at_the_limit_pass_and_entities_beyond_a_hundred_are_dropped(bot: Bot, ana: PrivateChat):
    await bot.send_message(ana.id, "🔥" * 2048, entities=[MessageEntity("bold", 2 * n, 2) for n in range(120)])
    assert len(ana.from_bot[0].entities) == 100


@pytest.mark.parametrize(("data", "fits"), [("", False), ("a" * 64, True), ("a" * 65, False), ("ñ" * 33, False)])
async def test_button_codes_have_1_to_64_bytes(bot: Bot, ana: PrivateChat, data: str, fits: bool):
    if fits:
        await bot.send_message(ana.id, "hola", reply_markup=keys(data))
        assert ana.from_bot[0].buttons[0].data == data
    else:
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            await bot.send_message(ana.id, "hola", reply_markup=keys(data))


async def test_edits_and_their_refusals(bot: Bot, ana: PrivateChat):
    theirs = await ana.says("hola")
    sent = await bot.send_message(ana.id, "uno", reply_markup=keys("1"))
    message = await ana.next_message()
    await bot.edit_message_text("dos", ana.id, sent.message_id, reply_markup=keys("1"))
    assert ((await message.changes()).text, message.texts) == ("dos", ["uno"])
    for again in (
        bot.edit_message_text("dos", ana.id, sent.message_id, reply_markup=keys("1")),
        bot.edit_message_reply_markup(ana.id, sent.message_id, reply_markup=keys("1")),
    ):
        with pytest.raises(BadRequest, match="not modified"):
            await again
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("x", ana.id, 999)
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("x", ana.id, theirs.id)
    await bot.edit_message_reply_markup(ana.id, sent.message_id)
    assert message.buttons == []


async def test_presses_and_their_answers(bot: Bot, ana: PrivateChat):
    await bot.send_message(ana.id, "hola", reply_markup=keys("1a"))
    press = await ana.press(ana.owner, await ana.next_message(), "▶")
    query = (await bot.get_updates())[0].callback_query
    assert (query.data, query.message.text, query.from_user.language_code) == ("1a", "hola", "es")
    await query.answer("¡Bien!", show_alert=True)
    await press.answered()
    assert (press.notice, press.alert) == ("¡Bien!", True)
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_callback_query("12345")


async def test_a_button_must_be_named_clearly(bot: Bot, ana: PrivateChat):
    await bot.send_message(ana.id, "hola", reply_markup=keys("1a"))
    message = await ana.next_message()
    with pytest.raises(AssertionError, match="0 buttons"):
        await ana.press(ana.owner, message, "nope")


async def test_chats_that_cannot_be_written_to(emulator: Emulator, bot: Bot):
    stranger = emulator.private(emulator.person("Luis"))
    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(stranger.id, "hola")
    await stranger.says("/start")
    await bot.send_message(stranger.id, "hola")
    await stranger.blocks()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(stranger.id, "hola")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(31337, "hola")


async def test_privacy_mode_hides_what_is_not_for_the_bot(emulator: Emulator, bot: Bot):
    eva = emulator.person("Eva")
    group = emulator.group("IA", [eva])
    await bot.send_message(group.id, "¿?")
    for text in ("hola", "/top@OtherBot", "/top", "/top@RepasoBot"):
        await group.says(eva, text)
    await group.says(eva, "respuesta", reply_to=await group.next_message())
    assert [update.message.text for update in await bot.get_updates()] == ["/top", "/top@RepasoBot", "respuesta"]


async def test_roles(emulator: Emulator, bot: Bot):
    eva, luis = emulator.person("Eva"), emulator.person("Luis")
    group = emulator.group("IA", [eva, luis])
    group.role(eva, "creator")
    statuses = [(await bot.get_chat_member(group.id, one)).status for one in (eva.id, luis.id, 5, bot.id)]
    assert statuses == ["creator", "member", "left", "member"]
    await group.adds_bot(eva, "administrator")
    assert (await bot.get_chat_member(group.id, bot.id)).status == "administrator"
    assert (await bot.get_updates())[0].my_chat_member.new_chat_member.status == "administrator"


async def test_topics(emulator: Emulator, bot: Bot):
    group = emulator.group("IA")
    topic = group.opens_topic("SQL")
    await bot.send_message(group.id, "hola", message_thread_id=topic)
    assert (await group.next_message()).topic == topic
    group.deletes_topic(topic)
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(group.id, "hola", message_thread_id=topic)


async def test_a_group_becomes_a_supergroup(emulator: Emulator, bot: Bot):
    eva = emulator.person("Eva")
    old = emulator.group("IA", [eva], kind="group")
    new = await old.becomes_supergroup()
    told = [update.message for update in await bot.get_updates()]
    assert [(one.chat.id, one.migrate_to_chat_id, one.migrate_from_chat_id) for one in told] == [
        (old.id, new.id, None),
        (new.id, None, old.id),
    ]
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(old.id, "hola")
    assert caught.value.new_chat_id == new.id


async def test_a_reply_to_nothing_is_refused_unless_allowed(bot: Bot, ana: PrivateChat):
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(ana.id, "hola", reply_parameters=ReplyParameters(99))
    await bot.send_message(ana.id, "hola", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))
    assert ana.from_bot[0].reply_to is None


async def test_ordered_failures_come_in_order_and_only_where_ordered(emulator: Emulator, bot: Bot, ana: PrivateChat):
    luis = emulator.private(emulator.person("Luis"), started=True)
    emulator.fail("sendMessage", ana.id, status=429, retry_after=3)
    emulator.fail("sendMessage", ana.id, reset=True)
    emulator.fail("sendMessage", ana.id, answer_lost=True)
    await bot.send_message(luis.id, "hola")
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(ana.id, "uno")
    assert caught.value.retry_after.total_seconds() == 3
    for text in ("dos", "tres"):
        with pytest.raises(NetworkError):
            await bot.send_message(ana.id, text)
    await bot.send_message(ana.id, "cuatro")
    assert [message.text for message in ana.from_bot] == ["tres", "cuatro"]
    assert [bool(call.error) for call in emulator.calls("sendMessage")] == [False, True, True, True, False]


async def test_polls_and_pictures(bot: Bot, ana: PrivateChat):
    await bot.send_poll(ana.id, "¿SQL?", ["sí", "no"])
    await bot.send_photo(ana.id, b"png", caption="racha")
    poll, photo = ana.from_bot
    assert (poll.poll.question, photo.text, photo.uploaded) == ("¿SQL?", "racha", b"png")
    with pytest.raises(BadRequest, match=r"(?i)no text in the message"):
        await bot.edit_message_text("x", ana.id, photo.id)


async def test_photos_have_limits(bot: Bot, ana: PrivateChat):
    sent = await bot.send_photo(ana.id, a_png(2560, 2000))
    assert (sent.photo[-1].width, sent.photo[-1].height) == (1280, 1000)
    for data in (a_png(9000, 1001), a_png(210, 10)):
        with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
            await bot.send_photo(ana.id, data)


def a_png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


async def test_waiting_has_an_end(ana: PrivateChat):
    with pytest.raises(AssertionError, match="no message in private"):
        await ana.next_message(timeout=0.05)
    await ana.stays_quiet(within=0.05)


@pytest.mark.parametrize(
    ("question", "options", "more", "refusal"),
    [
        ("", ["a", "b"], {}, "Poll question must be non-empty"),
        ("q" * 301, ["a", "b"], {}, "Poll question length must not exceed 300"),
        ("q", ["a"], {}, "Poll must have at least 2 option"),
        ("q", [str(n) for n in range(13)], {}, "Poll can't have more than 12 options"),
        ("q", ["a", "b" * 101], {}, "Poll options length must not exceed 100"),
        ("q", ["a", " "], {}, "Poll options must be non-empty"),
        ("q", ["a", "b"], {"type": "quiz"}, "Wrong correct option id specified"),
        ("q", ["a", "b"], {"type": "quiz", "correct_option_ids": [2]}, "Wrong correct option id specified"),
        ("q", ["a", "b"], {"type": "quiz", "correct_option_ids": [0], "explanation": "e" * 201}, "Message_too_long"),
        ("q", ["a", "b"], {"type": "quiz", "correct_option_ids": [0], "explanation": "\n\n\n."}, "Message_too_long"),
    ],
)
async def test_polls_that_telegram_refuses(
    bot: Bot, ana: PrivateChat, question: str, options: list[str], more: dict, refusal: str
):
    """Its limits, in its words."""
    with pytest.raises(BadRequest) as refused:
        await bot.send_poll(ana.id, question, options, **more)
    assert refused.value.message == refusal


async def test_a_poll_is_stopped_once(bot: Bot, ana: PrivateChat):
    """The second time, and for what is no poll, Telegram refuses."""
    sent = await bot.send_poll(ana.id, "q", ["a", "b"], is_anonymous=False)
    assert (await bot.stop_poll(ana.id, sent.message_id)).is_closed
    with pytest.raises(BadRequest, match="Poll has already been closed"):
        await bot.stop_poll(ana.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message with poll to stop not found"):
        await bot.stop_poll(ana.id, 999)


async def test_votes_are_told_of_only_in_open_polls(bot: Bot, emulator: Emulator, ana: PrivateChat):
    """Of an anonymous one the bot hears nothing."""
    for anonymous in (True, False):
        sent = await bot.send_poll(ana.id, "q", ["a", "b"], is_anonymous=anonymous)
        await ana.votes(ana.owner, ana.messages[sent.message_id], "b")
    (update,) = await bot.get_updates(timeout=0)
    assert update.poll_answer is not None
    assert (update.poll_answer.option_ids, update.poll_answer.user.id) == ((1,), ana.owner.id)
