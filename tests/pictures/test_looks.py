"""Pictures are readable: their colours, their letters, and what is drawn where."""

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from bot.domain.progress import Counts, Progress, total
from bot.domain.streak import MILESTONES
from bot.pictures import milestone, palette
from bot.pictures.lettering import Lettering, split
from bot.pictures.progress import HEIGHT, WIDTH, draw
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES
from bot.texts.sentences import Sentences

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
WORDS = (
    m.PICTURE_YEAR,
    m.PICTURE_LESS,
    m.PICTURE_MORE,
    m.PICTURE_RETENTION,
    m.PICTURE_AHEAD,
    m.PICTURE_NO_RETENTION,
    m.PICTURE_NOTHING_AHEAD,
    m.PICTURE_DAYS_IN_A_ROW,
)


def a_year(days: int = 365, today: date = MONDAY, ahead: tuple[int, ...] = (3, 1) + (0,) * 12) -> Progress:
    """A learner who answered on each of these days, remembering two of three."""
    kept = {today - n * DAY: Counts(1 + n % 9, 3, 3, 2) for n in range(days)}
    return Progress(today, kept, total(kept.values()), ahead)


def picture(progress: Progress, language: str = "es") -> Image.Image:
    return Image.open(BytesIO(draw(progress, Sentences(language))))


def test_texts_and_marks_stand_out_from_the_ground():
    """WCAG 2.2: 7 : 1 for texts (1.4.6), 3 : 1 for what has to be seen (1.4.11)."""
    assert palette.contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert min(palette.contrast(text, palette.GROUND) for text in (palette.TEXT, palette.QUIET_TEXT)) >= 7
    marks = (*palette.HEAT, palette.LINE, palette.BAR, palette.BAR_TODAY)
    assert min(palette.contrast(mark, palette.GROUND) for mark in marks) >= 3


def test_the_steps_of_the_heat_map_can_be_told_apart():
    """Each is lighter than the one before, also for who sees no colours."""
    steps = [palette.contrast(colour, palette.GROUND) for colour in (palette.EMPTY, *palette.HEAT)]
    assert min(after / before for before, after in pairwise(steps)) >= 1.3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_a_picture_can_be_drawn(language: str):
    """Titles, months, weekdays and numbers consist of signs that the font has, and of accents that are set on them."""
    say = Sentences(language)
    texts = [say.text(word) for word in WORDS] + say.months() + say.weekdays(range(7), "narrow")
    texts += [say.number(1_234_567), say.share(0.87)]
    signs = {sign for text in texts for sign in split(text)[0]}
    missing = ink("\ue000")
    assert [sign for sign in signs if sign != " " and ink(sign) == missing] == []


def ink(text: str) -> bytes:
    image = Image.new("RGB", (120, 100))
    Lettering(40).at(image, (20, 70), text, (255, 255, 255))
    return image.tobytes()


@pytest.mark.parametrize(
    ("accented", "bare"), [("á", "a"), ("é", "e"), ("í", "i"), ("ó", "o"), ("ú", "u"), ("ñ", "n"), ("Ñ", "N")]
)
def test_accents_are_set_above_their_letters(accented: str, bare: str):
    """The letter below stays as it is, and the sign stands close above it."""
    with_accent, without = (Image.new("L", (120, 100)) for _ in range(2))
    for image, text in ((with_accent, accented), (without, bare)):
        Lettering(40).at(image, (20, 70), text, 255)  # type: ignore[arg-type]  # a grey is a number
    top = without.getbbox()[1] if bare != "i" else 50
    assert with_accent.crop((0, top + 1, 120, 100)).tobytes() == without.crop((0, top + 1, 120, 100)).tobytes()
    above = with_accent.crop((0, 0, 120, top)).getbbox()
    assert above is not None
    assert top - 12 <= above[3] <= top
    assert above[2] - above[0] >= 5


def test_a_picture_is_sharp_and_small():
    """As wide as Telegram shows without scaling down, and a small file."""
    data = draw(a_year(), Sentences("es"))
    assert picture(a_year()).size == (WIDTH, HEIGHT) == (1280, 1136)
    assert len(data) < 150_000


def squares(image: Image.Image) -> int:
    """How many pixels have one of the colours of a day with answers, in the year alone."""
    colours = image.crop((0, 150, WIDTH, 310)).getcolors(1 << 20)
    return sum(count for count, colour in colours or () if colour in palette.HEAT)


def test_a_square_for_each_day_with_answers():
    """Twice the days, twice the colour; four hundred days in a row fill all of it and break nothing."""
    ten, twenty, all_of_it = (squares(picture(a_year(days))) for days in (10, 20, 400))
    assert 1.9 < twenty / ten < 2.1
    assert 36 < all_of_it / ten < 37.5


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2028, 12, 31), date(2027, 1, 1), date(2026, 11, 22)])
def test_the_ends_of_years_and_weeks(today: date):
    """Leap days, New Year and a Sunday are drawn like any day."""
    assert squares(picture(a_year(366, today))) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_yet(language: str):
    """No answers, nothing coming: the picture says in words what will be there."""
    nothing = Progress(MONDAY, {}, Counts(), (0,) * 14)
    assert squares(picture(nothing, language)) == 0


def test_numbers_of_five_digits_do_not_touch():
    """Above the bars they are written smaller then: between two of them there is ground."""
    image = picture(a_year(ahead=(12_345,) * 14))
    row = image.crop((130, 840, 1240, 868)).convert("L").resize((1110, 1), Image.Resampling.BOX)
    gaps = sum(1 for before, after in pairwise(row.tobytes()) if before > 30 >= after)
    assert gaps >= 13


def test_the_words_are_in_the_language_asked_for():
    """The two differ, and the same is drawn the same."""
    assert draw(a_year(), Sentences("es")) != draw(a_year(), Sentences("en"))
    assert draw(a_year(), Sentences("es")) == draw(a_year(), Sentences("es"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", MILESTONES)
def test_a_milestone_has_a_square_for_each_day_within_its_edges(days: int, language: str):
    """As many squares as days, in the glowing colours, and nothing runs over the edge."""
    image = Image.open(BytesIO(milestone.draw(days, Sentences(language))))
    assert image.size == (milestone.SIDE, milestone.SIDE)
    in_a_row, pitch = milestone.GRIDS[days]
    left = milestone.MIDDLE - in_a_row * pitch / 2
    places = [divmod(number, in_a_row) for number in range(-(-days // in_a_row) * in_a_row)]
    middles = [(left + (column + 0.5) * pitch, milestone.SQUARES + (row + 0.5) * pitch) for row, column in places]
    assert sum(image.getpixel((round(x), round(y))) in palette.HEAT for x, y in middles) == days
    edge = [image.getpixel((x, y)) for y in range(milestone.SIDE) for x in (0, milestone.SIDE - 1)]
    assert set(edge) == {palette.GROUND}
