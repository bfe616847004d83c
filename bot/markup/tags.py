"""The looks of Markdown and of the HTML that notes hold: what each does with the words inside."""

import html
import re
from collections.abc import Callable

from bot.markup.cleaning import clean
from bot.markup.symbols import LOWERED, RAISED
from bot.markup.tree import Bold, Code, Image, Inlines, Italic, Link, Spoiler, Strike, Text, plain

_ATTRIBUTE = re.compile(r"""(?:^|\s)(alt|src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

Wrap = Callable[[Inlines], Inlines]


def bold(children: Inlines) -> Inlines:
    """The same words in bold."""
    return (Bold(children),) if children else ()


def _italic(children: Inlines) -> Inlines:
    return (Italic(children),) if children else ()


def _strike(children: Inlines) -> Inlines:
    return (Strike(children),) if children else ()


def _spoiler(children: Inlines) -> Inlines:
    return (Spoiler(children),) if children else ()


def _code(children: Inlines) -> Inlines:
    return (Code(plain(children)),) if plain(children) else ()


def _raised(children: Inlines) -> Inlines:
    return _small(children, RAISED, "^")


def _lowered(children: Inlines) -> Inlines:
    return _small(children, LOWERED, "_")


def _small(children: Inlines, letters: dict[str, str], sign: str) -> Inlines:
    """`x<sup>2</sup>` → x²; `2<sup>ab?</sup>` → 2^ab?; a note such as <sup>[1](…)</sup> stays as it is."""
    text = plain(children)
    if not text or any(isinstance(child, Link | Image) for child in children):
        return children
    return (Text("".join(letters[letter] for letter in text) if set(text) <= letters.keys() else sign + text),)


STYLES: dict[str, Wrap] = {
    "strong_open": bold,
    "highlight_open": bold,
    "em_open": _italic,
    "s_open": _strike,
    "spoiler_open": _spoiler,
}
TAGS: dict[str, Wrap] = {
    **dict.fromkeys(("b", "strong", "mark", "h1", "h2", "h3", "h4", "h5", "h6", "th"), bold),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), _italic),
    **dict.fromkeys(("s", "del", "strike"), _strike),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), _code),
    "sup": _raised,
    "sub": _lowered,
}
# HTML that has no look here: its words are kept.
_WORDS_ONLY = (
    "p div span font center u ins small big abbr q blockquote ul ol li dl dt dd table thead tbody tfoot tr td caption "
    "figure figcaption section article header footer main nav aside details summary label picture video audio iframe "
    "pre br hr wbr input source col meta link img a"
)
UNSTYLED = frozenset(_WORDS_ONLY.split())
OWN_LINE = frozenset(("br", "hr", "p", "div", "li", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"))


def is_component(name: str) -> bool:
    """`<Fragment>` and `List<String>` are what a programmer wrote, not HTML."""
    return name[0].isupper() and not name.isupper()


def attribute(source: str, name: str) -> str:
    """The value of an attribute of a tag, or nothing."""
    for key, double, single, bare in _ATTRIBUTE.findall(source):
        if key == name:
            return clean(html.unescape(double or single or bare)).replace("\n", " ").strip()
    return ""
