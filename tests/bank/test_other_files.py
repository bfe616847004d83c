"""Files that are no Markdown: recognised by what is in them, and read with the line of each question."""

from pathlib import Path

import pytest

from bot.bank import html_text
from bot.bank.reading import read_bank
from bot.domain.question import Choice, Difficulty, Kind, Question
from tests.bank.builders import asked, complaints, only, reading
from tests.bank.test_vault import a_vault

ANKI = (
    "#separator:tab\n#html:true\n#deck:Geo::Europe\n#tags column:3\n"
    'Capital of <b>France</b>?\tParis<br>city\tgeo eu::west\n"Two\nlines?"\tYes\t\n'
    "The {{c1::mitochondria::organelle}} makes {{c2::ATP}}\tin cells\t\n"
)
GIFT = r"""// a comment
$CATEGORY: $course$/top/Geo/Capitals

::Q1:: Who's buried in Grant's tomb? {=Grant ~no one #sorry ~Napoleon}

Two plus two equals {=four =4}.

The sun is a star. {T#Look up#Yes}

Which are primes? {~%50%2 ~%50%3 ~%-100%4 #### By definition}

When was \{Ulysses\} begun? {#1914:1}

Match {=a -> 1 =b -> 2 =c -> 3}

[html]What is <b>3 \= 2+1\: true</b>? {
  =yes

  ~no
}

Grant was {~born =buried} in this tomb.

Write an essay. {}

None is right {~a ~b}
"""


def test_a_folder_gives_only_the_files_that_hold_questions(tmp_path: Path):
    """A readme and a table of numbers are no notes."""
    vault = a_vault(
        tmp_path,
        {
            "README.txt": b"# Why?\nA. read\nB. me\n",
            "numbers.csv": b"a,b\n1,2\n",
            "log.txt": b"start {1}\n\nstop {2}\n",
            "style.txt": b"body {\n  color: red\n}\n",
            "aiken.txt": b"\xef\xbb\xbfWhat is 1 + 1?\nA. 2\nB. 3\nANSWER: A\n",
            "cards.txt": ANKI.encode(),
            "cards.csv": "Pregunta;Respuesta\n¿Qué?;Eso\n".encode(),
            "quiz.gift": GIFT.encode(),
            "quiz.txt": b"Sun? {T}\n\nMoon? {F}\n",
            "note.md": b"## Why?\nSo.\n",
        },
    )
    bank = read_bank([vault], default_language="en")
    assert sorted({one.file for one in bank.questions}) == [
        "aiken.txt",
        "cards.csv",
        "cards.txt",
        "note.md",
        "quiz.gift",
        "quiz.txt",
    ]
    assert bank.files == 6


def test_cards_that_anki_exported():
    """HTML becomes Markdown; the headers tell deck and tags; a row may take several lines."""
    found = reading(ANKI, file="a/cards.txt").questions
    assert [(one.line, one.question, one.answer, one.deck, one.tags) for one in found] == [
        (5, "Capital of **France**?", "Paris\ncity", "Geo/Europe", ("geo", "eu/west")),
        (6, "Two\nlines?", "Yes", "Geo/Europe", ()),
        (8, "The [organelle] makes […]", "The **mitochondria** makes **ATP**\n\nin cells", "Geo/Europe", ()),
    ]


def test_columns_that_anki_names_apart():
    """Note type, deck and guid are no text of the card."""
    text = (
        "#separator:Pipe\n#html:false\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        "x1|Basic|A::B|What is <b>?|A tag|html\n"
    )
    question = only(text, file="cards.txt")
    assert (question.question, question.answer, question.deck, question.tags) == (
        "What is <b>?",
        "A tag",
        "A/B",
        ("html",),
    )


def test_a_table_that_names_its_columns():
    """In either language, in whatever order."""
    names = "Etiquetas,Respuesta,Pregunta,Dificultad,Tema"
    text = f'{names}\n"ia, ml","Una, colección","¿Qué es, en fin, un conjunto?",difícil,Sets\n'
    question = only(text, file="t.csv")
    assert (question.question, question.answer) == ("¿Qué es, en fin, un conjunto?", "Una, colección")
    assert (question.tags, question.difficulty, question.topic) == (("ia", "ml"), Difficulty.HARD, "Sets")


def test_aiken():
    """Choices without their labels; what cannot be asked is told and the rest is read."""
    text = (
        "What is 1 + 1?\nA. 2\nB) 3\nANSWER: A\n\nWhich?\nA. x\nB. y\nC. z\nANSWER: D\n"
        "Who?\nA. x\nB. y\nWhy?\nA. x\nB. y\nANSWER: B\n"
    )
    assert [(one.line, one.question, one.choices) for one in reading(text, file="a.txt").questions] == [
        (1, "What is 1 + 1?", (Choice("2", True), Choice("3", False))),
        (14, "Why?", (Choice("x", False), Choice("y", True))),
    ]
    assert complaints(text, file="a.txt") == [
        'a.txt:6: the answer "D" is none of the choices A to C; the question was left out',
        "a.txt:11: the choices have no ANSWER line; the question was left out",
    ]


def test_an_ending_that_says_what_the_file_is(tmp_path: Path):
    """A mistake at its beginning is told, and does not make it something else."""
    vault = a_vault(tmp_path, {"a.aiken": b"Why?\nA. x\n\nHow?\nA. x\nB. y\nANSWER: B\n"})
    bank = read_bank([vault], default_language="en")
    assert [question.question for question in bank.questions] == ["How?"]
    assert [str(problem) for problem in bank.problems] == [
        "a.aiken:1: the choices have no ANSWER line; the question was left out"
    ]


