"""Cards of other plugins and programs, read from notes as people write them."""

from pathlib import Path

import pytest

from bot.bank.reading import read_bank
from bot.domain.question import Kind, Question
from tests.bank.builders import asked, complaints, only, reading

NOTES = Path(__file__).parent / "notes"


def read(file: str) -> list[Question]:
    """The questions of a note in this folder."""
    return list(read_bank([NOTES / file], default_language="es").questions)


def shown(file: str) -> list[tuple[int, str, str]]:
    """Line, question and answer of each."""
    return [(one.line, one.question, one.answer) for one in read(file)]


def test_notes_of_obsidian_to_anki():
    """Blocks and lines with their fields; identifiers, kinds and markers are residue."""
    assert shown("anki.md") == [
        (11, "What is a ring?\nIt has two operations.", "A set\n\nwith **rules**."),
        (22, "Hund", "dog"),
        (22, "dog", "Hund"),
        (29, "A […] has two operations.", "A **ring** has two operations.\n\nUsually + and ·."),
        (29, "A ring has […] operations.", "A ring has **two** operations.\n\nUsually + and ·."),
        (35, "Capital of France?", "Paris"),
        (39, "Is it short?", "Very."),
    ]


def test_what_obsidian_to_anki_says_of_a_note_and_its_cards():
    """The deck for all, tags for all and for one; a typed answer is a short one."""
    found = read("anki.md")
    assert {one.deck for one in found} == {"Matemáticas/Álgebra"}
    assert found[0].tags == ("rings", "sets", "algebra", "repaso")
    assert found[-1].tags == ("brief", "algebra", "repaso")
    assert (found[5].kind, found[5].key_points) == (Kind.SHORT, (("Paris",),))


def test_a_start_without_its_end_is_told():
    """The rest is read; a line that only says START is text."""
    bank = read_bank([NOTES / "anki.md"], default_language="es")
    assert [str(problem) for problem in bank.problems] == ["anki.md:44: START has no END; the question was left out"]
    assert complaints("## Why?\nSTART\nhere\n") == []


def test_blocks_of_logseq():
    """Children answer, properties are residue, and a card in a card stands for itself."""
    assert shown("logseq.md") == [
        (
            4,
            "What is a monad?",
            "- A monoid in the category of endofunctors.\n\t- With *unit* and *bind*.",
        ),
        (11, "The […] is a star.", "The **sun** is a star."),
        (11, "The sun is a [no planet].", "The sun is a **star**."),
        (13, "Who wrote it?", "Eugenio Moggi"),
        (16, "Which year?", "1989"),
    ]
    assert {one.deck for one in read("logseq.md")} == {"haskell/basics"}


def test_headings_and_lines_with_the_tag_of_flashcards():
    """A heading's answer is its section, a line's answer the paragraph below it; reminders ask nothing."""
    assert shown("flashcards.md") == [
        (6, "This is the front", "This is the back.\n\n- with a list"),
        (12, "Normal and reversed", "Two cards."),
        (12, "Two cards.", "Normal and reversed"),
        (15, "This could be\nanother", "But without the heading."),
        (21, "Another way", "This style."),
        (27, "Really?", "Yes."),
        (29, "My question", "My answer"),
        (31, "A […] and later and […].", "A **cloze** and later and **again**."),
        (31, "A cloze and […] and again.", "A cloze and **later** and again."),
    ]
    found = read("flashcards.md")
    assert {one.deck for one in found} == {"Mazo/Parte"}
    assert found[0].tags == ("local",)


def test_prose_about_the_tag_is_no_card():
    """Neither in the middle of a sentence nor in code."""
    assert asked("## T\nUse #card to mark one, or `#card`.\n- The #card tag is needed\n") == []


def test_headings_of_mdanki():
    """A lone `%` parts a question of several lines from its answer; code may hold one."""
    assert shown("mdanki.md") == [
        (3, "YAGNI\n\nDescribe this acronym.", "You aren't gonna need it.\n\n```\n%\n```"),
        (17, "What's Markdown", "A language."),
    ]
    assert read("mdanki.md")[0].tags == ("algorithms", "binary_tree")


def test_the_sides_of_a_card_of_mochi():
    """Only where the note says `questions: cards`."""
    assert shown("mochi.md") == [(4, "What is photosynthesis?", "How plants use sunlight.\n\nMore of it.")]
    assert asked("# T\nfront\n\n---\n\nback\n") == []


def test_questions_and_answers_in_turn():
    """Each may take several lines; an answer goes on to the next question."""
    assert shown("preguntas-y-respuestas.md") == [
        (3, "¿Qué es\nun índice?", "Un mapa.\n\nY ordenado."),
        (9, "Why?", "Because."),
    ]


def test_one_pair_is_no_deck():
    """Unless the note opts in."""
    assert asked("## T\nQ: Why?\nA: So.\n") == []
    assert asked("#flashcards\n\nQ: Why?\nA: So.\n") == ["Why?"]


