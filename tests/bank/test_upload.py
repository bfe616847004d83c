"""What a file that a learner sent holds: its notes of every kind, what they embed, and why nothing is taken."""

import json

import pytest

from bot.bank.card_options import SETTINGS
from bot.bank.upload import read_upload
from bot.domain.conversation import Upload
from bot.domain.question import Bank, Question
from bot.domain.uploads import Enclosure, Refusal
from tests.bank.zips import a_zip

ANSWER = "<details><summary>Answer</summary>\n\nA nucleus: ![x](img/dna.jpg)\n</details>\n"
CELL = f"## What is this?\n\n![[cell.png]]\n\n{ANSWER}"
PNG = b"\x89PNG\r\n"


def read(name: str, data: bytes) -> Upload:
    return read_upload(name, data, default_language="en")


def zipped(files: dict[str, str | bytes]) -> Upload:
    return read("notes.zip", a_zip(files))


def questions(upload: Upload) -> list[Question]:
    assert isinstance(upload.found, Bank)
    return list(upload.found.questions)


def test_notes_of_every_kind_in_one_archive():
    """As in a folder: Markdown, tables, quizzes, and what Repaso wrote; a readme and a list of numbers are none."""
    upload = zipped(
        {
            "a.md": "## Why?\nSo.\n",
            "b.csv": "question,answer\nHow?,Thus.\n",
            "c.txt": "Which?\nA. x\nB. y\nANSWER: B\n",
            "d.gift": "Sun? {T}\n",
            "e.aiken": "Who?\nA. x\nB. y\nANSWER: A\n",
            "f.json": '{"files": 1, "questions": [{"question": "When?", "answer": "Now."}]}',
            "README.txt": "Read me.\n",
            "numbers.csv": "a,b\n1,2\n",
            "package.json": "{}",
            ".trash/g.md": "## Gone?\nYes.\n",
            "templates/h.csv": "question,answer\nHidden?,Yes.\n",
        }
    )
    assert [one.question for one in questions(upload)] == ["Why?", "How?", "Which?", "Sun?", "Who?", "When?"]


@pytest.mark.parametrize("top", ["", "Apuntes/", "Apuntes/Geo/"])
def test_the_settings_of_the_vault(top: str):
    """Its separators count, wherever in the archive the vault lies; another vault keeps its own."""
    settings = json.dumps({"settings": {"singleLineCardSeparator": ";;", "flashcardTags": ["#tarjetas"]}})
    card = "#tarjetas #flashcards\n\nItalia;;Roma\n\nFrancia::París\n"
    upload = zipped({f"{top}{SETTINGS}": settings, f"{top}a/card.md": card, "other/card.md": card})
    fronts = [(one.file, one.question) for one in questions(upload)]
    assert (f"{top}a/card.md", "Italia") in fronts
    assert (f"{top}a/card.md", "Francia") not in fronts
    assert (("other/card.md", "Francia") in fronts) is bool(top)


def test_settings_that_are_broken():
    """They are as if they were not there."""
    upload = zipped({SETTINGS: "{", "card.md": "#flashcards\n\nItalia::Roma\n"})
    assert [one.question for one in questions(upload)] == ["Italia"]


@pytest.mark.parametrize("top", ["", "Apuntes/"])
def test_pictures_that_notes_embed(top: str):
    """Found beside the note, from the top of the vault, and by their name; what nobody embeds stays packed."""
    files = {"bio/cell.md": CELL, "img/dna.jpg": PNG, "pics/Cell.PNG": PNG, "pics/other.png": PNG, ".x/cell.png": b"!"}
    upload = zipped({f"{top}{path}": content for path, content in files.items()})
    (question,) = questions(upload)
    assert (question.attachments, question.answer_attachments) == ((f"{top}pics/Cell.PNG",), (f"{top}img/dna.jpg",))
    assert upload.enclosures == (Enclosure(f"{top}img/dna.jpg", PNG), Enclosure(f"{top}pics/Cell.PNG", PNG))


def test_a_picture_outside_of_the_archive():
    """There is none: nothing is read but what was sent."""
    upload = zipped({"a.md": "## Why?\n\n![x](../../etc/passwd.png) ![y](/etc/passwd) ![z](upload:1/cell.png)\n"})
    assert [(one.attachments, one.answer_attachments) for one in questions(upload)] == [((), ())]
    assert upload.enclosures == ()


def test_a_single_note_embeds_nothing():
    """Its pictures were not sent."""
    upload = read("cell.md", CELL.encode())
    assert (questions(upload)[0].attachments, upload.enclosures) == ((), ())


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", Refusal.EMPTY),
        ("a.md", b"\xef\xbb\xbf \n\n", Refusal.EMPTY),
        ("a.md", b"\x00\x01\x02PNG", Refusal.NOT_TEXT),
        ("a.md", "# Why?\n".encode("utf-16-le"), Refusal.NOT_TEXT),
        ("a.zip", b"", Refusal.BROKEN),
        ("a.zip", a_zip({"a.png": PNG}), Refusal.NO_NOTES),
        ("a.zip", a_zip({}), Refusal.NO_NOTES),
    ],
)
def test_files_of_which_nothing_is_taken(name: str, data: bytes, reason: Refusal):
    """Each has a reason of its own."""
    assert read(name, data).found is reason


def test_a_note_in_utf_16():
    """As some editors of Windows write it."""
    assert [one.answer for one in questions(read("a.md", "## ¿Qué?\nAsí.\n".encode("utf-16")))] == ["Así."]
