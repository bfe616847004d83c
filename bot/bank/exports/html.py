r"""Markdown of a note → HTML, for programs that show it: Anki and Moodle.

Nothing of a note becomes a tag or an attribute: every text is escaped, and of its addresses only those of web and
mail become links. Formulas stand between `\(` and `\)`, which both programs hand to MathJax.
"""

import html
import re
from collections.abc import Iterable, Sequence

from bot.markup import callouts
from bot.markup.cleaning import clean
from bot.markup.plain import first_line as first_line  # the title of a passage, for the exports
from bot.markup.reading import parse
from bot.markup.tree import (
    Align,
    Block,
    Blocks,
    Bold,
    Callout,
    Code,
    CodeBlock,
    Details,
    Heading,
    Image,
    Inline,
    Inlines,
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
    plain,
)

_SAFE_LINK = re.compile(r"(?:https?|mailto):[^\s]+", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_OPENS_FORMULA = re.compile(r"\\(?=[()\[\]])")
_NOT_A_FORMULA = '<span class="tex2jax_ignore">\\</span>'
_BOXES = {None: "", True: "☑ ", False: "☐ "}


def render(markdown: str) -> str:
    """A passage as HTML; nothing for an empty one."""
    return blocks(parse(markdown).blocks)


def render_short(markdown: str) -> str:
    """A passage that is part of a list: a single paragraph stands without its tag."""
    return _compact(parse(markdown).blocks)


def escape(text: str) -> str:
    """Plain text as HTML, for the inside of a tag."""
    return _escape(clean(text))


def listed(items: Iterable[str], tag: str = "ul", attributes: str = "") -> str:
    """A list of pieces that are HTML already; nothing without any."""
    inside = "".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}{attributes}>{inside}</{tag}>" if inside else ""


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


# --- blocks ----------------------------------------------------------------------------------------


def blocks(found: Blocks) -> str:
    """Blocks, one after another."""
    return "".join(map(_block, found))


def _block(block: Block) -> str:
    match block:
        case Paragraph(found):
            return f"<p>{_inlines(found)}</p>"
        case Heading(level, found):
            return f"<h{level}>{_inlines(found)}</h{level}>"
        case CodeBlock(text, language):
            name = f' class="language-{html.escape(language)}"' if language else ""
            return f"<pre><code{name}>{_escape(text)}</code></pre>"
        case ItemList(items, start):
            return _list(items, start)
        case Table():
            return _table(block)
        case Rule():
            return "<hr>"
        case _:
            return _container(block)


def _container(block: Quote | Callout | Details) -> str:
    match block:
        case Quote(children):
            return f"<blockquote>{blocks(children)}</blockquote>"
        case Callout(kind, title, children):
            head = f"{callouts.sign(kind)} {_inlines(title) or _escape(kind.capitalize())}"
            return f"<blockquote><p><b>{head}</b></p>{blocks(children)}</blockquote>"
        case Details(summary, children):
            return f"<details><summary>{_inlines(summary) or '…'}</summary>{blocks(children)}</details>"


def _list(items: Sequence[Item], start: int | None) -> str:
    pieces = (_BOXES[item.checked] + _compact(item.children) for item in items)
    if start is None:
        return listed(pieces)
    return listed(pieces, "ol", f' start="{start}"' if start != 1 else "")


def _compact(found: Blocks) -> str:
    match found:
        case (Paragraph(words), *rest):
            return _inlines(words) + blocks(tuple(rest))
        case _:
            return blocks(found)


def _table(table: Table) -> str:
    head = _row(table.header, table.alignment, "th")
    body = "".join(_row(row, table.alignment, "td") for row in table.rows)
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(cells: Sequence[Inlines], alignment: Sequence[Align], tag: str) -> str:
    return f"<tr>{''.join(_cell(*cell, tag) for cell in zip(cells, alignment, strict=True))}</tr>"


def _cell(words: Inlines, align: Align, tag: str) -> str:
    style = "" if align is Align.LEFT else f' style="text-align:{align.value}"'
    return f"<{tag}{style}>{_inlines(words)}</{tag}>"


# --- inside a line ---------------------------------------------------------------------------------


def _inlines(found: Inlines) -> str:
    return "".join(map(_inline, found))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return _text(text)
        case Code(text):
            return f"<code>{_escape(text)}</code>"
        case Math(text):
            return f"\\({_escape(' '.join((inline.source or text).split()))}\\)"
        case LineBreak():
            return "<br>"
        case Image(alt, address):
            return _image(alt, address)
        case _:
            return _styled(inline)


def _styled(inline: Bold | Italic | Strike | Spoiler | Link) -> str:
    inside = _inlines(inline.children)
    match inline:
        case Bold():
            return f"<b>{inside}</b>"
        case Italic():
            return f"<i>{inside}</i>"
        case Strike():
            return f"<s>{inside}</s>"
        case Spoiler():
            return f'<span class="spoiler">{inside}</span>'
        case Link(address):
            return f'<a href="{html.escape(address)}">{inside}</a>' if _SAFE_LINK.fullmatch(address) else inside


def _text(text: str) -> str:
    r"""Words; a `\(` among them is no formula, for it was none in the note."""
    return _OPENS_FORMULA.sub(lambda _: _NOT_A_FORMULA, _escape(text))


def _image(alt: str, address: str) -> str:
    """A picture of the web; one that lies beside its note is only named, for its file does not come along."""
    if _WEB.fullmatch(address):
        return f'<img src="{html.escape(address)}" alt="{html.escape(alt)}">'
    return _text(plain((Image(alt, address),)))
