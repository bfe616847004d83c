"""Anki packages: opened and read again, since no Anki runs here."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from bot.bank.exporting import export
from bot.bank.exports.anki import deck_name
from bot.bank.exports.anki_look import FIELDS
from bot.domain.question import Kind, Question
from tests.bank.exported_samples import (
    ALL,
    CLOZE,
    HOSTILE,
    MULTIPLE,
    OPEN,
    SHORT,
    SINGLE,
    VERDICT,
    any_question,
    nasty,
)
from tests.bank.test_exporting_html import read as read_html

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class Note:
    """A note as it lies in the package."""

    id: int
    guid: str
    type: int
    changed: int
    tags: list[str]
    fields: dict[str, str]
    deck: str
    deck_id: int
    cards: int


@dataclass
class Package:
    notes: list[Note]
    types: dict[int, dict[str, Any]]
    decks: dict[int, str]


def opened(questions: Sequence[Question], *, name: str = "repaso", now: datetime = NOW) -> Package:
    data = export(questions, "anki", name=name, now=now).data
    with ZipFile(BytesIO(data)) as archive, _database(archive.read("collection.anki2")) as db:
        assert json.loads(archive.read("media")) == {}
        assert archive.testzip() is None
        models, decks = (json.loads(part) for part in db.execute("SELECT models, decks FROM col").fetchone())
        names = {int(number): deck["name"] for number, deck in decks.items()}
        return Package(list(_notes(db, names)), {int(number): model for number, model in models.items()}, names)


@contextmanager
def _database(data: bytes) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    try:
        db.deserialize(data)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        yield db
    finally:
        db.close()


def _notes(db: sqlite3.Connection, decks: dict[int, str]) -> Iterator[Note]:
    query = (
        "SELECT n.id, n.guid, n.mid, n.mod, n.tags, n.flds, min(c.did), count(c.id) "
        "FROM notes n JOIN cards c ON c.nid = n.id GROUP BY n.id ORDER BY n.id"
    )
    for number, guid, model, changed, tags, fields, deck, cards in db.execute(query):
        values = dict(zip(FIELDS, fields.split("\x1f"), strict=True))
        yield Note(number, guid, model, changed, tags.split(), values, decks[deck], deck, cards)


def note_of(question: Question) -> Note:
    (note,) = opened([question]).notes
    return note


# --- what a note holds -----------------------------------------------------------------------------


def test_an_open_question():
    """The question in front; the model answer, the key points and where it comes from behind."""
    note = note_of(OPEN)
    assert note.fields == {
        "Question": "<p>What does \\(\\frac&#123;1&#125;&#123;2&#125; x\\) mean?</p>",
        "Choices": "",
        "Hint": "<p>Think of <i>cake</i></p>",
        "Typed": "",
        "Answer": "<p>Half of <b>x</b>.</p><ul><li>a</li><li>b</li></ul>",
        "Key points": "<ul><li>half · 1/2</li><li>of x</li></ul>",
        "Source": "math.md:7",
    }
    assert (note.deck, note.cards) == ("school::math", 1)
    assert note.tags == ["algebra", "school::first_year", "difficulty::easy"]


def test_choices_keep_their_letters_on_the_back():
    note = note_of(SINGLE)
    assert note.fields["Choices"] == (
        '<ol type="A"><li><code>a&#123;b&#125;</code></li><li>the second</li><li>=third</li></ol>'
    )
    assert note.fields["Answer"] == '<ol type="A" class="correct"><li value="2">the second</li></ol><p>Because.</p>'
    assert re.findall(r'value="(\d)"', note_of(MULTIPLE).fields["Answer"]) == ["1", "2", "3"]


def test_a_verdict_has_no_letters():
    note = note_of(VERDICT)
    assert note.fields["Choices"] == "<ul><li>True</li><li>False</li></ul>"
    assert note.fields["Answer"] == "<p><b>False</b></p><p>Because.</p>"


def test_a_short_answer_is_typed():
    """Anki compares it with the first form."""
    assert note_of(SHORT).fields["Typed"] == "París"


def test_a_gap_hides_its_words():
    """All of a question's gaps on one card; a `::` inside would have been Anki's own hint."""
    package = opened([CLOZE])
    (note,) = package.notes
    assert note.fields["Question"] == (
        "<p>The {{c1::mitochondrion}} makes {{c1::std&#58;&#58;ATP}} <b>here</b> in <code>a ==b== c</code>.</p>"
    )
    assert (note.cards, package.types[note.type]["type"]) == (1, 1)


def test_a_gap_without_its_words_is_asked_as_it_stands():
    """A hint stands where the gap was, or there is no key point for it."""
    note = note_of(replace(CLOZE, question="The [organelle] makes ATP."))
    assert (note.fields["Question"], note.cards) == ("<p>The &#91;organelle&#93; makes ATP.</p>", 1)
    for points in ((), (("a",),), (("a",), ("\u200b",))):
        note = note_of(replace(CLOZE, key_points=points))
        assert note.fields["Question"].startswith("<p>The &#91;…&#93; makes")
        assert note.cards == 1


def test_decks():
    """Levels as Anki has them; what has no deck is in the bank's own, and case alone makes no other deck."""
    decks = [replace(OPEN, key=str(place), deck=deck) for place, deck in enumerate(["a/b", "A/B", "a::c", ""])]
    assert [note.deck for note in opened(decks, name="Mine").notes] == ["a::b", "a::b", "a::c", "Mine"]
    assert deck_name(' a "b" / / c\n') == "a 'b'::c"


