"""What Telegram refuses: texts, entities and keyboards that break its limits."""

import re
import struct
from typing import Any

from tests.emulator.errors import bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100
LARGEST_PHOTO = 10_000_000
WIDEST_PHOTO = 10_000
"""Width and height together."""
LONGEST_SIDES = 20
"""How many times longer one side may be than the other."""
LARGEST_SHOWN = 1280
MOST_BUTTONS = 100
_PNG = b"\x89PNG\r\n\x1a\n"
_URL = re.compile(r"(https?|tg)://\S+")


def length(text: str) -> int:
    """In UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str, entities: list[dict[str, Any]]) -> None:
    """Raises what sendMessage would answer."""
    if not text.strip():
        raise bad_request("message text is empty")
    if length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    check_entities(text, entities)


def check_caption(text: str, entities: list[dict[str, Any]]) -> None:
    """Raises what sendPhoto would answer."""
    if length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    check_entities(text, entities)


def photo_size(data: bytes) -> tuple[int, int]:
    """The width and height that Telegram shows a photo with, scaled down to 1280. Raises what sendPhoto would answer.

    Only PNG is looked into; whatever else a test sends counts as 640 × 480.
    """
    if len(data) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        return 640, 480
    width, height = struct.unpack(">II", data[16:24])
    if width + height > WIDEST_PHOTO or max(width, height) > LONGEST_SIDES * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    scale = min(1.0, LARGEST_SHOWN / max(width, height))
    return round(width * scale), round(height * scale)


def check_entities(text: str, entities: list[dict[str, Any]]) -> None:
    """Every entity lies inside of the text and cuts no character in half."""
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if not 0 <= start < end <= length(text):
            raise bad_request(f"can't parse entities: entity at {start}..{end} lies outside of the text")
        if _in_a_character(text, start) or _in_a_character(text, end):
            raise bad_request("can't parse entities: entity begins or ends in a middle of a UTF-16 symbol")


def check_keyboard(markup: dict[str, Any] | None) -> None:
    """Buttons have a label and do exactly one thing, in 1–64 bytes."""
    buttons = [button for row in (markup or {}).get("inline_keyboard", []) for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text", "").strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "url" in button:
        if not _URL.fullmatch(button["url"]):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif not 1 <= len(button.get("callback_data", "").encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")


def _in_a_character(text: str, offset: int) -> bool:
    rest = text.encode("utf-16-le")[offset * 2 : offset * 2 + 2]
    return len(rest) == 2 and 0xDC <= rest[1] <= 0xDF
