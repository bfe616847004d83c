"""A Telegram to test against: the Bot API on a local port, with people who write, press and block.

    async with Emulator() as emulator:          # a bot connects to emulator.url with emulator.token
        ana = emulator.person("Ana", language="es")
        chat = emulator.private(ana)
        await chat.says(ana, "/start")
        message = await chat.next_message()
        await chat.press(ana, message, "09:00")

It keeps Telegram's promises and its refusals: offsets acknowledge, two pollers conflict, texts and buttons have
limits, messages that are gone cannot be edited. Every wait has an end. It may run in another process than the bot.
"""

from tests.emulator.errors import ApiError
from tests.emulator.faults import Call
from tests.emulator.people import Message, Person, Press
from tests.emulator.server import Emulator
from tests.emulator.world import Chat, PrivateChat

__all__ = ["ApiError", "Call", "Chat", "Emulator", "Message", "Person", "Press", "PrivateChat"]
