"""Whole notes, as people write them, read from beginning to end."""

from pathlib import Path

import pytest

from bot.bank.reading import read_bank
from bot.domain.question import Bank, Choice, Difficulty, Kind, Question

NOTES = Path(__file__).parent / "notes"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank([NOTES], default_language="es")


def question(bank: Bank, text: str) -> Question:
    return next(one for one in bank.questions if one.question.partition("\n")[0] == text)


def test_a_spanish_note_with_questions_in_list_items(bank: Bank):
    """Each heading that opens a list item asks, in the order of the note."""
    assert [one.question for one in bank.questions if one.file == "aprendizaje.md"] == [
        "¿Qué es el sobreajuste?",
        "¿Y el subajuste?",
        "¿Cómo se entrena en Python?",
        "¿Qué métricas sirven con datos desbalanceados?",
        "Verdadero o falso: HTML es un lenguaje de programación",
        "¿Capital de Francia?",
        "¿Qué dice el teorema de Bayes?",
    ]


def test_a_question_with_everything(bank: Bank):
    """Id, tags, difficulty, hint, deck and topic come from the heading, the front matter and the trailer."""
    assert question(bank, "¿Qué es el sobreajuste?") == Question(
        key="sobreajuste",
        file="aprendizaje.md",
        line=15,
        deck="ia/ml",
        topic="Modelos",
        kind=Kind.OPEN,
        language="es",
        question="¿Qué es el sobreajuste?",
        answer="- [[Varianza|Mucha varianza]]: el modelo memoriza.\n- **Remedio**: regularizar con `dropout`.",
        hint="Piensa en la varianza",
        key_points=(("Mucha varianza", "Varianza"), ("Remedio",)),
        own_key="sobreajuste",
        tags=("ia", "repaso", "Escritura", "Entrevista", "modelos"),
        difficulty=Difficulty.EASY,
    )


def test_residue_is_no_part_of_an_answer(bank: Bank):
    """Line breaks, back links and scheduling comments are stripped."""
    assert question(bank, "¿Y el subajuste?").answer == "No aprende ni los patrones **sencillos**."


def test_code_is_an_answer_and_its_comments_are_no_questions(bank: Bank):
    """A fence keeps its lines as they are."""
    answer = question(bank, "¿Cómo se entrena en Python?").answer
    assert answer == "```python\n# ¿Esto es un título? No: es código\nmodelo.fit(x, y)\n```"


def test_a_task_list_right_under_a_question(bank: Bank):
    """Two marks mean: choose all that apply; the text below explains."""
    found = question(bank, "¿Qué métricas sirven con datos desbalanceados?")
    assert found.kind is Kind.MULTIPLE
    assert found.choices == (Choice("F1", True), Choice("Exactitud", False), Choice("PR-AUC", True))
    assert found.answer == "F1 y PR-AUC no dependen de los verdaderos negativos."
    assert found.difficulty is Difficulty.HARD


def test_true_or_false_in_the_language_of_the_note(bank: Bank):
    """The two words are the choices, and what follows the verdict explains it."""
    found = question(bank, "Verdadero o falso: HTML es un lenguaje de programación")
    assert (found.kind, found.answer) == (Kind.TRUE_FALSE, "Es un lenguaje de **marcado**.")
    assert found.choices == (Choice("Verdadero", False), Choice("Falso", True))


def test_a_short_answer_and_its_accepted_forms(bank: Bank):
    """The first form is the answer; all of them are its one key point."""
    found = question(bank, "¿Capital de Francia?")
    assert (found.kind, found.key_points) == (Kind.SHORT, (("París", "Paris"),))
    assert found.answer == "París\n\nEstá a orillas del Sena."


def test_stated_key_points_take_the_place_of_bold_words(bank: Bank):
    """Each line of the callout is one key point with its synonyms."""
    found = question(bank, "¿Qué dice el teorema de Bayes?")
    assert found.key_points == (("probabilidad condicionada", "condicional"), ("a priori", "previa"))
    assert found.answer == "Relaciona **P(A|B)** con P(B|A)."


def test_an_english_note_with_one_level_of_questions(bank: Bank):
    """The level at which most headings ask; numbers, closing signs and contents are no part of it."""
    assert [(one.line, one.topic, one.question.partition("\n")[0]) for one in bank.questions if "java" in one.file] == [
        (12, "Language", "What is hoisting?"),
        (23, "Language", "Explain closures"),
        (29, "Language", "What does this print?"),
        (39, "Language", "Which of these are falsy?"),
        (47, "Language", "True or false: `NaN === NaN`"),
        (51, "Language", "What is the event loop?"),
        (55, "Language", "What is a callback?"),
        (56, "Language", "What is a higher-order function?"),
    ]


def test_deeper_headings_stay_in_the_answer(bank: Bank):
    """So do headings in code, as code."""
    answer = question(bank, "What is hoisting?").answer
    assert answer.startswith("Declarations are moved **up**.\n\n#### Example\n\n```js\n### What is this?")


def test_block_ids_go_and_wikilinks_stay_in_answers(bank: Bank):
    """Whoever shows the answer resolves them, for only there is it known what is code."""
    answer = question(bank, "Explain closures").answer
    assert answer == "A function that remembers.\n\nAnswered with `[[scope]]` in mind, and [[Scope#Lexical]]."


def test_code_before_the_answer_label_belongs_to_the_question(bank: Bank):
    """The label itself is shown to nobody."""
    found = question(bank, "What does this print?")
    assert found.question == "What does this print?\n\n```js\nconsole.log(typeof null);\n```"
    assert found.answer == "`object`, for historical reasons."


def test_a_choice_may_go_on_below_itself(bank: Bank):
    """Lines indented under a choice are part of it; blank lines between choices do no harm."""
    choices = question(bank, "Which of these are falsy?").choices
    assert [choice.text for choice in choices] == ["`[]`", "`0`\nthe number", '`""`']


def test_a_placeholder_is_no_answer(bank: Bank):
    """The question is kept and reported."""
    assert question(bank, "What is the event loop?").answer == ""
    assert "javascript.md:51: the question has no answer" in [str(problem) for problem in bank.problems]


def test_two_ways_of_asking_share_the_answer_below(bank: Bank):
    """A heading with nothing below it, right above another question, has the answer of that one."""
    assert question(bank, "What is a callback?").answer == "A function that takes or returns functions."
    assert question(bank, "What is a higher-order function?").answer == "A function that takes or returns functions."


def test_fences_comments_and_nested_headings_do_not_lead_astray(bank: Bank):
    """A stray fence ends at the next question; a heading inside an item is answer text."""
    found = [(one.line, one.topic, one.question) for one in bank.questions if one.file == "traps.md"]
    assert found == [
        (1, "traps", "What is a fence?"),
        (17, "traps", "Which question comes after a stray fence?"),
        (29, "traps", "How does a one-line fence look?"),
        (41, "Part two", "Does a ~~~ fence hide a heading?"),
    ]
    assert question(bank, "Which question comes after a stray fence?").answer.endswith(
        "```\n\n## 1. A heading inside the answer\n\nAnd more text."
    )
    assert question(bank, "Does a ~~~ fence hide a heading?").answer.endswith("The rule above is in the item.")


def test_notes_are_left_as_they_were():
    """Reading writes nothing."""
    before = {path: path.read_bytes() for path in NOTES.iterdir()}
    read_bank([NOTES], default_language="es")
    assert {path: path.read_bytes() for path in NOTES.iterdir()} == before
