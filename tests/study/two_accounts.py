"""Ana, who is on Telegram and on Discord: how her accounts are linked and parted, and where she answers."""

import re

from bot.domain.conversation import Sender
from tests.study.town import Room

ANITA = Sender(555001, "anita", "es-ES")
"""Ana on Discord."""


def code_from(room: Room, who: Sender) -> str:
    room.says(who, "/link")
    return re.search(r"/link (\S{9})", room.last.text)[1]  # type: ignore[index]


def links(telegram: Room, ana: Sender, discord: Room) -> None:
    discord.says(ANITA, f"/link {code_from(telegram, ana)}")
    discord.presses(ANITA, "Sí, soy yo")


def parts(room: Room, who: Sender) -> None:
    room.says(who, "/unlink")
    room.presses(who, "Sí, sepáralas")


def answers(room: Room, who: Sender, topic: str = "sql") -> None:
    room.says(who, f"/quiz {topic}")
    room.says(who, "filas y grupos")
    room.presses(who, "✓ Sí")
