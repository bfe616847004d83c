"""Text in pictures, with the font that Pillow brings along: no file to ship, no font to install.

That font has the letters of English only. Accents are put on top: the letters are drawn bare, and the acute and the
tilde, which the font has as signs of their own, are set above them; an i loses its dot first.
"""

import unicodedata
from functools import cache
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.palette import Colour

MARKS = {"\N{COMBINING ACUTE ACCENT}": "´", "\N{COMBINING TILDE}": "~"}
"""What is set above a letter, and the font's own sign for it."""
_GAP = 0.07
"""Between a letter and its accent, in heights of the font."""
_ACCENT = 1.15
"""How much larger signs are drawn than letters: alone they are made for being read between words."""


class Lettering:
    """One size of letters, in pixels. `at` puts a text where its left end (`l`), middle (`m`) or right end (`r`) is."""

    def __init__(self, size: int) -> None:
        self._font = _font(size)
        self._room = size
        self._gap = max(1, round(size * _GAP))

    def width(self, text: str) -> float:
        """How wide a text is, in pixels."""
        return self._font.getlength(split(text)[0])

    def at(self, image: Image.Image, place: tuple[float, float], text: str, colour: Colour, anchor: str = "l") -> None:
        """Draws the text on its baseline, whose left end, middle or right end is at `place`."""
        mask = self._mask(text)
        before = {"l": 0.0, "m": self.width(text) / 2, "r": self.width(text)}[anchor]
        corner = (round(place[0] - before) - self._room, round(place[1]) - 2 * self._room)
        image.paste(colour, corner, mask)

    def _mask(self, text: str) -> Image.Image:
        """The text in white, with room of one height around it and two above the baseline."""
        bare, marks = split(text)
        mask = Image.new("L", (ceil(self.width(text)) + 2 * self._room, 3 * self._room))
        ImageDraw.Draw(mask).text((self._room, 2 * self._room), bare, 255, self._font, anchor="ls")
        for place, mark in marks:
            self._accent(mask, bare, place, mark)
        return mask

    def _accent(self, mask: Image.Image, bare: str, place: int, mark: str) -> None:
        """Sets the sign so that it stands a little above the middle of its letter."""
        left, width = self._room + self._font.getlength(bare[:place]), self._font.getlength(bare[place])
        top = 2 * self._room + self._font.getbbox("x" if bare[place] == "i" else bare[place], anchor="ls")[1]
        if bare[place] == "i":
            mask.paste(0, (round(left), 0, round(left + width), round(top)))
        sign = _sign(round(self._room * _ACCENT), mark)
        corner = (round(left + (width - sign.width) / 2), round(top) - self._gap - sign.height)
        mask.paste(255, corner, sign)


def split(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The letters without accents, and where which sign goes above them. Hard spaces become spaces."""
    bare: list[str] = []
    marks: list[tuple[int, str]] = []
    for letter in unicodedata.normalize("NFD", text.replace("\N{NO-BREAK SPACE}", " ")):
        if letter in MARKS and bare:
            marks.append((len(bare) - 1, MARKS[letter]))
        else:
            bare.append(letter)
    return "".join(bare), marks


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow is built without FreeType: pictures need its scalable font")
    return font


@cache
def _sign(size: int, mark: str) -> Image.Image:
    """Nothing but the ink of a sign."""
    room = Image.new("L", (2 * size, 3 * size))
    ImageDraw.Draw(room).text((size // 2, 2 * size), mark, 255, _font(size), anchor="ls")
    return room.crop(room.getbbox())
