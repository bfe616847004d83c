"""Tokens of one line → the inline part of the tree, with the HTML that notes hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from bot.markup import latex
from bot.markup.cleaning import clean
from bot.markup.tags import OWN_LINE, STYLES, TAGS, UNSTYLED, Wrap, attribute, is_component
from bot.markup.tree import Code, Image, Inline, Inlines, LineBreak, Link, Math, Text, plain

_DEEPEST = 16
_WIDE = 60
_WIDEST = 125
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w.-]*)(?P<rest>[^>]*)>", re.DOTALL)


@dataclass(slots=True)
class _Frame:
    """A style that is open: what closes it, what it does with its words (None: nothing), and the words so far."""

    closer: str
    wrap: Wrap | None
    children: list[Inline] = field(default_factory=list)


def read(token: Token | None) -> Inlines:
    """The inlines of a markdown-it `inline` token."""
    if token is None or token.children is None:
        return ()
    soft_break = LineBreak() if _keeps_lines(token.content) else Text(" ")
    return trimmed(_Reader(soft_break).read(token.children))


def _keeps_lines(source: str) -> bool:
    """Whether single line feeds mean something, as in Obsidian, or only wrap long lines, as in a README.

    A paragraph is wrapped when no line is very long and every line is so long that the next word did not fit.
    """
    if "\n" not in source:
        return True
    lines = source.split("\n")
    widest = max(map(len, lines))
    if not _WIDE < widest < _WIDEST:
        return True
    return not all(len(line) + 1 + _first_word(after) >= widest for line, after in pairwise(lines))


def _first_word(line: str) -> int:
    return len(line.lstrip().split(" ", 1)[0])


class _Reader:
    """Builds nested inlines from a flat row of tokens; unbalanced HTML closes by itself."""

    def __init__(self, soft_break: Inline) -> None:
        self._soft_break = soft_break
        self._frames = [_Frame("", None)]

    def read(self, tokens: Sequence[Token]) -> Inlines:
        for token in tokens:
            self._token(token)
        while len(self._frames) > 1:
            self._close()
        return _tidy(self._frames[0].children)

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self._add(Text(clean(token.content)))
        elif kind in STYLES:
            self._open(kind.replace("_open", "_close"), STYLES[kind])
        elif kind == "link_open":
            self._open("link_close", _link(str(token.attrs.get("href", ""))))
        elif kind.endswith("_close"):
            self._close_all(kind)
        elif kind == "html_inline":
            self._tag(token.content)
        else:
            self._leaf(token)

    def _leaf(self, token: Token) -> None:
        match token.type:
            case "softbreak":
                self._add(self._soft_break)
            case "hardbreak":
                self._add(LineBreak())
            case "code_inline" if token.content:
                self._add(Code(clean(token.content)))
            case "math":
                self._add(formula(token.content))
            case "embed":
                self._add(Image(clean(token.content), clean(str(token.meta["address"]))))
            case "image":
                alt = plain(_Reader(Text(" ")).read(token.children or []))
                self._add(Image(alt, clean(str(token.attrs.get("src", "")))))

    def _add(self, inline: Inline) -> None:
        self._frames[-1].children.append(inline)

    def _open(self, closer: str, wrap: Wrap) -> None:
        """Opens a style; below the deepest level its words go to the style around it."""
        is_deep = len(self._frames) > _DEEPEST
        self._frames.append(_Frame(closer, None, self._frames[-1].children) if is_deep else _Frame(closer, wrap))

    def _close(self) -> None:
        frame = self._frames.pop()
        if frame.wrap:
            self._frames[-1].children.extend(frame.wrap(_tidy(frame.children)))

    def _close_all(self, closer: str) -> None:
        """Closes a style, and the HTML that was left open inside it."""
        while len(self._frames) > 1 and self._frames[-1].closer != closer:
            self._close()
        if len(self._frames) > 1:
            self._close()

    # --- HTML ---

    def _tag(self, source: str) -> None:
        if source.startswith(("<!", "<?")):
            return
        tag = _TAG.fullmatch(source)
        name = tag["name"].lower() if tag and not is_component(tag["name"]) else ""
        if not tag or (name not in TAGS and name not in UNSTYLED):
            self._add(Text(clean(source.replace("\n", " "))))
            return
        if name in OWN_LINE:
            self._own_line(name, bool(tag["end"]))
        self._element(name, tag)

    def _element(self, name: str, tag: re.Match[str]) -> None:
        if tag["end"]:
            self._close_tag(f"</{name}>")
        elif name == "img":
            self._add(Image(attribute(tag["rest"], "alt"), attribute(tag["rest"], "src")))
        elif name == "a":
            self._open("</a>", _link(attribute(tag["rest"], "href")))
        elif name in TAGS and not tag["rest"].endswith("/"):
            self._open(f"</{name}>", TAGS[name])

    def _own_line(self, name: str, is_end: bool) -> None:
        words = self._frames[-1].children
        if name == "br" or (words and words[-1] != LineBreak()):
            self._add(LineBreak())
        if name == "li" and not is_end:
            self._add(Text("• "))

    def _close_tag(self, closer: str) -> None:
        """Closes HTML up to its opening, but never the Markdown around it; an end without a beginning is nothing."""
        for frame in reversed(self._frames):
            if frame.closer == closer:
                self._close_all(closer)
                return
            if not frame.closer.startswith("<"):
                return


def _link(address: str) -> Wrap:
    cleaned = clean(address)
    return lambda children: (Link(cleaned, children),) if children else ()


def formula(source: str) -> Math:
    """A formula as text where that reads well."""
    text, cleaned = latex.readable(source), clean(source)
    return Math(cleaned, False, cleaned) if text is None else Math(clean(text), True, cleaned)


def _tidy(inlines: Sequence[Inline]) -> Inlines:
    """Joins neighbouring texts, and takes the spaces away that stand at a line break."""
    tidy: list[Inline] = []
    for inline in inlines:
        before = tidy[-1] if tidy else None
        match inline, before:
            case Text(text), Text(earlier):
                tidy[-1] = Text(earlier + text)
            case Text(text), LineBreak():
                tidy.extend(_some(text.lstrip(" ")))
            case LineBreak(), Text(earlier):
                tidy[-1:] = [*_some(earlier.rstrip(" ")), inline]
            case _:
                tidy.extend(_some(inline.text) if isinstance(inline, Text) else (inline,))
    return tuple(tidy)


def _some(text: str) -> Inlines:
    return (Text(text),) if text else ()


def trimmed(inlines: Inlines) -> Inlines:
    """Without line breaks and blank texts at either end."""
    start, end = 0, len(inlines)
    while start < end and _is_blank(inlines[start]):
        start += 1
    while end > start and _is_blank(inlines[end - 1]):
        end -= 1
    return inlines[start:end]


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, LineBreak) or (isinstance(inline, Text) and not inline.text.strip())
