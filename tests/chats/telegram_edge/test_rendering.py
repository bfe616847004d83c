"""What Telegram is sent: texts, and entities that it accepts as they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.chats.telegram.rendering import Rendered, render
from bot.domain.conversation import Body, Line, Passage, Span, Style
from tests.markup.test_reading import hostile_markdown
from tests.shared import shared

LIMIT = 4_096
SPACE = "\N{EN SPACE}"


def parts(rendered: Rendered) -> list[tuple[str, ...]]:
    """Each entity as its kind, the text that it covers, and its address or language."""
    units = rendered.text.encode("utf-16-le")
    found = []
    for entity in rendered.entities:
        covered = units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
        detail = entity.url or entity.language
        found.append((str(entity.type), covered, *([detail] if detail else [])))
    return found


def shown(markdown: str, quoted: bool = False) -> tuple[str, list[tuple[str, ...]]]:
    """The only message that a passage becomes."""
    [rendered] = render((Passage(markdown, quoted),))
    return rendered.text, parts(rendered)


PASSAGES = {
    "a\n\nb": ("a\n\nb", []),
    "# A `b` c\nd": ("A b c\nd", [("bold", "A"), ("code", "b"), ("bold", "c")]),
    "**a *b* ~~c~~ ||d||**": (
        "a b c d",
        [("bold", "a b c d"), ("italic", "b"), ("strikethrough", "c"), ("spoiler", "d")],
    ),
    "**a ==b== __c__**": ("a b c", [("bold", "a b c")]),
    "🎉 **é👩‍👩‍👧** x": ("🎉 é👩‍👩‍👧 x", [("bold", "é👩‍👩‍👧")]),
    "[a](https://x.y) [b](tg://z) [c](mailto:d@e.f)": (
        "a b c",
        [("text_link", "a", "https://x.y"), ("text_link", "b", "tg://z"), ("text_link", "c", "mailto:d@e.f")],
    ),
    "[a](b.md) [c](#d) [e](ftp://f) [[g]]": ("a c e g", []),
    "[`a` **b**](https://x.y)": ("a b", [("text_link", "a b", "https://x.y"), ("bold", "b")]),
    "![a](b.png) ![](https://x.y/z.png)": ("🖼 a 🖼", [("text_link", "🖼", "https://x.y/z.png")]),
    "$x^2$ $\\begin{a}$": ("x² \\begin{a}", [("code", "\\begin{a}")]),
    "a\n\n---\n\nb": ("a\n\n———\n\nb", []),
    "a:\n- b\n  - c\n    - d\n      e": (f"a:\n• b\n{SPACE * 2}◦ c\n{SPACE * 4}▪ d\n{SPACE * 6}e", []),
    "3. a\n4. b\n\n- [x] c\n- [ ] d": ("3. a\n4. b\n\n☑ c\n☐ d", []),
    "1. a\n\n   b\n2. c": (f"1. a\n{SPACE * 2}b\n\n2. c", []),
    "a\n```python\nb:\n\n    c\n```\nd": ("a\nb:\n\n    c\n\nd", [("pre", "b:\n\n    c", "python")]),
    "- a\n  ```\n  b\n   c\n  ```\n- d": ("• a\nb\n c\n\n• d", [("pre", "b\n c")]),
    "> a **b**\n>\n> > c": ("a b\n\n▎c", [("blockquote", "a b\n\n▎c"), ("bold", "b")]),
    "> [!warning] A\n> b": ("⚠️ A\nb", [("blockquote", "⚠️ A\nb"), ("bold", "A")]),
    "> [!hint]\n> b": ("💡 b", [("blockquote", "💡 b")]),
    "> [!mine] A": ("📌 A", [("blockquote", "📌 A"), ("bold", "A")]),
    "<details><summary>a</summary>\n\n`b`\n\n> c\n\n</details>\n\nd": (
        "a\nb\n\n▎c\n\nd",
        [("bold", "a"), ("expandable_blockquote", "b\n\n▎c"), ("code", "b")],
    ),
    "| a | b |\n|---|--:|\n| 日本 | 1 |": (
        "a    | b\n-----+--\n日本 | 1",
        [("pre", "a    | b\n-----+--\n日本 | 1")],
    ),
    f"| a | |\n|---|---|\n| {'x' * 40} | `{'y' * 40}` |\n| | z |": (
        f"a: {'x' * 40}\n{'y' * 40}\n\nz",
        [("bold", "a"), ("code", "y" * 40)],
    ),
}


@pytest.mark.parametrize(("markdown", "expected"), PASSAGES.items())
def test_a_passage(markdown: str, expected: tuple[str, list[tuple[str, ...]]]) -> None:
    """Each construct of a note has its look in Telegram."""
    assert shown(markdown) == expected


QUOTED = {
    "a **b**": ("a b", [("blockquote", "a b"), ("bold", "b")]),
    "a\n\n> b\n\n```\nc\n```": ("a\n\n▎b\n\nc", [("blockquote", "a\n\n▎b\n\nc"), ("pre", "c")]),
    "> [!tip] a\n> b": ("💡 a\nb", [("blockquote", "💡 a\nb"), ("bold", "a")]),
    "<details><summary>a</summary>b</details>": ("a\nb", [("blockquote", "a\nb"), ("bold", "a")]),
}


@pytest.mark.parametrize(("markdown", "expected"), QUOTED.items())
def test_a_quoted_passage(markdown: str, expected: tuple[str, list[tuple[str, ...]]]) -> None:
    """A quoted passage is one quote, and whatever is a quote inside of it is none of its own."""
    assert shown(markdown, quoted=True) == expected


@pytest.mark.parametrize(
    ("markdown", "kind"),
    [
        ("a" * 400, "blockquote"),
        ("a" * 401, "expandable_blockquote"),
        ("a\n" * 8, "blockquote"),
        ("a\n" * 9, "expandable_blockquote"),
    ],
)
def test_a_long_quote_is_folded(markdown: str, kind: str) -> None:
    """More than 400 characters or eight lines are shown folded."""
    assert shown(markdown, quoted=True)[1] == [(kind, markdown.strip())]


def test_lines_and_passages_stand_below_each_other() -> None:
    """Lines end with one line feed, an empty line is a gap, and nothing in a span is markup."""
    body: Body = (
        Line((Span("👋 "), Span("a*b*", Style.BOLD), Span(" c", Style.ITALIC), Span("<d>", Style.CODE))),
        Line((Span("e"),)),
        Line(),
        Passage("f", quoted=True),
        Passage("<!-- nothing to see -->"),
        Line((Span("g"),)),
    )
    [rendered] = render(body)
    assert rendered.text == "👋 a*b* c<d>\ne\n\nf\ng"
    assert parts(rendered) == [("bold", "a*b*"), ("italic", "c"), ("code", "<d>"), ("blockquote", "f")]


@pytest.mark.parametrize("body", [(), (Line(), Line()), (Line((Span(" \n", Style.BOLD),)),), (Passage("<b> </b>"),)])
def test_nothing_to_see_is_no_message(body: Body) -> None:
    """A body without a visible character gives no message, for Telegram refuses empty ones."""
    assert render(body) == []


def test_the_ends_are_trimmed_with_their_entities() -> None:
    """White space at the ends goes, as Telegram would take it, and entities shrink with it."""
    [rendered] = render((Line(), Line((Span("  a ", Style.BOLD),)), Line((Span("b  ", Style.ITALIC),)), Line()))
    assert (rendered.text, parts(rendered)) == ("a \nb", [("bold", "a"), ("italic", "b")])


def test_a_long_answer_is_cut_between_paragraphs() -> None:
    """A text that needs two messages is cut at an empty line, and no word moves."""
    paragraphs = [f"{number} " + "word " * 150 for number in range(9)]
    pieces = render((Passage("\n\n".join(paragraphs)),))
    assert [piece.text for piece in pieces] == [
        "\n\n".join(text.strip() for text in paragraphs[:5]),
        "\n\n".join(text.strip() for text in paragraphs[5:]),
    ]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """Without lines to cut at, a sentence stays whole."""
    sentence = "Uno dos tres cuatro."
    first, second = render((Passage(" ".join([sentence] * 300)),))
    assert first.text.endswith(sentence)
    assert second.text.startswith(sentence)


def test_code_that_fits_stays_whole() -> None:
    """Code is sent in the next message rather than cut in two."""
    code = "\n".join(f"line_{number} = {number}" for number in range(200))
    first, second = render((Passage("Words. " * 250 + f"\n\n```py\n{code}\n```"),))
    assert first.text == ("Words. " * 250).strip()
    assert (second.text, parts(second)) == (code, [("pre", code, "py")])


def test_long_code_is_cut_between_its_lines() -> None:
    """Code that needs several messages is code in each, and is cut where a new function begins."""
    function = "def f():\n" + "    x = 1\n" * 30
    pieces = render((Passage("```py\n" + function * 20 + "```"),))
    assert [parts(piece) for piece in pieces] == [[("pre", piece.text, "py")] for piece in pieces]
    assert "\n".join(piece.text for piece in pieces) == (function * 20).strip()
    assert all(piece.text.startswith("def f():") for piece in pieces)


def test_code_next_to_a_line_too_long_for_one_message() -> None:
    """The words before a long line of code go first, so that the line is cut as late as possible."""
    first, second = render((Passage("Words. " * 100 + "\n\n```\n" + "x = 1; " * 560 + "\n```"),))
    assert first.text == ("Words. " * 100).strip()
    assert second.text == ("x = 1; " * 560).strip()


def test_a_long_quote_goes_on_in_the_next_message() -> None:
    """Each part of a quote is a quote."""
    pieces = render((Line((Span("Answer", Style.BOLD),)), Passage("\n\n".join(["word " * 100] * 20), quoted=True)))
    assert [[kind for kind, *_ in parts(piece)] for piece in pieces] == [
        ["bold", "expandable_blockquote"],
        ["expandable_blockquote"],
        ["expandable_blockquote"],
    ]


def test_more_than_a_hundred_entities_need_another_message() -> None:
    """No style is dropped: the text is cut before the 101st entity, at the end of a line."""
    first, second = render((Passage("\n".join(f"- **{number}**: `x`" for number in range(60)), quoted=True),))
    assert (first.text.splitlines()[-1], second.text.splitlines()[0]) == ("• 48: x", "• 49: x")
    assert (len(first.entities), len(second.entities)) == (99, 23)


def test_emoji_are_counted_in_utf16_and_never_torn() -> None:
    """An emoji counts twice, and a family of joined emoji stays together at a cut."""
    family = "👩‍👩‍👧‍👦"
    first, second = render((Line((Span("a" + family * 400, Style.BOLD),)),))
    assert len(first.text.encode("utf-16-le")) // 2 == 1 + 372 * 11
    assert first.text.endswith(family)
    assert second.text == family * 28


def test_deep_nesting_is_laid_out() -> None:
    """Lists, quotes and folds as deep as they are read keep their words and their order."""
    words = [f"w{number}" for number in range(25)]
    lists = "\n".join("  " * number + f"- {word}" for number, word in enumerate(words))
    [rendered] = render((Passage(lists),))
    assert re.findall(r"w\d+", rendered.text) == words
    [rendered] = render((Passage("<details><summary>a</summary>" * 30 + "b"),))
    check(rendered)
    assert rendered.text.endswith("b")


def test_a_caption_is_shorter() -> None:
    """Another limit may be given."""
    assert [len(piece.text) for piece in render((Passage("word " * 400),), limit=1_024)] == [1_024, 974]


# --- what must hold for any text -------------------------------------------------------------------

QUOTES = {MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE}
MONOSPACED = {MessageEntity.CODE, MessageEntity.PRE}


def check(rendered: Rendered) -> None:
    """Telegram's limits and rules."""
    units = len(rendered.text.encode("utf-16-le")) // 2
    assert 0 < units <= LIMIT
    assert rendered.text == rendered.text.rstrip()
    assert not rendered.text.startswith("\n")
    assert len(rendered.entities) <= 100
    open_: list[MessageEntity] = []
    for entity in rendered.entities:
        assert 0 <= entity.offset < entity.offset + entity.length <= units
        assert not open_ or entity.offset >= open_[-1].offset
        while open_ and open_[-1].offset + open_[-1].length <= entity.offset:
            open_.pop()
        for outer in open_:
            assert entity.offset + entity.length <= outer.offset + outer.length
            assert outer.type not in MONOSPACED
            assert outer.type != entity.type
            assert not {outer.type, entity.type} <= QUOTES
            assert not (outer.type == MessageEntity.TEXT_LINK and entity.type in MONOSPACED)
        open_.append(entity)


