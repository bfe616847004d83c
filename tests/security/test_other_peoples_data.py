"""Buttons and commands with other people's numbers: nothing of Ana's is changed or told by anybody else."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import islice, product
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from sqlalchemy import select

from bot.bank.upload import read_upload
from bot.domain.actions import Action
from bot.domain.buttons import _LETTERS, VERSION
from bot.domain.conversation import Attached, LearnerId, Line, Platform, Reply, Sender, Span
from bot.store.belongings import owner, rows_of, tables_of_learners
from tests.study.town import Room, Town, copied, opened, plain

ANA = LearnerId(1)
HER, LUIS = Sender(1001, "Ana", "es-ES"), Sender(1002, "Luis", "es")
SECRET = "arcano"
"""A word that only stands in what is Ana's."""
DECK = (
    f"# {SECRET}\n\n## ¿Qué {SECRET}?\n\nEl {SECRET} uno.\n\n## ¿Cuál {SECRET}?\n- [x] {SECRET} a\n- [ ] {SECRET} b\n"
)
NUMBERS = (0, 1, 2, 3, 4, 9, 10**6)
WORDS = ("", "1", "2", "json", "csv", "typo", "0900", "es", "streak", "week", "picture", "1_1", "Europe/Madrid")
MOST_OF_AN_ACTION = 24


@pytest.fixture(scope="module")
def lived_file(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ana has done all that can be done: a deck, answers, a round, a schedule, a report, a code; Luis little."""
    file = copied(template, tmp_path_factory.mktemp("lived"))
    with opened(file) as town:
        _anas_life(town)
        for where in (town.private(LUIS), town.group("Otro", -200)):
            where.says(LUIS, "/start")
            where.says(LUIS, "/quiz redes")
    return file


def _anas_life(town: Town) -> None:
    room, group = town.private(HER), town.group(f"Grupo {SECRET}", -100)
    room.says(HER, "/start")
    town.hears(room, HER, Attached(f"{SECRET}.md", "id", 10), at=None, message=900)
    town.hears(room, HER, read_upload(f"{SECRET}.md", DECK.encode(), default_language="es"), at=None, message=901)
    for said in (
        "/daily 09:00",
        "/quiz sql",
        f"la {SECRET}",
        "/report",
        "/quiz 3",
        "/link",
        "/pause 3 days",
        "/resume",
    ):
        room.says(HER, said)
    group.says(HER, "/daily 20:00")
    group.says(HER, "/quiz redes")
    group.says(HER, f"{SECRET} en el grupo", reply_to=group.last)


@pytest.fixture
def lived(lived_file: Path, tmp_path: Path) -> Iterator[Town]:
    """The town afterwards."""
    with opened(copied(lived_file, tmp_path)) as town:
        for room in (town.private(HER), *attackers(town), town.group(f"Grupo {SECRET}", -100)):
            room.adds((Line((Span("…"),)),), ())
        yield town


def of_ana(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that are hers, and those of her group and of its questions."""
    with town.engine.connect() as db:
        who = owner(db, ANA)
        rows = {
            table.name: sorted(map(tuple, db.execute(select(table).where(rows_of(table, who)))), key=repr)
            for table in tables_of_learners()
            if table.name != "handled"
        }
    group = town.ask("SELECT * FROM chats WHERE chat = -100")
    hers = town.ask("SELECT * FROM deliveries WHERE chat_id IN (SELECT id FROM chats WHERE chat = -100)")
    return rows | {"group": group, "asked there": hers}


def told(reply: Reply) -> str:
    """Everything that anybody reads of a reply."""
    bodies = [*(say.body for say in reply.says), *(edit.body or () for edit in reply.edits)]
    rows = [*(say.buttons for say in reply.says), *(edit.buttons for edit in reply.edits)]
    labels = [button.label for some in rows for row in some for button in row]
    return "\n".join((*map(plain, bodies), *labels, reply.notice))


def codes_of(letters: str, action: type[Action]) -> Iterator[str]:
    """Codes of an action with all that somebody may guess."""
    kinds = get_type_hints(action)
    values = [tuple(map(str, NUMBERS)) if kinds[one.name] is not str else WORDS for one in fields(action)]
    return (":".join((VERSION + letters, *some)) for some in islice(product(*values), MOST_OF_AN_ACTION))


def attackers(town: Town) -> list[Room]:
    """Where Luis presses: in private, and in another group."""
    return [town.private(LUIS), town.group("Otro", -200)]


@pytest.mark.parametrize("letters", _LETTERS)
def test_every_button_with_other_peoples_numbers(lived: Town, letters: str):
    """Whatever number a forged button names, Ana's rows stay as they are, and no word of hers is shown."""
    before = of_ana(lived)
    for room in attackers(lived):
        for code in codes_of(letters, _LETTERS[letters]):
            assert SECRET not in told(room.forges(LUIS, code)).lower(), code
    assert of_ana(lived) == before


COMMANDS = [
    "/decks",
    "/mydata",
    "/reports",
    "/synonyms",
    "/repair 1001 2026-11-20 x",
    "/repair Ana 2026-11-20 x",
    "/top",
]
COMMANDS += ["/stats", "/stats group", "/mistakes", "/streak why", "/unlink", "/report", "/doctor", f"/quiz {SECRET}"]
COMMANDS += [
    "/start q_1",
    "/start f_1",
    "/start r_1",
    "/start d_1",
    "/topics",
    f"/topics {SECRET}",
    "/settings",
    "/call",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_somebody_else(lived: Town, command: str):
    """Nothing of Ana's is in what Luis hears; her group's board is for its members. A word he typed may come back."""
    before = of_ana(lived)
    for room in attackers(lived):
        heard = told(room.says(LUIS, command)).lower()
        assert SECRET not in heard.replace(command.partition(" ")[2].lower() or "\0", "")
    assert of_ana(lived) == before


def test_what_the_attacks_are_after(lived: Town):
    """Ana herself gets at all of it with the same buttons, so that the tests above could fail."""
    room = lived.private(HER)
    assert room.forges(HER, "1ue:1:json").says[0].document
    assert room.forges(HER, "1ua:1").says[0].delivery
    assert SECRET in told(room.says(HER, "/decks"))
    assert SECRET in told(lived.group("", -100).says(HER, "/top"))
    assert all(of_ana(lived)[name] for name in ("answers", "uploads", "rounds", "link_codes"))


def test_the_deck_of_another_by_its_number(lived: Town):
    """No file of it leaves, and no question of it comes."""
    room = lived.private(LUIS)
    for code in ("1ue:1:json", "1ua:1", "1uo:1", "1ux:1:1"):
        reply = room.forges(LUIS, code)
        assert not any(say.document or say.delivery for say in reply.says)


def test_the_same_number_on_another_platform_is_somebody_else(lived: Town):
    """An account is a number on a platform: who has Ana's number on Discord is not Ana."""
    room = lived.private(HER, Platform.DISCORD)
    room.says(HER, "/start")
    room.says(HER, "/decks")
    assert SECRET not in room.last.text
    document = room.says(HER, "/mydata").says[0].document
    assert document is not None
    assert document.id != ANA
