"""A note's Markdown becomes a tree."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup.reading import parse
from bot.markup.tree import (
    Align,
    Bold,
    Callout,
    Code,
    CodeBlock,
    Details,
    Document,
    Heading,
    Image,
    Inline,
    Italic,
    Item,
    ItemList,
    LineBreak,
    Link,
    Math,
    Paragraph,
    Quote,
    Rule,
    Spoiler,
    Strike,
    Table,
    Text,
)
from tests.fuzz.work import calls_of


def inlines(markdown: str) -> tuple[Inline, ...]:
    """The words of a text of one paragraph."""
    [paragraph] = parse(markdown).blocks
    assert isinstance(paragraph, Paragraph)
    return paragraph.inlines


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


INLINES = {
    "**a** __b__": (Bold((Text("a"),)), Text(" "), Bold((Text("b"),))),
    "*a* _b_": (Italic((Text("a"),)), Text(" "), Italic((Text("b"),))),
    "~~a~~": (Strike((Text("a"),)),),
    "`a*b*`": (Code("a*b*"),),
    "***a***": (Italic((Bold((Text("a"),)),)),),
    "[a *b*](https://x.y)": (Link("https://x.y", (Text("a "), Italic((Text("b"),)))),),
    "<https://x.y>": (Link("https://x.y", (Text("https://x.y"),)),),
    "![a *b*](c.png)": (Image("a b", "c.png"),),
    "a  \nb": (Text("a"), LineBreak(), Text("b")),
    "a\nb": (Text("a"), LineBreak(), Text("b")),
    # Obsidian
    "==a *b*==": (Bold((Text("a "), Italic((Text("b"),)))),),
    "||a||": (Spoiler((Text("a"),)),),
    "[[a|b]]": (Text("b"),),
    "[[a]]": (Text("a"),),
    "[[a#h]]": (Text("a › h"),),
    "[[a#^id]]": (Text("a"),),
    "**[[a]] + [[b]]**": (Bold((Text("a + b"),)),),
    "![[a.png]]": (Image("a.png", "a.png"),),
    "![[a.png|300]]": (Image("a.png", "a.png"),),
    "![[a.png|a cat]]": (Image("a cat", "a.png"),),
    # HTML
    "<b>a</b> <strong>b</strong>": (Bold((Text("a"),)), Text(" "), Bold((Text("b"),))),
    "<i>a</i>": (Italic((Text("a"),)),),
    "<code>a</code>": (Code("a"),),
    "<kbd>Ctrl</kbd>": (Code("Ctrl"),),
    "x<sup>2</sup>, H<sub>2</sub>O": (Text("x², H₂O"),),
    "x<sup>%</sup>": (Text("x^%"),),
    "a<br>b<br/>c": (Text("a"), LineBreak(), Text("b"), LineBreak(), Text("c")),
    '<img src="a.png" alt="a &amp; b">': (Image("a & b", "a.png"),),
    '<a href="https://x.y">a</a>': (Link("https://x.y", (Text("a"),)),),
    '<span style="color:red">a</span>': (Text("a"),),
    "a <!-- b --> c": (Text("a  c"),),
    "<b>a": (Bold((Text("a"),)),),
    "a</b>": (Text("a"),),
    "*<b>a* b</b>": (Italic((Bold((Text("a"),)),)), Text(" b")),
    "List<String> and <Fragment>": (Text("List<String> and <Fragment>"),),
    "1 < 2 && 3 > 2": (Text("1 < 2 && 3 > 2"),),
    "&lt;b&gt; &copy;": (Text("<b> ©"),),
    # what looks like a mark and is none
    "a == b and c == d": (Text("a == b and c == d"),),
    "a==b && c==d": (Text("a==b && c==d"),),
    "a || b || c": (Text("a || b || c"),),
    "$5 and $6": (Text("$5 and $6"),),
    "US$5-$6": (Text("US$5-$6"),),
    "`$x$`": (Code("$x$"),),
    # formulas
    "$x^2$": (Math("x²", True),),
    "$$\\frac{1}{2}$$": (Math("½", True),),
    "$\\begin{x}$": (Math("\\begin{x}", False),),
    "costs \\$5 or $x$": (Text("costs $5 or "), Math("x", True)),
}


@pytest.mark.parametrize(("markdown", "expected"), INLINES.items())
def test_a_mark_in_a_line(markdown: str, expected: tuple[Inline, ...]) -> None:
    """Each kind of mark is read as a note's author sees it in Obsidian or on GitHub."""
    assert inlines(markdown) == expected


