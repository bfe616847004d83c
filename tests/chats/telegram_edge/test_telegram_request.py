"""The wire: uploads, errors, and a token that never shows."""

import traceback

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.chats.telegram.request import AiohttpRequest, NotSent
from tests.emulator import Emulator


def a_bot(emulator: Emulator, **timeouts: float) -> Bot:
    """The library's own bot on our wire."""
    request = AiohttpRequest(**timeouts)  # type: ignore[arg-type]
    return Bot(emulator.token, base_url=f"{emulator.url}/bot", request=request, get_updates_request=request)


async def test_the_library_works_on_it(emulator: Emulator):
    """Text with anything in it arrives as it was sent."""
    ana = emulator.private(emulator.person("Ana"), started=True)
    async with a_bot(emulator) as bot:
        await bot.send_message(ana.id, "50 % & más + «x=1» 👩‍🔬\n\ttab")
    assert [message.text for message in ana.from_bot] == ["50 % & más + «x=1» 👩‍🔬\n\ttab"]


async def test_files_are_uploaded(emulator: Emulator):
    """A picture with a caption, and a document, byte for byte."""
    ana = emulator.private(emulator.person("Ana"), started=True)
    data = bytes(range(256)) * 400
    async with a_bot(emulator) as bot:
        await bot.send_photo(ana.id, data, caption="¡Racha!")
        await bot.send_document(ana.id, b"{}", filename="datos de Ana.json")
    photo, document = ana.from_bot
    assert (photo.uploaded, photo.text, document.uploaded) == (data, "¡Racha!", b"{}")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"status": 400}, BadRequest),
        ({"status": 403}, Forbidden),
        ({"status": 429, "retry_after": 3}, RetryAfter),
        ({"status": 502}, NetworkError),
        ({"reset": True}, NetworkError),
        ({"delay": 2.0}, TimedOut),
    ],
)
async def test_errors_have_their_names_and_no_token(
    emulator: Emulator, fault: dict[str, float], error: type[TelegramError]
):
    """Whatever goes wrong, a log of it can be published."""
    ana = emulator.private(emulator.person("Ana"), started=True)
    emulator.fail("sendMessage", **fault)
    async with a_bot(emulator, read_timeout=0.2) as bot:
        with pytest.raises(error) as caught:
            await bot.send_message(ana.id, "hola")
    assert emulator.token not in "".join(traceback.format_exception(caught.value))


async def test_nobody_there_is_told_apart_from_a_lost_answer(emulator: Emulator):
    """What never left can be sent again without harm."""
    await emulator.goes_down()
    bot = a_bot(emulator)
    await bot.request.initialize()
    with pytest.raises(NotSent) as caught:
        await bot.get_me()
    await bot.request.shutdown()
    assert emulator.token not in "".join(traceback.format_exception(caught.value))


async def test_a_closed_wire_can_be_opened_again(emulator: Emulator):
    """Opening and closing twice is harmless; in between it says that it is closed."""
    bot = a_bot(emulator)
    for _ in range(2):
        await bot.initialize()
        await bot.initialize()
        await bot.shutdown()
        await bot.shutdown()
    with pytest.raises(NotSent):
        await bot.get_me()


async def test_the_environments_proxy_is_used(emulator: Emulator, monkeypatch: pytest.MonkeyPatch):
    """Behind a company's proxy, Telegram is asked through it."""
    monkeypatch.setenv("http_proxy", emulator.url)
    request = AiohttpRequest()
    bot = Bot(emulator.token, base_url="http://telegram.invalid/bot", request=request, get_updates_request=request)
    async with bot:
        assert bot.username == "RepasoBot"


async def test_hosts_that_need_no_proxy_are_asked_directly(emulator: Emulator, monkeypatch: pytest.MonkeyPatch):
    """`no_proxy` is obeyed: a local Bot API server stays local."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with a_bot(emulator) as bot:
        assert bot.username == "RepasoBot"
