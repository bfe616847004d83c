"""What the bot says, in both languages."""

import ast
import string
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.domain.conversation import Line, Span, Style
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES, catalog, language_of
from bot.texts.messages import N_, Message
from bot.texts.sentences import Sentences
from tests.checks.messages import languages, problems, sentences

ES, EN = Sentences("es"), Sentences("en")
TODAY = date(2026, 11, 23)  # a Monday


def plain(text: str) -> Line:
    return Line((Span(text),))


# --- all of them -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_there_in_every_language(language):
    """Translated, with the same blanks, marks and commands, and nothing left over."""
    assert problems(language) == []


def test_every_language_that_the_bot_speaks_has_sentences():
    """English stands in the source; each other one has a catalogue."""
    assert sorted(LANGUAGES) == sorted(["en", *languages()])


def test_every_sentence_is_said_somewhere():
    """One that nothing in the program names can go."""
    folder = Path(bot.__file__).parent
    named = {
        node.attr
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert sorted(set(sentences()) - named) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sentences())
def test_a_sentence_says_what_fills_it_and_shows_no_marks(name, language):
    """Every blank is filled, no brace and no `**` is left, and no line is empty by accident."""
    message = sentences()[name]
    blanks = {field for _, field, _, _ in string.Formatter().parse(message.plural or message.text) if field}
    for number in (1, 2):
        values = {blank: number if blank == "n" else f"«{blank}»" for blank in blanks}
        said = Sentences(language).text(message, **values)
        assert all(str(value) in said for value in values.values())
        assert not {"{", "}", "`"} & set(said)
        assert "**" not in said
        assert all(any(span.text.strip() for span in line.spans) for line in Sentences(language)(message, **values))


# --- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (EN, ["🔥 Streak: 0 days", "🔥 Streak: 1 day", "🔥 Streak: 2 days", "🔥 Streak: 21 days"]),
        (ES, ["🔥 Racha: 0 días", "🔥 Racha: 1 día", "🔥 Racha: 2 días", "🔥 Racha: 21 días"]),
    ],
)
def test_one_day_and_many(say, said):
    """Zero is many in both languages."""
    assert [say.text(m.STREAK_TODAY, n=number) for number in (0, 1, 2, 21)] == said


# --- styles and values -----------------------------------------------------------------------------


def test_marks_become_styles():
    """Bold, italics and code, in one sentence of two lines."""
    message = N_("**Bold {n}**, _slanted_ and `code`.\nA snake_case_name stays.")
    assert EN(message, n=7) == (
        Line(
            (
                Span("Bold 7", Style.BOLD),
                Span(", "),
                Span("slanted", Style.ITALIC),
                Span(" and "),
                Span("code", Style.CODE),
                Span("."),
            )
        ),
        plain("A snake_case_name stays."),
    )


@pytest.mark.parametrize("value", ["**bold**", "_a_", "`x`", "{name}", "{0}", "{", "%s", "100 %", "\\n", "<b>&amp;"])
def test_a_value_is_never_read_as_markup(value):
    """A learner who is called like this is called like this."""
    assert EN(N_("Hi, {name}!"), name=value) == (plain(f"Hi, {value}!"),)
    assert EN(N_("**{name}** 🔥"), name=value)[0].spans == (Span(value, Style.BOLD), Span(" 🔥"))


@given(value=st.text(max_size=20))
def test_any_value_stands_as_it_is(value):
    """Whatever somebody wrote."""
    assert EN.text(N_("You wrote _{typed}_."), typed=value) == f"You wrote {value}."


def test_an_empty_value_leaves_no_empty_piece():
    """A piece without text is left out."""
    assert EN(N_("_{topic}_"), topic="") == (Line(),)


def test_a_sentence_without_a_translation_is_said_in_english():
    """Better than nothing."""
    assert ES.text(Message("No such sentence.")) == "No such sentence."


# --- days, cities, lists ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "es", "en"),
    [
        (1, "martes 24", "Tuesday 24"),
        (6, "domingo 29", "Sunday 29"),
        (7, "30 de noviembre", "November 30"),
        (299, "18 de septiembre", "September 18"),
        (300, "19 de septiembre de 2027", "September 19, 2027"),
    ],
)
def test_a_day_to_come(days, es, en):
    """Its weekday within a week, then its date, and far away its year."""
    day = TODAY + timedelta(days=days)
    assert (ES.day(day, TODAY), EN.day(day, TODAY)) == (es, en)


def test_weekdays():
    """Monday is 0; three widths."""
    assert ES.weekdays([0, 5]) == ["lun", "sáb"]
    assert EN.weekdays([0, 5]) == ["Mon", "Sat"]
    assert ES.weekdays(range(7), "narrow") == ["L", "M", "X", "J", "V", "S", "D"]
    assert EN.weekdays([6], "wide") == ["Sunday"]
    assert ES.weekdays([]) == []


def test_lists():
    """As the language joins them."""
    assert [EN.list(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b, and c"]
    assert [ES.list(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a y b", "a, b y c"]


@pytest.mark.parametrize(
    ("zone", "es", "en"),
    [
        ("Europe/Madrid", "Madrid", "Madrid"),
        ("America/Mexico_City", "Ciudad de México", "Mexico City"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires"),
        ("Europe/London", "Londres", "London"),
        ("America/New_York", "Nueva York", "New York"),
    ],
)
def test_cities(zone, es, en):
    """The place that a zone is named after, as the language calls it."""
    assert (ES.city(zone), EN.city(zone)) == (es, en)


# --- which language --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("es_ES", "es"),
        ("EN-gb", "en"),
        ("en-Latn-US", "en"),
        ("pt-br", "es"),
        ("est", "es"),
        ("enm", "es"),
        ("", "es"),
        (None, "es"),
    ],
)
def test_the_language_for_somebody(tag, language):
    """What their platform says, else the default."""
    assert language_of(tag, "es") == language


def test_a_language_that_the_bot_does_not_speak():
    """There is no catalogue to take."""
    with pytest.raises(FileNotFoundError):
        catalog("tlh")
