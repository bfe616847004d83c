"""What the platforms are called."""

from collections.abc import Mapping

from bot.domain.conversation import Platform
from bot.texts import messages as m
from bot.texts.messages import Message

PLATFORMS: Mapping[Platform, Message] = {
    Platform.TELEGRAM: m.PLATFORM_TELEGRAM,
    Platform.DISCORD: m.PLATFORM_DISCORD,
    Platform.TERMINAL: m.PLATFORM_TERMINAL,
}