spans = st.builds(Span, st.text(), st.sampled_from(Style))
lines = st.builds(lambda these: Line(tuple(these)), st.lists(spans, max_size=3))
bodies = st.lists(st.one_of(lines, st.builds(Passage, hostile_markdown, st.booleans())), max_size=5).map(tuple)


@given(bodies)
def test_telegram_accepts_whatever_is_rendered(body: Body) -> None:
    """No body raises, and every message keeps Telegram's limits and its rules of nesting."""
    for rendered in render(body):
        check(rendered)


@given(bodies, st.integers(min_value=30, max_value=200))
def test_cutting_loses_nothing(body: Body, limit: int) -> None:
    """The pieces together are the uncut text, up to white space."""
    whole = "".join(piece.text for piece in render(body, limit=1_000_000))
    pieces = render(body, limit)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(whole.split())
    for piece in pieces:
        assert len(piece.text.encode("utf-16-le")) // 2 <= limit


@given(st.lists(st.text(alphabet="abcñéß日本😀1", min_size=1, max_size=12), min_size=1), st.booleans())
def test_every_word_arrives_in_order(words: list[str], quoted: bool) -> None:
    """The words of a plain paragraph are the words of the messages, also when they need several."""
    shown_words = " ".join(piece.text for piece in render((Passage(" ".join(words * 40), quoted),))).split()
    assert shown_words == words * 40


BANKS = ["avamzat-copilot-vault", "h5bp-frontend-es", "midudev-react-es", "sudheerj-react"]


@pytest.mark.parametrize("bank", BANKS)
def test_the_answers_of_public_banks(bank: str) -> None:
    """Real answers, cut at their headings, keep the limits."""
    source = shared(f"corpora/{bank}/README.md").read_text(encoding="utf-8")
    for answer in re.split(r"(?m)^\s*(?:- |\d+\. )?#{1,6} .*$", source):
        for rendered in render((Passage(answer, quoted=True),)):
            check(rendered)
