"""Which key points an answer mentions."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.checklist import Checklist, checklist

OVERFITTING = (
    ("memoriza los datos",),
    ("no generaliza",),
    ("dropout",),
    ("regularización", "L2", "weight decay"),
    ("más datos",),
)


def mentions(text, point, language="es"):
    return checklist(text, [[point]], language).mentioned == [point]


def test_an_answer_from_the_phone():
    """Abbreviated and without accents, it touches three ideas of five."""
    text = "pues q memoriza los datos y no generaliza.. se arregla con dropout"
    assert checklist(text, OVERFITTING, "es") == Checklist(
        mentioned=["memoriza los datos", "no generaliza", "dropout"], missing=["regularización", "más datos"]
    )


def test_any_synonym_is_enough_and_the_first_is_the_label():
    """`weight decay` stands for regularización."""
    assert checklist("con weight decay", OVERFITTING, "es").mentioned == ["regularización"]


@pytest.mark.parametrize(
    ("text", "point", "language"),
    [
        ("lo memorizó todo", "memoriza", "es"),
        ("REGULARIZACION", "regularización", "es"),
        ("con regularizasion", "regularización", "es"),
        ("it generalises badly", "generalization", "en"),
        ("it doesn't generalize", "does not generalize", "en"),
        ("sin generalizar nunca", "no generaliza", "es"),
        ("usa drop out", "dropout", "es"),
        ("usa backpropagation", "back propagation", "en"),
        ("los datos casi todos los memoriza", "memoriza los datos", "es"),
        ("C++ y Rust", "C++", "es"),
        ("se compara con ==", "==", "es"),
        ("GROUP_BY", "group by", "en"),
        ("la F1", "F1", "es"),
        ("on the", "the", "en"),
        ("ожидание", "Ожидание", "ru"),
    ],
)
def test_an_idea_in_other_words(text, point, language):
    """Other forms, accents left out, small misspellings, other order, words written together or apart."""
    assert mentions(text, point, language)


@pytest.mark.parametrize(
    ("text", "point", "language"),
    [
        ("unsupervised learning", "supervised", "en"),
        ("datos desequilibrados", "equilibrados", "es"),
        ("el precio", "precisión", "es"),
        ("generaliza bien", "no generaliza", "es"),
        ("C#", "C++", "es"),
        ("F2", "F1", "es"),
        ("programa", "ram", "es"),
        ("underfitting", "overfitting", "en"),
        ("memoriza " + "y otra cosa muy distinta " * 5 + "datos", "memoriza los datos", "es"),
        ("", "dropout", "es"),
        ("🎉🎉", "dropout", "es"),
    ],
)
def test_another_idea(text, point, language):
    """Opposites, other numbers, parts of words, and words far apart do not count."""
    assert not mentions(text, point, language)


def test_a_key_point_that_is_empty():
    """A key point without a synonym is left out, and an empty synonym is never mentioned."""
    assert checklist("algo", [(), ("",), (" ",)], "es") == Checklist([], ["", " "])


@given(
    st.text(), st.lists(st.lists(st.text(max_size=30), max_size=3), max_size=4), st.sampled_from(["es", "en", "xx", ""])
)
def test_any_text_gives_a_list(text, points, language):
    """Every key point stands in one of the lists, and nothing raises."""
    read = checklist(text, points, language)
    listed = read.mentioned + read.missing + [one.label for one in read.opposite]
    assert sorted(listed) == sorted(point[0] for point in points if point)


@given(st.lists(st.from_regex(r"[a-zñáéíóú]{2,12}", fullmatch=True), min_size=1, max_size=4).map(" ".join))
def test_an_answer_mentions_itself(point):
    """Who types the key point has mentioned it."""
    assert mentions(point, point)


WORDS = [f"{start}{end}" for start in ("entren", "memor", "gener", "dat", "regul") for end in ("ar", "izando", "idad")]


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_key_points_does_not_matter(rng):
    """Each key point is looked for by itself."""
    text = " ".join(rng.choices(WORDS, k=5))
    points = [[word] for word in WORDS]
    shuffled = rng.sample(points, len(points))
    assert sorted(checklist(text, points, "es").mentioned) == sorted(checklist(text, shuffled, "es").mentioned)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(Random(7).choices(WORDS, k=450)),
        "a" * 4096,
        "a " * 2048,
        "😀" * 4096,
        "שלום עולם " * 409,
        "datos memoriza " * 273,
        "ﷺ" * 4096,
    ],
    ids=["words", "one word", "one letter", "emoji", "right to left", "two words", "one sign that unfolds to 18"],
)
def test_a_message_of_full_length_is_read_at_once(text):
    """4,096 characters of anything take milliseconds; the bound here allows for a busy machine."""
    checklist("", OVERFITTING, "es")
    started = time.process_time()
    checklist(text, OVERFITTING, "es")
    assert time.process_time() - started < 0.1
