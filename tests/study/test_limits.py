"""What costs the host something, each learner may have only so often: told in one sentence, with when there is more."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bank.upload import read_upload
from bot.domain.actions import ExportDeck, MyData
from bot.domain.allowances import DAY, HOUR, USUAL, Allowance, Costly
from bot.domain.conversation import Attached, Reply, Sender, Upload
from bot.study.limits import _ENOUGH
from tests.study.town import HOST, MONDAY, Room, Town, copied, opened, said

NOTE = b"# Rivers\n\n## Which river flows through Seville?\n\nThe Guadalquivir.\n"
TWO = replace(
    HOST,
    allowances={
        **USUAL,
        Costly.UPLOAD: Allowance(2, DAY),
        Costly.EXPORT: Allowance(2, HOUR),
        Costly.MY_DATA: Allowance(2, DAY),
    },
)
"""A host who is sparing, so that the tests are short."""


@pytest.fixture
def town(template: Path, tmp_path: Path):
    """A town with that host."""
    with opened(copied(template, tmp_path), MONDAY, TWO) as town:
        yield town


def sends(town: Town, room: Room, who: Sender, name: str = "rivers.md") -> Reply:
    """Somebody sends a file."""
    return town.hears(room, who, Attached(name, "file-id", len(NOTE)), at=None, message=70)


def a_deck(town: Town, room: Room, who: Sender) -> None:
    """Somebody has a deck."""
    found: Upload = read_upload("rivers.md", NOTE, default_language="en")
    town.hears(room, who, found, at=None, message=71)


def test_file_after_file(town: Town, ana: Sender):
    """The third of a day is not fetched: a sentence says when the next one may come."""
    room = town.private(ana)
    assert [bool(sends(town, room, ana).fetch) for _ in range(2)] == [True, True]
    third = sends(town, room, ana)
    assert third.fetch is None
    assert said(third) == [
        "Llevas 2 archivos en un día, y más no puedo leerte. Mándame el siguiente el martes 24 a las 10:12."
    ]


def test_in_english(town: Town, mary: Sender):
    """The same, with the same moment."""
    room = town.private(mary)
    for _ in range(2):
        sends(town, room, mary)
    assert said(sends(town, room, mary)) == [
        "That is 2 files within a day, all that I can read for you. Send me the next one on Tuesday 24 at 10:12."
    ]


def test_the_limit_of_one_is_not_that_of_another(town: Town, ana: Sender, luis: Sender):
    """Ana has had hers, and Luis's files are read."""
    for _ in range(3):
        sends(town, town.private(ana), ana)
    assert sends(town, town.private(luis), luis).fetch


def test_a_day_later(town: Town, ana: Sender):
    """It begins anew, with all of it."""
    room = town.private(ana)
    for _ in range(3):
        sends(town, room, ana)
    town.later(hours=23, minutes=59)
    assert sends(town, room, ana).fetch is None
    town.later(minutes=1)
    assert [bool(sends(town, room, ana).fetch) for _ in range(3)] == [True, True, False]


def test_what_is_too_large_costs_nothing(town: Town, ana: Sender):
    """It is refused before it is fetched, and leaves the number as it is."""
    room = town.private(ana)
    for _ in range(5):
        town.hears(room, ana, Attached("big.zip", "file-id", 10**9), at=None, message=70)
    assert sends(town, room, ana).fetch


def test_the_same_update_twice_counts_once(town: Town, ana: Sender):
    """As after a crash."""
    room = town.private(ana)
    sends(town, room, ana)
    again = town.handled[-1]
    for _ in range(5):
        town.again(again)
    assert sends(town, room, ana).fetch


def test_a_restart_forgets_nothing(template: Path, tmp_path: Path, ana: Sender):
    """What was spent stands in the database."""
    file = copied(template, tmp_path)
    for number in range(2):
        with opened(file, MONDAY, TWO) as town:
            sends(town, town.private(ana), ana, f"{number}.md")
    with opened(file, MONDAY, TWO) as town:
        assert sends(town, town.private(ana), ana).fetch is None


def test_a_deck_sent_back_again_and_again(town: Town, ana: Sender):
    """Two within the hour; the time is told without the day when it is today."""
    room = town.private(ana)
    a_deck(town, room, ana)
    assert [bool(room.forges(ana, ExportDeck(1, "csv")).says[0].document) for _ in range(3)] == [True, True, False]
    assert room.last.text == "Llevas 2 archivos en una hora, y más no puedo hacerte. Vuelve a pulsar a las 11:12."
    town.later(hours=1)
    assert room.forges(ana, ExportDeck(1, "csv")).says[0].document


def test_ones_data_again_and_again(town: Town, ana: Sender):
    """By the command and by the button, in private; a link in a group costs nothing."""
    room, group = town.private(ana), town.group("IA")
    room.says(ana, "/start")
    for _ in range(5):
        group.says(ana, "/mydata")
    assert room.says(ana, "/mydata").says[0].document
    assert room.forges(ana, MyData()).says[0].document
    assert said(room.says(ana, "/mydata")) == [
        "Ya has recibido tus datos 2 veces en un día. Puedo mandártelos otra vez el martes 24 a las 10:12."
    ]


def test_by_the_clock_of_the_learner(town: Town, ana: Sender):
    """Who lives elsewhere is told their own hour."""
    room = town.private(ana)
    room.says(ana, "/timezone America/Bogota")
    for _ in range(2):
        sends(town, room, ana)
    assert said(sends(town, room, ana))[0].endswith("Mándame el siguiente el martes 24 a las 04:12.")


def test_every_limit_has_its_sentence(town: Town):
    """A new one is not forgotten."""
    assert set(_ENOUGH) == set(Costly) == set(USUAL)
