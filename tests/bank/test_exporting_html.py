"""Markdown as the HTML that Anki and Moodle show."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.bank.exports import html
from tests.bank.exported_samples import HOSTILE, NASTY

BLOCKS = "p h1 h2 h3 h4 h5 h6 ul ol li pre code blockquote details summary table thead tbody tr th td hr"
TAGS = frozenset(f"{BLOCKS} b i s span a img br".split())
ATTRIBUTES = {"href", "src", "alt", "class", "style", "start"}
EMPTY = {"br", "hr", "img"}

LAYOUT = {
    "a **b** *c* ~~d~~ `e` ||f||": '<p>a <b>b</b> <i>c</i> <s>d</s> <code>e</code> <span class="spoiler">f</span></p>',
    "# T\n\ntext": "<h1>T</h1><p>text</p>",
    "- a\n- b\n  - c": "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
    "3. a\n4. b": '<ol start="3"><li>a</li><li>b</li></ol>',
    "- [x] a\n- [ ] b": "<ul><li>☑ a</li><li>☐ b</li></ul>",
    "```py\nif a < b:\n    c\n```": '<pre><code class="language-py">if a &lt; b:\n    c</code></pre>',
    "| a | b |\n|---|--:|\n| 1 | **2** |": (
        '<table><thead><tr><th>a</th><th style="text-align:right">b</th></tr></thead>'
        '<tbody><tr><td>1</td><td style="text-align:right"><b>2</b></td></tr></tbody></table>'
    ),
    "> q": "<blockquote><p>q</p></blockquote>",
    "> [!tip] T\n> b": "<blockquote><p><b>💡 T</b></p><p>b</p></blockquote>",
    "<details><summary>s</summary>\n\nb\n\n</details>": "<details><summary>s</summary><p>b</p></details>",
    "a\n\n---\n\nb": "<p>a</p><hr><p>b</p>",
    "[a](https://x.y/?a=1&b=2)": '<p><a href="https://x.y/?a=1&amp;b=2">a</a></p>',
    "[a](javascript:alert(1)) [b](other.md) [c](obsidian://x)": "<p>[a](javascript:alert(1)) b c</p>",
    "![a \"b\"](https://x.y/z.png)": '<p><img src="https://x.y/z.png" alt="a &quot;b&quot;"></p>',
    "![a](local.png)": "<p>🖼 a</p>",
    "$x^2$ and $\\frac{a}{b} < 1$": "<p>\\(x^2\\) and \\(\\frac{a}{b} &lt; 1\\)</p>",
    "$$\n\\sum_i x_i\n$$": "<p>\\(\\sum_i x_i\\)</p>",
    "`\\(` \\\\(x\\\\)": (
        '<p><code>\\(</code> <span class="tex2jax_ignore">\\</span>(x<span class="tex2jax_ignore">\\</span>)</p>'
    ),
    "[[note#part|words]] and [[note]]": "<p>words and note</p>",
    "": "",
}  # fmt: skip


@pytest.mark.parametrize("markdown", LAYOUT, ids=lambda markdown: markdown[:20])
def test_layout(markdown: str):
    """Every part of the tree has its tag."""
    assert html.render(markdown) == LAYOUT[markdown]


def test_a_short_piece_has_no_paragraph_of_its_own():
    """So that a choice stands beside its letter."""
    assert html.render_short("a **b**") == "a <b>b</b>"
    assert html.render_short("a\n\nb") == "a<p>b</p>"


def test_the_first_line_is_plain_words():
    """For the name of a question."""
    assert html.first_line("---\n\n**What** is `a<b>`?\n\nMore") == "What is a<b>?"
    assert html.first_line("```\ncode\n```") == "``` code ```"


class Reader(HTMLParser):
    """Checks HTML while it reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        for name, value in attrs:
            assert name not in ("href", "src") or str(value).lower().startswith(("http://", "https://", "mailto:"))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def read(source: str) -> str:
    """The text of HTML that holds nothing but what we make, with every tag closed in its order."""
    reader = Reader()
    reader.feed(source)
    reader.close()
    assert reader.open == []
    return reader.text


@given(HOSTILE | st.text())
@example(NASTY)
def test_nothing_but_our_own_tags(markdown: str):
    """Whatever a note holds, its HTML has our tags, closed in order, and our attributes."""
    read(html.render(markdown))
    read(html.render_short(markdown))
    read(html.escape(markdown))


@given(st.text("<>&\"'ab{}[]\\", min_size=1).filter(lambda text: text.strip("\\ ")))
def test_code_is_read_as_it_was_written(code: str):
    """Each character of it."""
    assert read(html.render(f"````\n{code}\n````")) == code
