"""Discord waits three seconds for the first answer to an interaction: it comes before anything asks the database."""

import asyncio

import pytest

from tests.chats.discord_edge.server import Program, busy, press


def acknowledged(program: Program) -> list[int]:
    """The kinds of first answers that Discord got so far."""
    return [one.json["type"] for one in program.env.http_requests if one.path.endswith("/callback")]


async def until(program: Program, count: int) -> None:
    """So many first answers have come."""
    for _ in range(200):
        if len(acknowledged(program)) >= count:
            return
        await asyncio.sleep(0)
    raise AssertionError("Discord got no answer")


@pytest.mark.parametrize(("what", "kind"), [("press", 6), ("command", 5)])
async def test_while_the_database_is_busy(program: Program, what: str, kind: int):
    """A press and a command are acknowledged at once, and answered when it is free."""
    question = await program.asks()
    before = len(acknowledged(program))
    with busy(program.desk):
        doing = press(program.ana, question, "Show answer") if what == "press" else slash(program)
        task = asyncio.create_task(doing)
        await until(program, before + 1)
        assert acknowledged(program)[-1] == kind
    result = await task
    assert result.followups or result.response


async def test_a_window_needs_no_database(program: Program):
    """It opens while nothing else is done."""
    question = await program.asks()
    before = len(acknowledged(program))
    with busy(program.desk):
        task = asyncio.create_task(press(program.ana, question, "Answer in private"))
        await until(program, before + 1)
        assert acknowledged(program)[-1] == 9
    await task


async def slash(program: Program) -> object:
    return await program.ana.slash(program.channel, "streak")