@pytest.mark.parametrize("said", ["TARGET DECK: Web::http", "TARGET DECK\nWeb::http"])
def test_one_pair_below_a_target_deck(said: str):
    """The line says that the note holds cards, so one is enough."""
    found = reading(f"{said}\n\nQ: What does 301 mean?\nA: Moved permanently.\n")
    assert [(one.question, one.answer, one.deck) for one in found.questions] == [
        ("What does 301 mean?", "Moved permanently.", "Web/http")
    ]
    assert [(one.name, one.reason) for one in found.conventions] == [("Q: and A:", "1 pair of Q: and A:")]


@pytest.mark.parametrize("above", [True, False])
def test_one_pair_beside_a_note_for_anki(above: bool):
    """The deck that the note names speaks for both, whichever of them comes first."""
    pair, block = "Q: Why?\nA: So.\n", "START\nBasic\nWhat is an API?\nBack: An interface.\nEND\n"
    text = "\n".join(["TARGET DECK: Web", "", *((pair, block) if above else (block, pair))])
    assert sorted(asked(text)) == ["What is an API?", "Why?"]


def test_cards_of_several_conventions_in_one_note():
    """With questions in headings beside them."""
    text = (
        "#flashcards\n\n- Block? #card\n\t- Child\n\nRome::Italy\n\nSTART\nBasic\nFront::side\nBack: b\nEND\n\n"
        "Q: Why?\nA: So.\n\n## What is it?\nA thing.\n"
    )
    found = reading(text).questions
    assert [(one.question, one.answer) for one in found] == [
        ("Block?", "Child"),
        ("Rome", "Italy"),
        ("Front::side", "b"),
        ("Why?", "So."),
        ("What is it?", "A thing."),
    ]


@pytest.mark.parametrize(
    ("below", "asks"),
    [
        ("START\nBasic\nWhat is an API?\nBack: An interface.\nEND", "What is an API?"),
        ("STARTI [Basic] What is an API? Back: An interface. ENDI", "What is an API?"),
        ("HTTP::80", "HTTP"),
        ("HTTP\n?\n80", "HTTP"),
        ("The ==net== is wide.", "The […] is wide."),
        ("- A tree #card\n\t- A graph.", "A tree"),
        ("> [!question] UDP keeps order.\n>> [!success]- Answer\n>> False", "UDP keeps order."),
    ],
)
def test_an_answer_ends_where_another_convention_begins(below: str, asks: str):
    """Both questions are there: the one above does not take the other into its answer, nor is it lost."""
    found = reading(f"#flashcards\n\nQ: Why?\nA: So.\n\n{below}\n\nQ: Where?\nA: Here.\n").questions
    assert [one.question for one in found] == ["Why?", asks, "Where?"]
    assert (found[0].answer, found[2].answer) == ("So.", "Here.")


def test_a_card_of_several_lines_ends_at_a_callout_right_below():
    """Also where no blank line stands between the two."""
    text = "#flashcards\nWhat is it?\n?\nA thing.\n> [!question] It is blue.\n>> [!success]- Answer\n>> False\n"
    found = reading(text).questions
    assert [(one.question, one.answer) for one in found] == [("What is it?", "A thing."), ("It is blue.", "")]


def test_a_card_with_its_tag_ends_at_its_block_id():
    """The plugin writes one below each answer; what comes then is no part of it, and may be another card."""
    found = reading("What is x? #card\nA letter.\n^abc123\nA remark.\nCapital of Italy::Rome\n")
    assert [(one.question, one.answer, one.own_key) for one in found.questions] == [
        ("What is x?", "A letter.", "abc123"),
        ("Capital of Italy", "Rome", ""),
    ]
    found = reading("#### Heap #card\nWhere\n\nobjects live.\n^1665123456789\n\n404::Not found\n")
    assert [(one.question, one.answer) for one in found.questions] == [
        ("Heap", "Where\n\nobjects live."),
        ("404", "Not found"),
    ]


@pytest.mark.parametrize("line", ["{} #card", "- {} #card", "#card {}", "## {} #card", "> x\n\n{} #card #geo ^it"])
def test_both_sides_on_the_line_of_the_tag(line: str):
    """Whatever carries the tag."""
    question = only(line.format("Capital of Italy::Rome"))
    assert (question.question, question.answer) == ("Capital of Italy", "Rome")
    assert question.tags == (("geo",) if "geo" in line else ())


def test_both_ways_on_the_line_of_the_tag():
    """By the tag or by the separator; a name of C++ is no separator, and a block with children has its answer."""
    text = (
        "Sea:: salt water #card-reverse\nMadrid:::Spain #card\n\n- Foo::bar #card\n\t- a name\n- `a::b`? #card\n\t- c\n"
    )
    assert [(one.question, one.answer) for one in reading(text).questions] == [
        ("Sea", "salt water"),
        ("salt water", "Sea"),
        ("Madrid", "Spain"),
        ("Spain", "Madrid"),
        ("Foo::bar", "a name"),
        ("`a::b`?", "c"),
    ]
