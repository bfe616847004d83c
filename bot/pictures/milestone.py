"""A streak of 7, 30, 100 or 365 days as a small picture to share: a flame, the number, and a square for each day.

It names nobody: it may be passed on to people whom the learner does not know.
"""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures import palette
from bot.pictures.lettering import Lettering
from bot.texts import messages as m
from bot.texts.sentences import Sentences

SIDE = 800
MIDDLE = SIDE // 2
FLAME_TOP, FLAME_HEIGHT = 64, 216
NUMBER, WORDS, SQUARES, NAME = 472, 546, 600, 764
GRIDS = {7: (7, 64), 30: (15, 44), 100: (25, 27), 365: (53, 13)}
"""How many squares stand in a row, and how far apart, for each milestone."""
_FILLED = 0.84
"""How much of its place a square takes."""
_SMOOTH = 4
_STEPS = 24

_Point = tuple[float, float]
_Curve = tuple[_Point, _Point, _Point, _Point]
_WIDE, _HIGH = 100, 130
_OUTER: tuple[_Curve, ...] = (
    ((50, 130), (10, 130), (0, 102), (0, 82)),
    ((0, 82), (0, 55), (22, 45), (30, 20)),
    ((30, 20), (33, 10), (32, 4), (30, 0)),
    ((30, 0), (55, 8), (70, 30), (72, 50)),
    ((72, 50), (78, 46), (80, 38), (80, 32)),
    ((80, 32), (94, 48), (100, 66), (100, 84)),
    ((100, 84), (100, 112), (80, 130), (50, 130)),
)
_INNER: tuple[_Curve, ...] = (
    ((50, 130), (28, 130), (22, 114), (22, 102)),
    ((22, 102), (22, 84), (38, 78), (44, 60)),
    ((44, 60), (60, 72), (78, 86), (78, 104)),
    ((78, 104), (78, 120), (68, 130), (50, 130)),
)


def draw(days: int, say: Sentences) -> bytes:
    """The picture as PNG, with its words in the language of `say`. Raises KeyError for what is no milestone."""
    image = Image.new("RGB", (SIDE, SIDE), palette.GROUND)
    _flame(image)
    Lettering(176).at(image, (MIDDLE, NUMBER), say.number(days), palette.TEXT, "m")
    Lettering(46).at(image, (MIDDLE, WORDS), say.text(m.PICTURE_DAYS_IN_A_ROW), palette.TEXT, "m")
    _squares(ImageDraw.Draw(image), days)
    Lettering(30).at(image, (MIDDLE, NAME), "Repaso", palette.QUIET_TEXT, "m")
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _flame(image: Image.Image) -> None:
    scale = FLAME_HEIGHT / _HIGH
    corner = (round(MIDDLE - _WIDE * scale / 2), FLAME_TOP)
    for curves, colour in ((_OUTER, palette.BAR), (_INNER, palette.BAR_TODAY)):
        mask = Image.new("L", (round(_WIDE * scale) * _SMOOTH, FLAME_HEIGHT * _SMOOTH))
        outline = [(x * scale * _SMOOTH, y * scale * _SMOOTH) for curve in curves for x, y in _along(curve)]
        ImageDraw.Draw(mask).polygon(outline, 255)
        image.paste(colour, corner, mask.reduce(_SMOOTH))


def _along(curve: _Curve) -> list[_Point]:
    """Points of a cubic Bézier curve."""
    return [_at(curve, step / _STEPS) for step in range(_STEPS)]


def _at(curve: _Curve, share: float) -> _Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _squares(pen: ImageDraw.ImageDraw, days: int) -> None:
    """One for each day, in rows around the middle; they glow more and more."""
    in_a_row, pitch = GRIDS[days]
    size, left = round(pitch * _FILLED), MIDDLE - in_a_row * pitch / 2
    for number in range(days):
        row, column = divmod(number, in_a_row)
        x, y = round(left + column * pitch + (pitch - size) / 2), SQUARES + row * pitch
        colour = palette.HEAT[len(palette.HEAT) * number // days]
        pen.rounded_rectangle((x, y, x + size - 1, y + size - 1), max(2, size // 6), colour)
