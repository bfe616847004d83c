"""Questions of every kind, with texts that would do harm if they were not escaped."""

from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.question import Choice, Difficulty, Kind, Question, QuestionKey
from tests.bank.builders import a_question

NASTY = (
    "<script>alert(1)</script> & \"quotes\" 'n' ~ = # {a} : :: %50% [sound:x.mp3] [latex]x[/latex] {{c1::x}} "
    "-> \\n \\( 🦆 שלום `<b>=`"
)

OPEN = replace(
    a_question("What does $\\frac{1}{2} x$ mean?", "Half of **x**.\n\n- a\n- b", file="math.md", line=7, key="half"),
    deck="school/math",
    hint="Think of *cake*",
    key_points=(("half", "1/2"), ("of x",)),
    tags=("algebra", "school/first year"),
    difficulty=Difficulty.EASY,
)
SHORT = replace(
    OPEN,
    key=QuestionKey("paris"),
    kind=Kind.SHORT,
    language="es",
    question="¿Capital de Francia?",
    answer="París\n\nY la más grande.",
    key_points=(("París", "Paris"),),
    hint="",
)
SINGLE = replace(
    OPEN,
    key=QuestionKey("single"),
    kind=Kind.SINGLE,
    question="Which one?",
    answer="Because.",
    choices=(Choice("`a{b}`", False), Choice("the second", True), Choice("=third", False)),
    key_points=(),
    hint="",
)
MULTIPLE = replace(
    SINGLE,
    key=QuestionKey("multiple"),
    kind=Kind.MULTIPLE,
    choices=(Choice("one", True), Choice("two", True), Choice("three", True), Choice("four", False)),
)
VERDICT = replace(
    SINGLE,
    key=QuestionKey("verdict"),
    kind=Kind.TRUE_FALSE,
    question="True or false: HTML is a programming language",
    choices=(Choice("True", False), Choice("False", True)),
)
CLOZE = replace(
    OPEN,
    key=QuestionKey("cloze"),
    kind=Kind.CLOZE,
    question="The […] makes […] ==here== in `a ==b== c`.",
    answer="The **mitochondrion** makes **std::ATP** ==here== in `a ==b== c`.",
    key_points=(("mitochondrion",), ("std::ATP",)),
    hint="",
)
ALL = (OPEN, SHORT, SINGLE, MULTIPLE, VERDICT, CLOZE)


def nasty(question: Question) -> Question:
    """The same question with dangerous texts everywhere."""
    return replace(
        question,
        deck=f"a/{NASTY}",
        topic=NASTY,
        question=f"{NASTY}\n\n{NASTY}" + " […] […]" * (question.kind is Kind.CLOZE),
        answer=NASTY,
        choices=tuple(Choice(f"{NASTY} {place}", one.correct) for place, one in enumerate(question.choices)),
        hint=NASTY,
        key_points=((NASTY, "b"), ("c",)),
        tags=(NASTY, "a b"),
        file=NASTY,
    )


# --- any question at all ---------------------------------------------------------------------------

SIGNS = st.sampled_from(
    [*"<>&\"'~=#{}:\\[]()%*_`$|@+-! \n\r\ta1é🦆ש", "```", "==", "{{c1::", "}}", "[[", "<b>", "<img src=x onerror=y>",
     "](javascript:a)", "](https://a.b)", "- ", "> ", "> [!tip] ", "| a | b |\n|--|--|\n", "$x<y$", "\\(", "####", "//",
     "\n\n", "<details><summary>", "[…]", "![[…]](https://a.b)", "\x1b[31m", "\u202e"]
)  # fmt: skip
HOSTILE = st.lists(SIGNS, max_size=12).map("".join)
SOME = HOSTILE.filter(bool)


@st.composite
def any_question(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from(Kind))
    choices = draw(st.lists(st.builds(Choice, SOME, st.booleans()), min_size=2, max_size=4))
    return Question(
        key=QuestionKey(draw(SOME)),
        file=draw(SOME),
        line=draw(st.integers(1, 9999)),
        deck=draw(HOSTILE),
        topic=draw(HOSTILE),
        kind=kind,
        language=draw(st.sampled_from(["es", "en", "es-MX"])),
        question=draw(SOME),
        answer=draw(HOSTILE),
        choices=tuple(choices) if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE) else (),
        hint=draw(HOSTILE),
        key_points=tuple(draw(st.lists(st.lists(SOME, min_size=1, max_size=3).map(tuple), max_size=3))),
        tags=tuple(draw(st.lists(SOME, max_size=3))),
        difficulty=draw(st.none() | st.sampled_from(Difficulty)),
    )


# --- any question that a note can hold ---------------------------------------------------------------

_TEXT = HOSTILE.map(lambda text: text.replace("\r", ""))  # which no reader of notes lets through
_FULL = _TEXT.filter(lambda text: bool(text.strip()))
_KEYS = st.from_regex(r"[A-Za-z][\w-]{0,20}", fullmatch=True).map(QuestionKey)


@st.composite
def question_of_a_note(draw: st.DrawFn) -> Question:
    """A question of any kind, whose parts fit to each other."""
    question, kind = draw(any_question()), draw(st.sampled_from(Kind))
    right = {Kind.SINGLE: 1, Kind.TRUE_FALSE: 1, Kind.MULTIPLE: 2}.get(kind, 0)
    texts = draw(st.lists(_FULL, min_size=2, max_size=2 if kind is Kind.TRUE_FALSE else 5)) if right else []
    order = draw(st.permutations(range(len(texts))))
    points = st.lists(st.lists(_FULL, min_size=1, max_size=3).map(tuple), min_size=not right, max_size=3)
    text = draw(_FULL)
    choices = tuple(Choice(one, place in order[:right]) for place, one in enumerate(texts))
    key = draw(_KEYS)
    return replace(
        question,
        key=key,
        own_key=key,
        kind=kind,
        choices=choices,
        question=text,
        key_points=tuple(draw(points)),
        tags=tuple(draw(st.lists(_FULL, max_size=3))),
        **{name: draw(_TEXT) for name in ("deck", "topic", "answer", "hint")},
    )
