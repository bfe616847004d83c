"""Short answers and choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grading import Mark, choice_typed, marks_choices, marks_short

# --- short answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("París", "París"),
        ("paris", "París"),
        ("  PARÍS. ", "París"),
        ("Pariss", "París"),
        ("fotosintsis", "fotosíntesis"),
        ("la haya", "Haya"),
        ("The Beatles", "beatles"),
        ("data base", "database"),
        ("covid 19", "COVID-19"),
        ("H₂O", "h2o"),
        ("O(n²)", "O(n^2)"),
        ("3,14", "3.14"),
        ("1.000", "1000"),
        ("1,234.50", "1234,5"),
        ("½", "1/2"),
        ("−5", "-5"),
        ("50 %", "50%"),
        ("==", "=="),
        ("Straße", "strasse"),
        ("москва", "Москва"),
    ],
)
def test_the_same_answer_written_otherwise(typed, accepted):
    """Case, accents, punctuation, articles, number formats and a slip of the finger do not matter."""
    assert marks_short(typed, ["otra cosa", accepted])


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("París, Texas", "París"),
        ("Roma", "París"),
        ("casa", "caza"),
        ("unsupervised", "supervised"),
        ("hipotensión", "hipertensión"),
        ("32", "31"),
        ("31", "3.1"),
        ("5", "-5"),
        ("1 2", "12"),
        ("1914", "1915"),
        ("F2", "F1"),
        ("C", "C++"),
        ("C#", "C++"),
        ("!=", "="),
        ("=", "≠"),
        ("===", "=="),
        ("a < b", "a > b"),
        ("n*2", "n/2"),
        ("hepatitis", "Hepatitis A"),
        ("O(n)", "O(n^2)"),
        ("", "París"),
        ("?", "!"),
        ("", ""),
    ],
)
def test_another_answer(typed, accepted):
    """Another word, an opposite, another number or another sign is wrong."""
    assert not marks_short(typed, [accepted])


@given(st.text(max_size=60))
def test_an_accepted_form_is_right_as_it_stands(form):
    """Whatever the note accepts is right when it is typed, unless it is empty."""
    assert marks_short(form, [form]) == bool(form.strip())


@given(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=3))
def test_any_text_can_be_marked(text, accepted):
    """Marking never raises, and nothing is right when nothing is accepted."""
    assert marks_short(text, accepted) in (True, False)
    assert not marks_short(text, [])


def test_a_whole_message_of_one_digit():
    """4,096 digits are compared as a number without complaint."""
    assert not marks_short("7" * 4096, ["7"])


# --- choices -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("picked", "mark"),
    [({0, 2}, Mark.RIGHT), ({0}, Mark.PARTLY), ({0, 1, 2}, Mark.PARTLY), ({1}, Mark.WRONG), (set(), Mark.WRONG)],
)
def test_choices_are_marked_as_a_set(picked, mark):
    """All and only the right ones; some of them; none of them."""
    assert marks_choices(picked, {0, 2}) is mark


METRICS = ["F1", "Accuracy", "PR-AUC", "Recall"]


@pytest.mark.parametrize(
    ("typed", "choices", "picked"),
    [
        ("a", METRICS, {0}),
        ("B)", METRICS, {1}),
        ("la c", METRICS, {2}),
        ("opción 2", METRICS, {1}),
        ("a, c", METRICS, {0, 2}),
        ("1 y 3", METRICS, {0, 2}),
        ("AC", METRICS, {0, 2}),
        ("f1", METRICS, {0}),
        ("F1, PR-AUC", METRICS, {0, 2}),
        ("f1 y recall", METRICS, {0, 3}),
        ("acuracy", METRICS, {1}),
        ("acc", METRICS, {1}),
        ("2", ["1", "2", "3"], {1}),
        ("3", ["10", "20", "30"], {2}),
        ("a", ["b", "a"], {1}),
        ("e", ["v", "w", "x", "y", "z"], {4}),
        ("v", ["Verdadero", "Falso"], {0}),
        ("F", ["True", "False"], {1}),
        ("sí", ["Verdadero", "Falso"], {0}),
        ("==", ["=", "==", "==="], {1}),
    ],
)
def test_a_choice_that_is_typed(typed, choices, picked):
    """The text of a choice before its label; several at once; true and false in both languages."""
    assert choice_typed(typed, choices) == picked


@pytest.mark.parametrize("typed", ["", "e", "7", "0", "hola", "dac", "f1 y nada", "a y hola", "🎉", "4" * 4096])
def test_what_names_no_choice(typed):
    """Not guessed."""
    assert choice_typed(typed, METRICS) is None


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=8))
def test_any_text_names_choices_that_exist(text, choices):
    """Never raises, and never names a choice that is not there."""
    picked = choice_typed(text, choices)
    assert picked is None or (picked and picked <= set(range(len(choices))))
