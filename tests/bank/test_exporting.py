"""Questions leave as files: their names, what is chosen, and the JSON."""

import json
from dataclasses import replace

import pytest

from bot.bank import report
from bot.bank.exporting import NoQuestions, UnknownFormat, chosen, export
from bot.domain.question import Bank
from tests.bank.exported_samples import ALL, OPEN, SHORT, nasty


@pytest.mark.parametrize(
    ("kind", "filename"),
    [("anki", "repaso.apkg"), ("csv", "repaso.csv"), ("gift", "repaso.gift"), ("json", "repaso.json")],
)
def test_every_format_has_its_ending(kind: str, filename: str):
    """By which the other program knows the file."""
    assert export(ALL, kind, name="repaso").filename == filename


@pytest.mark.parametrize(
    ("name", "filename"),
    [
        ("Mi mazo de Ana", "Mi-mazo-de-Ana.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("ñandú 🦆", "ñandú.csv"),
        ("🦆", "repaso.csv"),
        ("", "repaso.csv"),
        (".", "repaso.csv"),
        ("a\0b\nc", "a-b-c.csv"),
        ("x" * 500, "x" * 60 + ".csv"),
    ],
)
def test_a_name_becomes_a_file_name(name: str, filename: str):
    """Whatever a learner calls a deck, the file stays in its folder."""
    assert export([OPEN], "csv", name=name).filename == filename


def test_json_is_what_the_check_prints():
    """One object for both, so that a program reads either."""
    found = json.loads(export([OPEN, nasty(SHORT)], "json", name="x").data)
    assert found == json.loads(json.dumps(report.as_json(Bank(2, (OPEN, nasty(SHORT))))))


@pytest.mark.parametrize("kind", ["anki", "csv", "gift", "json"])
def test_broken_characters_do_not_stop_an_export(kind: str):
    """Half a surrogate pair cannot be written as UTF-8."""
    assert export([replace(OPEN, question="a\ud800?", deck="\ud800", tags=("\ud800",))], kind, name="\ud800").data


@pytest.mark.parametrize("kind", ["anki", "csv", "gift", "json"])
def test_no_questions_make_an_empty_file(kind: str):
    """An empty deck is no fault here."""
    assert export([], kind, name="x").data is not None


def test_an_unknown_format_is_named():
    with pytest.raises(UnknownFormat, match='There is no format "xml"; there are anki, csv'):
        export([], "xml", name="x")


def test_a_language_and_a_deck_choose():
    """A language chooses its regions too, and a deck those below it, but not those that only begin alike."""
    mexican = replace(SHORT, language="es-MX")
    other = replace(OPEN, deck="schoolyard")
    assert chosen([OPEN, SHORT, mexican], language="es") == [SHORT, mexican]
    assert chosen([OPEN, other], deck="school") == [OPEN]
    assert chosen([OPEN, other], deck="School::math/") == [OPEN]
    assert chosen([OPEN, other]) == [OPEN, other]


def test_when_nothing_is_left_that_is_said():
    with pytest.raises(NoQuestions, match='There are no questions of language "fr" and deck "x" to'):
        chosen([OPEN], language="fr", deck="x")
