"""The log as a host reads it: one update or one delivery found by its number, and nothing that anybody wrote."""

import re

import pytest

from tests.docs.fences import ROOT, fences
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.program import Program
from tests.journeys.test_pushes import asked, has_daily, madrid
from tests.logged import Log, loses

WRITTEN = "pues memoriza los datos y no generaliza"


def newest(repaso: Program) -> str:
    """The trail of the update that was sent last."""
    return f"telegram:{max(repaso.emulator.updates.all)}"


async def test_an_answer_and_its_question(repaso: Program, chat: PrivateChat, ana: Person, log: Log):
    """The question by its delivery from choosing to sending, the answer by its update until it was shown."""
    await has_daily(chat, ana, "09:00")
    repaso.clock.now = madrid(24, 9, 0)
    await repaso.pushes()
    question = await chat.next_message()
    assert log.said("delivery:1") == [
        "question 1 is chosen; it was due at 2026-11-24 08:00:00 UTC",
        f"it is sent as message {question.id}",
    ]
    assert {(line["chat"], line["learner"]) for line in log.of("delivery:1")} == {(chat.id, 1)}

    await chat.says(WRITTEN)
    await chat.next_message()
    await repaso.emulator.until(lambda: len(log.said(newest(repaso))) == 2, "the log says too little")
    assert log.said(newest(repaso)) == ["the text is handled: 1 messages, 1 edits", "the reply is shown"]
    assert {(line["chat"], line["learner"], line["delivery"]) for line in log.of(newest(repaso))} == {(chat.id, 1, 1)}
    assert_discreet(log, repaso.emulator)


async def test_an_answer_that_fails(repaso: Program, chat: PrivateChat, ana: Person, log: Log):
    """The line names the update, the chat and the learner."""
    await chat.says("/quiz")
    await chat.next_message()
    loses(repaso.desk, "answers")
    await chat.says(WRITTEN)
    await chat.next_message()
    (line,) = [one for one in log.of(newest(repaso)) if one["level"] == "ERROR"]
    assert (line["chat"], line["learner"]) == (chat.id, 1)
    assert "no such table: answers" in line["traceback"]
    assert_discreet(log, repaso.emulator)


async def test_a_question_that_telegram_refuses(repaso: Program, emulator: Emulator, ana: Person, log: Log):
    """The line names the delivery and the group."""
    group = emulator.group("IA 2026", [ana])
    group.role(ana, "creator")
    await has_daily(group, ana, "13:00")
    refusal = "Bad Request: not enough rights to send text messages"
    emulator.fail("sendMessage", group.id, status=400, description=refusal)
    repaso.clock.now = madrid(23, 13, 0)
    await repaso.pushes()
    assert asked(group) == []
    (line,) = [one for one in log.of("delivery:1") if one["level"] == "WARNING"]
    assert line["message"].startswith("the platform refuses the message: ")
    assert line["chat"] == group.id
    assert_discreet(log, emulator)


async def test_an_update_that_cannot_be_read(repaso: Program, emulator: Emulator, ana: Person, log: Log):
    """It is named by its number, and left out."""
    emulator.updates.add("message", {"message_id": WRITTEN, "chat": {"nonsense": WRITTEN}})
    await emulator.all_acknowledged()
    assert log.said(newest(repaso)) == [f"update {max(emulator.updates.all)} cannot be read and is left out"]
    assert_discreet(log, emulator)


PAGE = {one.options["log"]: one.text for one in fences(ROOT / "docs" / "hosting.md") if "log" in one.options}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.,]\d+(?:\+00:00)?")


@pytest.mark.parametrize(("log_format", "found"), [("console", r"\bdelivery:1\b"), ("json", r'"delivery": 1\b')])
@pytest.mark.usefixtures("restored_logging")
async def test_what_the_page_for_hosts_shows(
    repaso: Program, chat: PrivateChat, ana: Person, log_format: str, found: str
):
    """A question from its hour to its answer: but for the moments, the page has these very lines."""
    log = Log(log_format)
    await has_daily(chat, ana, "09:00")
    repaso.clock.now = madrid(24, 9, 0)
    await repaso.pushes()
    await chat.next_message()
    await chat.says(WRITTEN)
    await chat.next_message()
    await repaso.emulator.until(lambda: "reply is shown" in log.text.splitlines()[-1], "the log says too little")
    lines = [line for line in log.text.splitlines() if re.search(found, line)]
    _, *shown = PAGE[log_format].splitlines()
    assert [MOMENT.sub("…", line) for line in shown] == [MOMENT.sub("…", line) for line in lines], "\n".join(lines)


def assert_discreet(log: Log, emulator: Emulator) -> None:
    """Neither what was written nor the token stands in any line."""
    assert WRITTEN not in log.text
    assert "overfitting" not in log.text
    assert emulator.token not in log.text
