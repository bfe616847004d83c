"""Markdown of a note → the document tree. Any text is read, none raises, and the time is linear in its length."""

import html
import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.markup import block_rules, inline_rules, inlines, tags
from bot.markup.cleaning import clean
from bot.markup.tree import (
    Align,
    Block,
    Blocks,
    Callout,
    CodeBlock,
    Details,
    Document,
    Heading,
    Inline,
    Inlines,
    Item,
    ItemList,
    LineBreak,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)

_DEEPEST = 60
_DEEPEST_DETAILS = 8
_LONGEST = 50_000
_MOST_RESTARTS = 200_000
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}")
_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")
_CALLOUT = re.compile(r"\[!([\w -]{1,40})\][+-]?[ \t]*")
_TAG = re.compile(r"</?[A-Za-z][^>]{0,200}>")
_ONLY_MARKERS = re.compile(r"^ {0,3}>[ >*+-]*[>*+-][ >*+-]*$", re.MULTILINE)


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    block_rules.install(md)
    inline_rules.install(md)
    return md


_MARKDOWN = _parser()


@lru_cache(maxsize=256)
def parse(markdown: str) -> Document:
    """The tree of a passage.

    A passage that is nested too deep, that is longer than 50,000 characters, or whose quotes begin again and again is
    shown as it stands, line by line.
    """
    source = clean(markdown).expandtabs(4) if "\t" in markdown else clean(markdown)
    if len(source) > _LONGEST or _begins_again(source):
        return _as_it_stands(source)
    tokens = _MARKDOWN.parse(source, {})
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        return _as_it_stands(source)
    return Document(_Builder(tokens).blocks(""))


def _begins_again(source: str) -> bool:
    """Whether it has so many lines of nothing but nested `>` that the parser would take minutes.

    Each of them ends the inner quote, and markdown-it then looks at all lines below once more: n² of them.
    """
    if ">" not in source:
        return False
    markers = sum(len(line[0]) - line[0].count(" ") for line in _ONLY_MARKERS.finditer(source))
    return markers * source.count("\n") > _MOST_RESTARTS


def _as_it_stands(source: str) -> Document:
    paragraphs = (part.split("\n") for part in re.split(r"\n{2,}", source.strip("\n")))
    return Document(tuple(Paragraph(_lines(lines)) for lines in paragraphs))


def _lines(lines: Sequence[str]) -> Inlines:
    parts = [part for line in lines for part in (Text(line), LineBreak()) if part != Text("")]
    return tuple(parts[:-1])


class _Builder:
    """Walks over the tokens once and returns blocks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._details = 0

    def blocks(self, closer: str) -> Blocks:
        """The blocks up to the token that closes them, which is taken too."""
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._take()
            if token.type == closer:
                break
            if token.type == "details_open" and self._details >= _DEEPEST_DETAILS:
                continue
            block = self._block(token)
            if block is not None:
                found.append(block)
            if closer == "details_close" and (self._ends_container() or _ends_details(self._tokens[self._at - 2])):
                break
        return tuple(found)

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _peek(self) -> str:
        return self._tokens[self._at].type if self._at < len(self._tokens) else ""

    def _ends_container(self) -> bool:
        """`<details>` that its note never closes ends with the list item or quote that it stands in."""
        return self._peek() in ("list_item_close", "blockquote_close")

    def _block(self, token: Token) -> Block | None:
        match token.type:
            case "paragraph_open" | "heading_open":
                return self._text(token)
            case "bullet_list_open":
                return ItemList(self._items("bullet_list_close"))
            case "ordered_list_open":
                return ItemList(self._items("ordered_list_close"), int(token.attrs.get("start", 1)))
            case "blockquote_open":
                return _quote(self.blocks("blockquote_close"))
            case "details_open":
                return self._fold()
            case "table_open":
                return self._table()
            case "summary":
                return _paragraph(tags.bold(inlines.read(self._take())))
            case _:
                return _leaf(token)

    def _text(self, token: Token) -> Block | None:
        words = inlines.read(self._take())
        self._take()
        return Heading(int(token.tag[1]), words) if token.type == "heading_open" and words else _paragraph(words)

    # --- lists ---

    def _items(self, closer: str) -> tuple[Item, ...]:
        items = []
        while self._take().type != closer:
            items.append(_item(self.blocks("list_item_close")))
        return tuple(items)

    # --- <details> ---

    def _fold(self) -> Details:
        self._details += 1
        summary: Inlines = ()
        if self._peek() == "summary":
            self._take()
            summary = inlines.read(self._take())
        children = self.blocks("details_close") if not self._ends_container() else ()
        self._details -= 1
        return Details(summary, children)

    # --- tables ---

    def _table(self) -> Table:
        rows: list[list[Inlines]] = []
        alignment: list[Align] = []
        while (token := self._take()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(inlines.read(self._take()))
                if token.type == "th_open":
                    alignment.append(_align(str(token.attrs.get("style", ""))))
        return Table(tuple(rows[0]), tuple(map(tuple, rows[1:])), tuple(alignment))


def _ends_details(token: Token) -> bool:
    """Whether a paragraph holds `</details>`, as in `text</details>`."""
    return any(child.type == "html_inline" and child.content.startswith("</details") for child in token.children or ())


def _leaf(token: Token) -> Block | None:
    match token.type:
        case "fence":
            language = _LANGUAGE.match(token.info.strip())
            return _code(token.content, language[0].lower() if language else "")
        case "code_block":
            return _code(token.content)
        case "html_pre":
            return _code(html.unescape(_TAG.sub("", token.content)))
        case "formula":
            return Paragraph((inlines.formula(token.content),)) if token.content else None
        case "hr":
            return Rule()
        case _:
            return None


def _code(source: str, language: str = "") -> CodeBlock | None:
    text = textwrap.dedent(clean(source).expandtabs(4)).strip("\n").rstrip()
    return CodeBlock(text, language) if text else None


def _paragraph(words: Inlines) -> Paragraph | None:
    words = inlines.trimmed(words)
    return Paragraph(words) if words else None


def _align(style: str) -> Align:
    side = style.removeprefix("text-align:")
    return Align(side) if side in ("center", "right") else Align.LEFT


def _item(children: Blocks) -> Item:
    """An item, whose `[x]` makes it a task."""
    match children:
        case (Paragraph((Text(text), *words)), *rest) if task := _TASK.match(text):
            first = _paragraph(_without_start(text[task.end() :], words))
            return Item((first, *rest) if first else tuple(rest), task[1] != " ")
        case _:
            return Item(children)


def _quote(children: Blocks) -> Quote | Callout:
    """A quote; one that begins with `[!kind]` is a callout."""
    match children:
        case (Paragraph((Text(text), *words)), *rest) if kind := _CALLOUT.match(text):
            return _callout(kind[1].strip().lower(), _without_start(text[kind.end() :], words), tuple(rest))
        case _:
            return Quote(children)


def _callout(kind: str, words: Inlines, rest: Blocks) -> Callout:
    """The rest of the first line is the title."""
    end = words.index(LineBreak()) if LineBreak() in words else len(words)
    body = _paragraph(words[end + 1 :])
    return Callout(kind, words[:end], (body, *rest) if body else rest)


def _without_start(text: str, words: Iterable[Inline]) -> Inlines:
    """What remains of a paragraph when its beginning was a mark."""
    return (Text(text), *words) if text else tuple(words)
