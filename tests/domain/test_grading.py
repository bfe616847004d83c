"""Short answers and choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grading import Mark, agreement, choice_typed, marks_choices, marks_short
from bot.domain.quantities import Agreement

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


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("1,5 km", "1500 m"),
        ("1500m", "1,5 km"),
        ("3.000", "3000"),
        ("3 000", "3.000"),
        ("1\u2009500 m", "1,5 km"),
        ("1\u202f500", "1500"),
        ("3,141", "3.141"),
        ("1/2", "0.5"),
        ("50 %", "1/2"),
        ("0,5", "50 por ciento"),
        ("10^3", "1000"),
        ("10³", "1000"),
        ("3x10⁸ m/s", "300.000 km/s"),
        ("1½ h", "90 minutos"),
        ("1 h 30 min", "90 minutos"),
        ("1h30", "1,5 h"),
        ("1 hora y 30 minutos", "1 h 30 min"),
        ("2 días, 3 horas y 4 min", "3064 min"),
        ("5 ft 3 in", "63 pulgadas"),
        ("1 hora", "1 h 0 min"),
        ("tres", "3"),
        ("5 mil", "5000"),
        ("2 millones de euros", "2.000.000 €"),
        ("son 5 Km", "5000 m"),
        ("20 kilómetros por hora", "20 km/h"),
        ("2 metros cuadrados", "2 m²"),
        ("98.6 °F", "37 ºC"),
        ("1 GiB", "1024 MiB"),
        ("5 segundos", "5"),
        ("3 filas", "3"),
        ("4k", "4K"),
    ],
)
def test_a_number_of_the_same_worth(typed, accepted):
    """However it is written, in whatever unit; where the notes give none, any is taken."""
    assert agreement(typed, [accepted], "es") is Agreement.SAME


@pytest.mark.parametrize(
    ("typed", "accepted", "agrees"),
    [
        ("1500 km", "1500 m", Agreement.OTHER_UNIT),
        ("5 mW", "5 MW", Agreement.OTHER_UNIT),
        ("3 columnas", "3 filas", Agreement.OTHER_UNIT),
        ("50", "50 %", Agreement.NO_UNIT),
        ("1500", "1500 m", Agreement.NO_UNIT),
        ("3.000", "3", Agreement.OTHER),
        ("1.500", "1,5", Agreement.OTHER),
        ("5", "6", Agreement.OTHER),
        ("5 %", "5 km/h", Agreement.OTHER_UNIT),
        ("1,5 km", "15 km", Agreement.OTHER),
        ("10^99", "10^98", Agreement.OTHER),
        ("0^-1", "0", Agreement.OTHER),
        ("1/0", "0", Agreement.OTHER),
        ("1 h 30 min", "1 h 3 min", Agreement.OTHER),
        ("1 h 30 min", "1,5 km", Agreement.OTHER_UNIT),
        ("30 min 1 h", "90 min", Agreement.OTHER),
        ("-1 h 30 min", "-30 min", Agreement.OTHER),
        ("1 h 30 km", "90 min", Agreement.OTHER),
        ("1 h 30 filas", "90 min", Agreement.OTHER),
        ("3 filas 2 columnas", "5 filas", Agreement.OTHER),
        ("20 °C 5 °C", "25 °C", Agreement.OTHER),
        ("sí", "no", Agreement.OTHER),
        ("O(1)", "O(n)", Agreement.OTHER),
    ],
)
def test_another_number_or_another_unit(typed, accepted, agrees):
    """Where only the unit is wrong or missing, that is known and can be said."""
    assert agreement(typed, [accepted], "es") is agrees


def test_what_a_point_means_is_the_languages():
    """3.000 is three in English and three thousand in Spanish; without a language it may be either."""
    assert [marks_short("3.000", ["3"], language) for language in ("en", "es", "")] == [True, False, True]
    assert [marks_short("3.000", ["3000"], language) for language in ("en", "es-MX", "")] == [False, True, True]


def test_the_nearest_of_several_forms():
    """The one that fits decides, wherever it stands."""
    assert agreement("1500", ["2 km", "1500 m", "1500"], "es") is Agreement.SAME
    assert agreement("1500", ["2 km", "1500 m"], "es") is Agreement.NO_UNIT
    assert agreement("nada", [], "es") is Agreement.OTHER


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("fotosinteiss", "fotosíntesis"),
        ("fotosisntesis", "fotosíntesis"),
        ("fotosintezis", "fotosíntesis"),
        ("otorinolaringolgo", "otorrinolaringólogo"),
        ("Lodnres", "Londres"),
        ("mitocondria", "mitocondrias"),
        ("catión", "cationes"),
        ("biolojía", "biología"),
        ("principo", "principio"),
        ("gradiemte", "gradiente"),
        ("el kernel", "Kernel"),
    ],
)
def test_a_slip_of_the_finger_or_of_the_ear(typed, accepted):
    """What a finger or an ear does is forgiven, the more of it the longer the word."""
    assert marks_short(typed, [accepted])


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("Marta", "María"),
        ("Francisca", "Francisco"),
        ("Monet", "Manet"),
        ("nitrito", "nitrato"),
        ("perclorito", "perclorato"),
        ("metano", "metanol"),
        ("adsorción", "absorción"),
        ("mitosis", "meiosis"),
        ("pero", "perro"),
        ("planta", "planeta"),
        ("HTTP", "HTTPS"),
        ("http", "HTTPS"),
        ("UDP", "TCP"),
        ("junio", "julio"),
        ("stationary", "stationery"),
        ("IPv4", "IPv6"),
    ],
)
def test_another_word_by_a_letter(typed, accepted):
    """Names and terms that differ in what no finger slips over, and acronyms, are other words."""
    assert not marks_short(typed, [accepted])


@given(st.text(max_size=60))
def test_an_accepted_form_is_right_as_it_stands(form):
    """Whatever the note accepts is right when it is typed, unless it is empty."""
    assert marks_short(form, [form]) == bool(form.strip())


NUMBERS = st.from_regex(r"[-+]?[0-9., /^]{1,12}( ?(km|m|%|°C|kg/m3|por|h))?", fullmatch=True)


@given(st.text(max_size=300) | NUMBERS, st.lists(st.text(max_size=40) | NUMBERS, max_size=3))
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
