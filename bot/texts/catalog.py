"""Finds the translations: gettext catalogues, compiled when the package is built, else read from their PO files."""

import gettext
from functools import cache
from importlib.resources import files
from io import BytesIO

LANGUAGES = ("es", "en")
"""What the bot speaks, as equals. English stands in the source; the others have a catalogue."""

SOURCE = "en"


@cache
def catalog(language: str) -> gettext.NullTranslations:
    """The translations of one language. Raises FileNotFoundError for a language that has none."""
    if language == SOURCE:
        return gettext.NullTranslations()
    folder = files("bot.texts") / "locales" / language / "LC_MESSAGES"
    source = folder / "repaso.po"
    if source.is_file():  # in a checkout the PO file is the truth, also after an edit
        return gettext.GNUTranslations(_compiled(source.read_bytes()))
    return gettext.GNUTranslations(BytesIO((folder / "repaso.mo").read_bytes()))


def _compiled(po: bytes) -> BytesIO:
    from babel.messages.mofile import write_mo  # only a checkout needs it
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po)))
    compiled.seek(0)
    return compiled


def language_of(tag: str | None, default: str) -> str:
    """The language to speak to somebody whose platform says `tag` (BCP-47, as `es-MX`); else the default."""
    spoken = (tag or "").replace("_", "-").split("-")[0].lower()
    return spoken if spoken in LANGUAGES else default
