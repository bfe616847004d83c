"""Slash commands: one for each entry of the command table, in servers and in direct messages."""

import re

import discord
import pytest

from bot.study import commands
from bot.study.command_words import NAMES, OPTIONS
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES
from bot.texts.sentences import Sentences
from tests.chats.discord_edge.server import Program, labels, press

OFFERED = [entry for entry in commands.TABLE if entry.offered_in]


def registered(program: Program) -> dict[str, dict]:
    """What Discord was told of the commands, by their English names."""
    (told,) = [one.json for one in program.env.http_requests if one.method == "PUT" and "commands" in one.path]
    return {command["name"]: command for command in told}


async def test_the_commands_are_made_from_the_table(program: Program):
    """Each that a menu offers, with a name and a description in both languages, for servers and direct messages."""
    told = registered(program)
    assert set(told) == {entry.name for entry in OFFERED}
    quiz = told["quiz"]
    assert {language: quiz["name_localizations"][language] for language in ("es-ES", "es-419", "en-GB")} == {
        "es-ES": "pregunta",
        "es-419": "pregunta",
        "en-GB": "quiz",
    }
    assert quiz["description_localizations"]["es-ES"] != quiz["description"]
    assert [(option["name"], option["type"]) for option in quiz["options"]] == [("topic", 3), ("count", 4)]
    assert quiz["contexts"] == [0, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_sentence_tells_to_type_can_be_typed(language: str):
    """A command with something behind it has a place for that; each has a name of its own in Spanish, or needs none."""
    say = Sentences(language)
    texts = [say.text(one) for one in vars(m).values() if isinstance(one, m.Message) and "{" not in one.text]
    told = {name for text in texts for name in re.findall(r"(?:`|; )/([a-z]+) [\w@]", text)}
    assert {entry.name for entry in OFFERED if entry.name in told} <= set(OPTIONS)
    assert {entry.name for entry in OFFERED} == set(NAMES)


async def test_what_changes_a_server_is_for_those_who_manage_it(program: Program):
    """Discord offers it to nobody else, and the bot looks again."""
    told = registered(program)
    manage = discord.Permissions(manage_guild=True).value
    admins = {name for name, command in told.items() if command["default_member_permissions"] == manage}
    assert admins == {entry.name for entry in OFFERED if entry.changes_chat}
    settings = await program.ana.slash(program.channel, "settings")
    assert settings.ephemeral
    await press(program.ana, settings.response, "Language")
    result = await press(program.ana, settings.response, "Español")
    assert [one.content for one in result.followups] == ["Only the admins of this group can change that."]


@pytest.mark.parametrize("name", sorted(entry.name for entry in OFFERED))
async def test_every_command_answers_in_a_server(program: Program, name: str):
    """To whoever may send it; nothing keeps thinking, and nothing is raised."""
    role = program.guild.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    boss = program.guild.add_member(program.env.create_user("boss"), roles=[role])
    before = len(program.channel.history())
    result = await boss.slash(program.channel, name)
    said = [*([result.response] if result.response else []), *result.followups]
    assert said or len(program.channel.history()) > before
    assert not any(one.flags.loading for one in said)


@pytest.mark.parametrize("name", sorted(entry.name for entry in OFFERED))
async def test_every_command_answers_in_direct_messages(program: Program, name: str):
    """Nothing keeps thinking there, either."""
    result = await program.ana_user.slash(name)
    assert program.dm.author == program.edge.client.user
    assert not result.response or not result.response.flags.loading


async def test_a_command_of_the_private_chat_in_a_server(program: Program):
    """Its answer is the presser's alone, and so is what its buttons say."""
    result = await program.ana.slash(program.channel, "decks")
    assert result.ephemeral
    assert result.response.content
    assert len(program.channel.history()) == 0


async def test_a_board_is_for_everybody(program: Program):
    """It stands in the channel, and its buttons change it."""
    await press(program.ana, await program.asks(), "Show answer")
    result = await program.ana.slash(program.channel, "top")
    assert not result.ephemeral
    board = program.channel.last_message
    assert labels(board)
    await press(program.ana, board, labels(board)[-1])
    assert program.channel.last_message.id == board.id


async def test_a_picture_is_sent(program: Program):
    """The year's picture comes as a file."""
    await program.ana_user.slash("quiz", topic="Machine learning")
    await program.ana_user.send_dm("dropout")
    await program.ana_user.slash("stats")
    await press(program.ana_user, program.dm, "Picture")
    assert [file.filename for file in program.dm.attachments] == ["repaso.png"]


async def test_what_the_bot_has_of_somebody_is_sent_to_them_alone(program: Program):
    """A file comes as the answer to a command in a server, too, and nobody else sees it."""
    await press(program.ana, await program.asks(), "Show answer")
    result = await program.ana.slash(program.channel, "mydata")
    assert result.ephemeral
    assert [file.filename.rpartition(".")[2] for file in result.response.attachments] == ["json"]


async def test_notes_that_somebody_sends_become_a_deck(program: Program):
    """A file in direct messages is fetched and read, and its questions are asked from then on."""
    await program.ana_user.send_dm("/start")
    notes = "# Redes\n\n## ¿Qué hace un router?\n\nLleva paquetes de una red a otra.\n"
    file = program.env.backend.store_attachments(program.ana_user.dm_channel.id, [("redes.md", notes.encode())])
    await program.ana_user.send_dm("", attachments=file)
    assert program.ask("SELECT name FROM uploads") == [("redes.md",)]
    assert "redes" in program.dm.content


async def test_topics_are_offered_while_they_are_typed(program: Program):
    """Those that begin so stand before those that have it somewhere; nobody becomes known by it."""
    found = await program.ana.autocomplete(program.channel, "quiz", "topic", "mach")
    assert [one["value"] for one in found][:1] == ["Machine learning"]
    assert program.ask("SELECT count(*) FROM learners") == [(0,)]


async def test_decks_are_offered_too(program: Program):
    """A deck stands among them, and asking for it asks one of its questions."""
    assert [one["value"] for one in await program.ana.autocomplete(program.channel, "quiz", "topic", "interv")] == [
        "interview"
    ]
    await program.ana.slash(program.channel, "quiz", topic="interview")
    assert labels(program.channel.last_message)


async def test_a_question_of_a_topic(program: Program):
    """What is typed behind a command reaches it in order."""
    await program.ana.slash(program.channel, "quiz", topic="Machine learning")
    assert "overfitting" in program.channel.last_message.content
    result = await program.ana.slash(program.channel, "quiz", topic="Machine learning", count=3)
    assert labels(result.response) == ["▶ Start in private"]
    begun = await press(program.ana, result.response, "Start in private")
    assert begun.followups[-1].ephemeral
    assert "1/" in begun.followups[-1].content


async def test_a_command_behind_the_bots_name(program: Program):
    """Whoever types it gets the same; other talk in the channel is none of the bot's business."""
    await program.ana.send(program.channel, f"<@{program.edge.client.user.id}> /quiz")
    assert program.channel.last_message.author == program.edge.client.user
    before = len(program.channel.history())
    await program.ana.send(program.channel, "good morning")
    assert len(program.channel.history()) == before + 1


async def test_a_command_written_by_its_spanish_name(program: Program):
    """In direct messages it may be typed as Discord shows it, with its accents."""
    await program.ana_user.send_dm("/pregunta sql")
    assert "WHERE" in program.dm.content
    await program.ana_user.send_dm("/estadísticas")
    assert program.ask("SELECT count(*) FROM answers") == [(0,)]