BLOCKS = {
    "": (),
    "<!-- a -->": (),
    "a\n\nb": (words("a"), words("b")),
    "# a\nb": (Heading(1, (Text("a"),)), words("b")),
    "a\n===": (Heading(1, (Text("a"),)),),
    "---": (Rule(),),
    "- a\n- b": (ItemList((Item((words("a"),)), Item((words("b"),)))),),
    "3. a\n4. b": (ItemList((Item((words("a"),)), Item((words("b"),))), start=3),),
    "- [ ] a\n- [x] **b** c": (
        ItemList((Item((words("a"),), False), Item((Paragraph((Bold((Text("b"),)), Text(" c"))),), True))),
    ),
    "- a\n\t1. b": (ItemList((Item((words("a"), ItemList((Item((words("b"),)),), start=1))),)),),
    "```python title=x\na\n\n  b\n```": (CodeBlock("a\n\n  b", "python"),),
    "```\na": (CodeBlock("a"),),
    "    a\n      b": (CodeBlock("a\n  b"),),
    "~~~\n  a\n  b\n~~~": (CodeBlock("a\nb"),),
    "```js\n<!-- a -->\n$$\n<details>\n```": (CodeBlock("<!-- a -->\n$$\n<details>", "js"),),
    "<pre><code>a &lt; b\n\nc</code></pre>": (CodeBlock("a < b\n\nc"),),
    "> a\n> > b": (Quote((words("a"), Quote((words("b"),)))),),
    "> [!Tip]- a **b**\n> c": (Callout("tip", (Text("a "), Bold((Text("b"),))), (words("c"),)),),
    "> [!note]\n> a": (Callout("note", (), (words("a"),)),),
    "> [!note] a\n>\n> - b": (Callout("note", (Text("a"),), (ItemList((Item((words("b"),)),)),)),),
    "$$\na\n- b\n$$": (Paragraph((Math("a - b", True),)),),
    "a\n<!-- b\n\nc -->\nd": (words("a"), words("d")),
    "<div align='center'>\n\na\n\n</div>": (words("a"),),
    "<ul><li>a</li><li>b</li></ul>": (Paragraph((Text("• a"), LineBreak(), Text("• b"))),),
}


@pytest.mark.parametrize(("markdown", "expected"), BLOCKS.items())
def test_a_block(markdown: str, expected: tuple[object, ...]) -> None:
    """Each kind of block is read with everything that stands in it."""
    assert parse(markdown) == Document(expected)  # type: ignore[arg-type]


def test_a_table_with_marks_and_escaped_pipes() -> None:
    """A pipe behind a backslash belongs to the cell, in code and in wikilinks too; short rows are filled up."""
    table = parse("| a | **b** | c |\n|:-|:-:|-:|\n| `x\\|y` | [[n\\|m]] |\n").blocks
    assert table == (
        Table(
            header=((Text("a"),), (Bold((Text("b"),)),), (Text("c"),)),
            rows=(((Code("x|y"),), (Text("m"),), ()),),
            alignment=(Align.LEFT, Align.CENTER, Align.RIGHT),
        ),
    )


@pytest.mark.parametrize(
    "markdown",
    [
        "<details><summary>a</summary>\n<p>\n\n**b**\n\n- c\n\n</p>\n</details>\n\nd",
        "<details>\n<summary>a</summary>\n**b**\n- c\n</details>\nd",
        "<details open>\n\t<summary>\n\ta\n\t</summary>\n\n**b**\n\n* c\n\n</details>\n\nd",
    ],
)
def test_details_as_people_write_them(markdown: str) -> None:
    """Markdown inside of <details> is read, with or without the empty lines that GitHub asks for."""
    fold = Details((Text("a"),), (Paragraph((Bold((Text("b"),)),)), ItemList((Item((words("c"),)),))))
    assert parse(markdown) == Document((fold, words("d")))


def test_details_on_one_line() -> None:
    """A fold may open and close in one line."""
    assert parse("<details><summary>a</summary>b `c`</details>").blocks == (
        Details((Text("a"),), (Paragraph((Text("b "), Code("c"))),)),
    )


def test_details_closed_at_the_end_of_a_paragraph() -> None:
    """`</details>` behind words closes the fold."""
    fold = Details((Text("a"),), (words("b"),))
    assert parse("<details>\n<summary>a</summary>\n\nb</details>\n\nc").blocks == (fold, words("c"))