@pytest.fixture(scope="module")
def gift() -> list[Question]:
    return list(reading(GIFT, file="quiz.gift").questions)


def test_every_kind_of_gift_question(gift: list[Question]):
    """Escapes, titles and comments are gone; the category is the deck."""
    assert [(one.line, one.kind, one.question) for one in gift] == [
        (4, Kind.SINGLE, "Who's buried in Grant's tomb?"),
        (6, Kind.SHORT, "Two plus two equals"),
        (8, Kind.TRUE_FALSE, "The sun is a star."),
        (10, Kind.MULTIPLE, "Which are primes?"),
        (12, Kind.SHORT, "When was {Ulysses} begun?"),
        (14, Kind.OPEN, "Match"),
        (16, Kind.SINGLE, "What is **3 = 2+1: true**?"),
        (22, Kind.SINGLE, "Grant was _____ in this tomb."),
        (24, Kind.OPEN, "Write an essay."),
    ]
    assert {(one.deck, one.topic) for one in gift} == {("Geo/Capitals", "Capitals")}


def test_gift_answers(gift: list[Question]):
    """Feedback explains, weights above nought are right, pairs are an open answer."""
    assert [one.answer for one in gift] == [
        "- no one: sorry",
        "four",
        "- False: Look up\n- True: Yes",
        "By definition",
        "1914\n\n± 1",
        "- a → 1\n- b → 2\n- c → 3",
        "",
        "",
        "",
    ]
    assert gift[1].key_points == (("four", "4"),)
    assert [choice.correct for choice in gift[3].choices] == [True, True, False]


def test_what_is_wrong_in_a_gift_file():
    """Each with its line; a question without braces among others, too."""
    text = "Sun? {T}\n\nMoon? {F}\n\nNo {~a ~b}\n\nForgotten\n\nLast? {T}\n"
    text = "Sun? {T}\n\n" * 10 + text
    assert complaints(text, file="q.gift")[:2] == [
        "q.gift:25: no choice is right: none begins with = or has a weight above 0; the question was left out",
        "q.gift:27: it has no answer in braces; the question was left out",
    ]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a<br>b<div>c</div>", "a\nb\nc"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n\n- two"),
        ('<a href="https://example.org">x</a> &amp; <i>y</i>', "[x](https://example.org) & *y*"),
        ('<img src="cat.png" alt="a cat">', "![a cat](cat.png)"),
        ("<pre>x = 1</pre>", "```\nx = 1\n```"),
        ("a &lt; b&nbsp;[sound:x.mp3] 1 < 2", "a < b [x.mp3] 1 < 2"),
    ],
)
def test_html_as_markdown(html: str, markdown: str):
    """What flashcard programs write."""
    assert html_text.as_markdown(html) == markdown


@pytest.mark.parametrize(
    "first",
    [
        "::A:: What is 1 + 1? {=2 ~3\n\n",
        "::A:: What is 1 + 1? {=2 ~3\n",
        "::A:: What is 1 + 1? {\n=2\n\n~3\n// a comment\n\n",
        "What is 1 + 1? {\n=2\n~3\n",
    ],
)
def test_a_brace_that_nobody_closes_swallows_nothing(first: str):
    """Its question is told, and the next ones are read, with or without titles and blank lines."""
    rest = "What is\n2 + 2? {\n  =4 ~5\n}\n\n::C:: What is 3 + 3? {=6 ~7}\n"
    rest = rest if first.endswith("\n\n") else f"::B:: {rest}"
    for text in (first + rest, f"Is it? {{T}}\n\n{first}{rest}"):
        line = 1 if text.startswith(first) else 3
        assert asked(text, file="q.gift")[-2:] == ["What is\n2 + 2?", "What is 3 + 3?"]
        assert complaints(text, file="q.gift") == [
            f"q.gift:{line}: the brace before its answer is never closed; the question was left out"
        ]


def test_gift_questions_without_blank_lines_between():
    """Braces hold one answer, so a second pair is another question; what goes on behind the first is not."""
    text = (
        "What is 1 + 1? {=2 ~3}\nWhat is\n2 + 2? {=4 ~5}\n::C:: Six {=is\n~are} 3 + 3\nin base ten.\n"
        "$CATEGORY: Sets\nHow many has {1, 2}? {#2}\n// a comment\nThe end? {T}\n"
    )
    found = reading(text, file="q.gift")
    assert [(one.line, one.question, one.kind) for one in found.questions] == [
        (1, "What is 1 + 1?", Kind.SINGLE),
        (2, "What is\n2 + 2?", Kind.SINGLE),
        (4, "Six _____ 3 + 3\nin base ten.", Kind.SINGLE),
        (8, "How many has {1, 2}?", Kind.SHORT),
        (10, "The end?", Kind.TRUE_FALSE),
    ]
    assert not found.problems


def test_a_gift_file_that_begins_with_a_slip_is_still_one(tmp_path: Path):
    """By its name; a text file of another kind is none for one pair of braces."""
    a_vault(tmp_path, {"q.gift": b"No answer?\n\nSun? {T}\n", "q.txt": b"Prose.\n\nMore.\n\nint main() {}\n"})
    bank = read_bank([tmp_path], default_language="en")
    assert [one.question for one in bank.questions] == ["Sun?"]
    assert [str(one) for one in bank.problems] == ["q.gift:1: it has no answer in braces; the question was left out"]
