"""Rows of buttons → Telegram's inline keyboard."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.actions import OpenPrivately
from bot.domain.buttons import encode
from bot.domain.conversation import Button, Rows


def keyboard(rows: Rows, username: str) -> InlineKeyboardMarkup | None:
    """None without buttons: on an edit this takes the old ones away."""
    shown = [[_button(button, username) for button in row] for row in rows if row]
    return InlineKeyboardMarkup(shown) if shown else None


def _button(button: Button, username: str) -> InlineKeyboardButton:
    # What may be shown where it was pressed comes to us, and we decide; a link would always lead away.
    if isinstance(button.action, OpenPrivately) and not button.action.may_stay:
        return InlineKeyboardButton(button.label, url=deep_link(username, button.action.payload))
    return InlineKeyboardButton(button.label, callback_data=encode(button.action))


def deep_link(username: str, payload: str) -> str:
    """The link that opens the private chat with the bot; the payload comes back as the argument of /start."""
    return f"https://t.me/{username}?start={payload}"
