"""What somebody is called or writes, on other people's screens: it rings nobody's telephone and is no markup."""

import pytest
from telegram import MessageEntity

from bot.chats.discord import rendering as discord_rendering
from bot.chats.telegram import rendering as telegram_rendering
from bot.domain.conversation import Body, Passage, Reply, Sender
from tests.chats.discord_edge.reader import read
from tests.chats.discord_edge.test_discord_rendering import FORBIDDEN
from tests.study.town import ADMIN, Town

NAMES = ["@everyone", "<@1234>", "<@&1>", "[x](tg://user?id=1)", "**a** `b`", "<b>a</b>", "@repaso_bot /start", "# a"]
NAMES += ["{n}", "%s", "a\nb", "\u202egnitset", "https://evil.example", "||a||", "> a", "discord.gg/abc"]
OWN_LOOKS = {MessageEntity.BOLD, MessageEntity.ITALIC, MessageEntity.CODE, MessageEntity.BLOCKQUOTE}


def bodies(reply: Reply) -> list[Body]:
    """All that is shown of a reply."""
    return [*(say.body for say in reply.says), *(edit.body for edit in reply.edits if edit.body)]


def check(body: Body) -> None:
    """On Telegram only our own sentences have looks, and on Discord nothing is a mention or an embed."""
    for message in telegram_rendering.render(body):
        assert {entity.type for entity in message.entities} <= OWN_LOOKS
    for text in discord_rendering.render(body):
        assert {look for look, *_ in read(text).looks}.isdisjoint(FORBIDDEN | {"link"})


@pytest.mark.parametrize("name", NAMES)
def test_a_name_on_the_board_of_a_group(town: Town, name: str):
    """The board, the counts and the streak of the group, with a member who is called like that."""
    group, who = town.group(name), Sender(1, name)
    group.says(who, "/quiz sql")
    group.says(who, "filas", reply_to=group.last)
    for command in ("/top", "/streak", "/stats", "/settings", "/daily"):
        for body in bodies(group.says(who, command)):
            check(body)


@pytest.mark.parametrize("words", NAMES)
def test_words_that_reach_an_admin(town: Town, words: str):
    """The words of a report stand as they were written."""
    host, who = Sender(ADMIN, "Marta", "en"), Sender(1, words)
    town.private(host).says(host, "/start")
    room = town.private(who)
    room.says(who, "/quiz sql")
    reply = room.says(who, f"/report {words}")
    assert any(say.to for say in reply.says)
    for say in reply.says:
        check(tuple(part for part in say.body if not isinstance(part, Passage)))


@pytest.mark.parametrize("word", ["/timezone", "/quiz", "/pause", "/language", "/stats", "/daily", "/topics"])
@pytest.mark.parametrize("words", NAMES)
def test_what_is_not_understood_comes_back_as_it_was_typed(town: Town, words: str, word: str):
    """In a sentence, and as no part of it."""
    who = Sender(1, "Ana", "es")
    for body in bodies(town.private(who).says(who, f"{word} {words}")):
        check(tuple(part for part in body if not isinstance(part, Passage)))


@pytest.mark.parametrize("address", ["tg://user?id=1", "TG://USER?id=1"])
def test_a_note_that_links_to_a_person(address: str):
    """On Telegram such a link is a mention, so that of a note only its words are shown; others open."""
    [message] = telegram_rendering.render((Passage(f"[Ana]({address}) [b](https://x.y)"),))
    assert (message.text, [entity.url for entity in message.entities]) == ("Ana b", ["https://x.y"])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:/etc/passwd", "ftp://x.y/z"])
def test_a_note_that_links_to_what_is_no_page(address: str):
    """Nothing of it can be pressed, on either platform."""
    body = (Passage(f"[a]({address})"),)
    assert [message.entities for message in telegram_rendering.render(body)] == [()]
    assert [read(text).looks for text in discord_rendering.render(body)] == [[]]