def test_details_that_nobody_closes() -> None:
    """A fold that is never closed ends with the list item that it stands in."""
    assert parse("- <details><summary>a</summary>\n\n  b\n\n- c").blocks == (
        ItemList((Item((Details((Text("a"),), (words("b"),)),)), Item((words("c"),)))),
    )


def test_a_readme_that_wraps_its_lines() -> None:
    """Line feeds that only keep lines short are spaces; those of a list-like paragraph are kept."""
    wrapped = "one two three four five six seven eight nine ten eleven twelve thir\nteen fourteen"
    assert inlines(wrapped) == (Text(wrapped.replace("\n", " ")),)
    assert inlines("Precision: TP\nRecall: FN") == (Text("Precision: TP"), LineBreak(), Text("Recall: FN"))


def test_control_characters_never_reach_the_tree() -> None:
    """Terminal escapes in a note, written out or as HTML entities, are not kept."""
    assert inlines("a\x1b[31mb\x07\u202ec &#27;") == (Text("abc �"),)


def test_a_note_that_is_nested_too_deep_is_shown_as_it_stands() -> None:
    """Nothing is lost in a hundred quotes inside each other."""
    assert parse(">" * 100 + " a\nb") == Document((Paragraph((Text(">" * 100 + " a"), LineBreak(), Text("b"))),))


@pytest.mark.parametrize(
    "markdown", ["- " * 100 + "a", "> - " * 40 + "a", "\n".join("  " * n + "- a" for n in range(80))]
)
def test_nesting_never_hides_words(markdown: str) -> None:
    """Lists and quotes of any depth keep all of their words."""
    assert len(re.findall(r"\ba\b", repr(parse(markdown)))) == markdown.count("a")


def test_a_very_long_passage_is_shown_as_it_stands() -> None:
    """Past fifty thousand characters the words count, not their looks."""
    document = parse("**a**\n\n" * 10_000)
    assert document.blocks[0] == words("**a**")
    assert len(document.blocks) == 10_000


HOSTILE = ["*a **a ", "[", "![[", "<", "<!--\n", "<details>\n", "<summary>\n", "<pre>\n", "$a ", "$$\n", "==a ", "||a "]
HOSTILE += ["> ", "`a``b", "_a __a ", "[a](", "- a\n", "<b>x<i>", "~~a ", "a|b\n-|-\n", "&#x1", "</details>"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_marks_that_are_never_closed_take_linear_time(unit: str) -> None:
    """Ten thousand characters of unmatched marks are read in moments, not minutes."""
    source = unit * (10_000 // len(unit))
    started = time.process_time()
    parse(source)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("unit", [">>>\nt\n", "t\n>>\n", "> - >\n<!--\n", ">>>>>>>>>\n> a\n", "> - \nt\n"])
def test_quotes_that_end_and_begin_again_take_linear_time(unit: str) -> None:
    """Fifty thousand characters of them would hold up everybody's messages for minutes."""
    for length in (500, 2_000, 8_000, 49_000):
        source = unit * (length // len(unit))
        assert calls_of(lambda source=source: parse(source)) < 1_000_000


def test_quotes_in_quotes_are_read_as_such() -> None:
    """A long note with a hundred empty lines in nested quotes is no attack."""
    blocks = parse("> a\n>\n> > b\n> >\n> > c\n\n" * 100).blocks
    assert blocks == (Quote((words("a"), Quote((words("b"), words("c"))))),) * 100


MARKS = [*"*_~=|$`[]()<>!#-+>\\&;:^{}\n \t.,ab1é😀\x1b\ud800", "**", "==", "||", "[[", "]]", "$$", "```", "> [!note] "]
MARKS += ["\n\n", "- [x] ", "1. ", "<details>", "</details>", "<summary>", "</summary>", "<b>", "</b>", "<br>", "<!--"]
MARKS += ["-->", "| a | b |\n|--|--|\n", "<pre>", "</pre>", "\\frac{", "<sup>", "</sup>", "![", "](", "    ", "# "]
hostile_markdown = st.one_of(st.text(), st.lists(st.sampled_from(MARKS), max_size=60).map("".join))


@given(hostile_markdown)
def test_any_text_is_read(markdown: str) -> None:
    """No text raises, and what is read can be written as UTF-8 without control characters."""
    shown = repr(parse(markdown)).encode().decode()
    assert "\\x1b" not in shown


@given(st.lists(st.text(alphabet="abcñéß日本", min_size=1), min_size=1))
def test_plain_words_stay_as_they_are(plain: list[str]) -> None:
    """A paragraph of words alone is one text with the same words."""
    assert inlines(" ".join(plain)) == (Text(" ".join(plain)),)
