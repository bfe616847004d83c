"""Commands in what the bot says become something to press."""

import pytest

from bot.chats.discord.command_mentions import CommandMentions
from bot.chats.discord.rendering import LONGEST
from bot.domain.conversation import Body, Line, Passage, Span, Style

NUMBER = 2**63


def said(body: Body) -> list[str]:
    """The messages of a bot whose /streak and /top have a number."""
    mentions = CommandMentions()
    mentions.numbers = {"streak": NUMBER, "top": NUMBER}
    return mentions.render(body)


def test_a_command_in_a_sentence() -> None:
    """It is pressed where it stands; what the bot does not know, paths and notes stay words."""
    body = (Line((Span("*1* /streak, /other, a/top/b"),)), Passage("/top **x**"))
    assert said(body) == [rf"\*1\* </streak:{NUMBER}>, /other, a/top/b" + "\n/top **x**"]


def test_a_command_in_code() -> None:
    """It leaves the code, and what is typed behind it stays there."""
    assert said((Line((Span("/top week", Style.CODE), Span(" · "), Span("/other 1", Style.CODE))),)) == [
        f"</top:{NUMBER}> `week` · `/other 1`"
    ]


@pytest.mark.parametrize("word", ["/top ", "\ue000top\ue001 "])
@pytest.mark.parametrize("count", [30, 33, 34, 1_000])
def test_more_commands_than_anybody_needs(word: str, count: int) -> None:
    """However many somebody writes, and with whatever signs, no message is too long."""
    for body in ((Line((Span(word * count),)),), (Passage(word * count), Line((Span("/top"),)))):
        texts = said(body)
        assert all(0 < len(text) <= LONGEST for text in texts)
        assert sum(text.count("top") for text in texts) >= count
