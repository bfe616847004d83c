"""Commands in what the bot says to a group."""

import pytest

from bot.chats.telegram.addressing import Addressing
from bot.domain.conversation import Line, Passage, Span, Style


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Press /settings.", "Press /settings@RepasoBot."),
        ("/daily 09:00 or /quiz", "/daily@RepasoBot 09:00 or /quiz@RepasoBot"),
        ("/quiz@OtherBot", "/quiz@OtherBot"),
        ("/unknown and/or /quizzes", "/unknown and/or /quizzes"),
        ("a path: ~/quiz/daily", "a path: ~/quiz/daily"),
    ],
)
def test_our_commands_carry_our_name(said: str, shown: str):
    """Other words with a slash do not."""
    addressing = Addressing(["quiz", "daily", "settings"])
    assert addressing.in_group((Line((Span(said, Style.CODE),)),), "RepasoBot") == (Line((Span(shown, Style.CODE),)),)


def test_notes_are_left_as_they_are():
    """They may speak of anything."""
    body = (Passage("Use /quiz"),)
    assert Addressing(["quiz"]).in_group(body, "RepasoBot") == body