def test_hostile_texts_stay_texts():
    """No tag of theirs, no cloze, no sound, no LaTeX."""
    for question, note in zip(ALL, opened([nasty(question) for question in ALL]).notes, strict=True):
        assert note.fields["Question"].count("{{c") == (0 if question.kind is not Kind.CLOZE else 2)
        for name, text in note.fields.items():
            assert not (name != "Question" and set("{}[]") & set(text))
            assert "<script" not in text


@given(st.lists(any_question(), min_size=1, max_size=3), HOSTILE)
def test_every_question_becomes_a_note_with_a_card(questions: list[Question], name: str):
    """Its HTML is ours, and nothing in it is Anki's but our own cloze marks."""
    package = opened(questions, name=name)
    assert len(package.notes) == len(questions)
    for note in package.notes:
        assert note.fields["Question"]
        for text in note.fields.values():
            bare = re.sub(r"\{\{c\d+::|\}\}", "", text) if package.types[note.type]["type"] else text
            assert not set("{}[]") & set(bare)


@given(HOSTILE)
def test_the_html_of_a_note_is_ours(text: str):
    """Also around cloze marks."""
    for kind in (Kind.OPEN, Kind.CLOZE):
        note = note_of(replace(nasty(OPEN), kind=kind, question=f"{text} x", answer=text, hint=text))
        for name in ("Hint", "Answer", "Key points"):
            read_html(note.fields[name])


# --- a second import -------------------------------------------------------------------------------


def test_a_second_import_updates():
    """Changed answers, renamed notes and moved decks are the same notes of the same type, only newer."""
    changed = [replace(one, answer="Now this.", file="renamed.md", line=99, hint="new", tags=()) for one in ALL]
    first, second = opened(ALL), opened(changed, now=NOW + timedelta(days=1))
    assert [note.guid for note in first.notes] == [note.guid for note in second.notes]
    assert [note.type for note in first.notes] == [note.type for note in second.notes]
    assert first.decks == second.decks
    assert [note.fields != other.fields for note, other in zip(first.notes, second.notes, strict=True)] == [True] * 6
    assert {other.changed - note.changed for note, other in zip(first.notes, second.notes, strict=True)} == {86400}
    for one, other in zip(first.types.values(), second.types.values(), strict=True):
        assert {**one, "mod": 0, "did": 0} == {**other, "mod": 0, "did": 0}


def test_another_place_in_the_bank_changes_nothing():
    """Fewer questions, in another order, under another name of the file."""
    first, second = opened(ALL), opened(ALL[::-2], name="other")
    guids = {note.fields["Source"] + note.fields["Question"]: note.guid for note in first.notes}
    assert all(guids[note.fields["Source"] + note.fields["Question"]] == note.guid for note in second.notes)


def test_languages_are_notes_of_their_own():
    """The same question in Spanish and in English; the bot's memory is one, Anki's are two."""
    notes = opened([OPEN, replace(OPEN, language="es")]).notes
    assert len({note.guid for note in notes}) == 2


def test_the_numbers_that_anki_must_know_again():
    """Written down here, for a change of any of them would double every deck out there."""
    package = opened(ALL)
    assert {number: model["name"] for number, model in package.types.items()} == TYPES
    assert {name: number for number, name in package.decks.items()} == DECKS
    assert [note.guid for note in package.notes] == GUIDS


def test_times_and_numbers_are_of_the_export():
    """Notes count up from the moment, in their order, and a package is the same for the same moment."""
    notes = opened(ALL).notes
    start = int(NOW.timestamp() * 1000)
    assert [start <= note.id < start + 1000 for note in notes] == [True] * len(notes)
    assert {note.changed for note in notes} == {int(NOW.timestamp())}
    assert opened(ALL) == opened(ALL)


TYPES = {1351111234088: "Repaso", 1416360597799: "Repaso (cloze)"}
DECKS = {"Default": 1, "school::math": 1156432456076}
GUIDS = ["c_Y+eM5F)y", "KcuG^=uYoN", "C2&Y*osi?z", "N0_K{=j*85", "KS5!aK@5c.", "iv9#zAd.l3"]
