"""Questions → an Anki package (`.apkg`) that updates what an earlier one brought.

Anki knows a note by its guid, a note type and a deck by their ids. All three are made from what stays the same (the
question's key and language, the names), so a second import changes the notes of the first and keeps their history.
"""

import sqlite3
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from hashlib import blake2b
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile

import genanki

from bot.bank.exports import anki_look, html
from bot.bank.exports.anki_fields import fields_of, is_cloze, tags_of
from bot.domain.question import Question
from bot.markup.cleaning import clean

# Within these ids look like Anki's own, which are milliseconds of the past, and a clash needs a million decks.
_FIRST_ID, _IDS = 1 << 40, 1 << 39


def package(questions: Sequence[Question], *, name: str, now: datetime) -> bytes:
    """The package. A question without a deck goes to the deck `name`; where two notes clash Anki takes the newer.

    `now` becomes the time at which every note changed.
    """
    decks: dict[str, genanki.Deck] = {}
    models = {cloze: _model(cloze) for cloze in (False, True)}
    for place, question in enumerate(questions):
        title = deck_name(question.deck) or deck_name(name) or "Repaso"
        deck = decks.setdefault(_folded(title), genanki.Deck(_id("deck", _folded(title)), title))
        deck.add_note(_note(question, models[is_cloze(question)], place))
    return _zipped(genanki.Package(list(decks.values())), now.timestamp())


def _note(question: Question, model: genanki.Model, place: int) -> genanki.Note:
    return genanki.Note(
        model=model,
        fields=list(fields_of(question)),
        guid=genanki.guid_for(clean(question.key), clean(question.language)),
        tags=tags_of(question),
        sort_field=html.first_line(question.question),
        due=place,
    )


def deck_name(deck: str) -> str:
    """`entrevista/ml` → `entrevista::ml`, without what Anki would change by itself."""
    parts = (" ".join(part.replace('"', "'").split()) for part in clean(deck).replace("::", "/").split("/"))
    return "::".join(unicodedata.normalize("NFC", part) for part in parts if part)


def _folded(title: str) -> str:
    """Anki does not tell `ML` from `ml`."""
    return title.casefold()


def _model(cloze: bool) -> genanki.Model:
    name = anki_look.CLOZE_NAME if cloze else anki_look.NAME
    return genanki.Model(
        _id("note type", name),
        name,
        fields=[{"name": field} for field in anki_look.FIELDS],
        templates=[{"name": "Repaso", **(anki_look.CLOZE_CARD if cloze else anki_look.CARD)}],
        css=anki_look.CSS,
        model_type=genanki.Model.CLOZE if cloze else genanki.Model.FRONT_BACK,
    )


def _id(kind: str, name: str) -> int:
    """A number that is the same for the same name, on every machine and in every year."""
    digest = blake2b(f"repaso {kind}\n{name}".encode(), digest_size=8).digest()
    return _FIRST_ID + int.from_bytes(digest, "big") % _IDS


def _zipped(package: genanki.Package, timestamp: float) -> bytes:
    """What `Package.write_to_file` would write, in memory: that one leaves its temporary database behind."""
    with closing(sqlite3.connect(":memory:")) as db:
        package.write_to_db(db.cursor(), timestamp, count(int(timestamp * 1000)))
        db.commit()
        collection = db.serialize()
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", collection)
        archive.writestr("media", "{}")
    return data.getvalue()
