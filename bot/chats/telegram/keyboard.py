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
    if isinstance(button.action, OpenPrivately):
        return InlineKeyboardButton(button.label, url=f"https://t.me/{username}?start={button.action.payload}")
    return InlineKeyboardButton(button.label, callback_data=encode(button.action))
