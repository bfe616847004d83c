"""The colours of pictures. A picture brings its own dark ground, so that it looks the same in light and dark chats.

Contrast by WCAG 2.2 against the ground, which a test works out again: texts have 7 : 1 at least (1.4.6 asks for 7),
marks 3 : 1 at least (1.4.11), and neighbouring steps of the heat map differ by 1.3 : 1 or more. Empty squares are no
marks; they only show where days are.
"""

Colour = tuple[int, int, int]

GROUND: Colour = (24, 28, 36)
TEXT: Colour = (242, 244, 248)  # 15.5 : 1
QUIET_TEXT: Colour = (184, 192, 206)  # 9.4 : 1
GRID: Colour = (62, 70, 86)
EMPTY: Colour = (43, 50, 64)
HEAT: tuple[Colour, ...] = ((52, 128, 82), (72, 168, 106), (122, 208, 146), (201, 247, 207))
LINE: Colour = (124, 183, 255)
BAR: Colour = (222, 150, 62)
BAR_TODAY: Colour = (255, 210, 138)


def contrast(one: Colour, other: Colour) -> float:
    """How much two colours differ, 1 to 21, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
