"""The key points of an answer that states none: its bold words, its wikilinks, and the heads of its list items."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.bank.body import Line
from bot.bank.inline import link_text, plain

MOST = 12
LONGEST = 60

_EMPHASISED = re.compile(
    r"`+[^`\n]*`+|\*\*(?P<stars>[^*\n]+)\*\*|(?<!\w)__(?P<lines>[^_\n]+)__(?!\w)|"
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]*)(?:\|(?P<shown>[^\[\]\n]*))?\]\]"
)
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(.*)")
_ONLY_LINK = re.compile(r"\W*!?\[[^\[\]]*\]\([^()]*\)\W*")
_END = re.compile(r"[:.](?!\S)")
_LONGEST_HEAD = 80
_WORD = re.compile(r"\w")
_LABELS = (
    "note notes nota notas example examples ejemplo ejemplos tip tips important importante warning aviso atención "
    "syntax sintaxis answer respuesta usage uso output salida código code see ver"
)
_NO_IDEAS = frozenset(_LABELS.split())


def of(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """At most twelve key points, short ones, in the order in which the answer names them."""
    return of_texts(line.text for line in lines if not line.is_code)


def of_texts(lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The same for lines of which none is code."""
    points: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if len(points) >= MOST:
            break
        for point in _of_line(line):
            points.setdefault(point[0].casefold(), point)
    return tuple(points.values())[:MOST]


def _of_line(text: str) -> Sequence[tuple[str, ...]]:
    if (found := _emphasised(text)) or not (item := _ITEM.match(text)):
        return found
    return [(head,)] if (head := _head(item.group(1))) else []


def _emphasised(text: str) -> Sequence[tuple[str, ...]]:
    """What is in bold or linked. A single sign is looked for first: that is done much faster."""
    has_bold = "*" in text and "**" in text
    if ("[" in text and "[[" in text) or ("_" in text and "__" in text) or (has_bold and "`" in text):
        return [point for match in _EMPHASISED.finditer(text) for point in _of_match(match)]
    # Most lines have bold type only, which is found much faster alone.
    return [(usable,) for bold in _BOLD.findall(text) if (usable := _usable(plain(bold)))] if has_bold else ()


def _of_match(match: re.Match[str]) -> Iterator[tuple[str, ...]]:
    bold = match["stars"] or match["lines"]
    if bold and bold.count("[[") > 1:
        # Several linked ideas in one bold run are several key points.
        for link in _EMPHASISED.finditer(bold):
            yield from _of_match(link)
    elif bold and bold.strip().startswith("[[") and bold.strip().endswith("]]"):
        yield from _of_match(next(_EMPHASISED.finditer(bold)))
    elif bold:
        yield from _with_synonyms(plain(bold))
    elif match["target"] is not None and not match["embed"]:
        target = match["target"].partition("#")[0].rpartition("/")[2].rstrip("\\")
        yield from _with_synonyms(plain(link_text(match["target"], match["shown"])), plain(target))


def _with_synonyms(point: str, *synonyms: str) -> Iterator[tuple[str, ...]]:
    if usable := _usable(point):
        others = (other for other in synonyms if 1 < len(other) <= LONGEST)
        yield tuple(dict.fromkeys((usable, *others)))


def _usable(point: str) -> str:
    """The key point when it says something, else "": short, no label, more than signs."""
    point = point.strip(" :.,;")
    says = 1 < len(point) <= LONGEST and _WORD.search(point) and point.casefold() not in _NO_IDEAS
    return point if says else ""


def _head(item: str) -> str:
    """What a list item begins with, up to its first colon or full stop."""
    if not item or ("](" in item and _ONLY_LINK.fullmatch(item)):
        return ""
    text = plain(item[:200])
    end = found.start() if (found := _END.search(text, 1)) else len(text)
    return _usable(text[:end]) if 0 < end <= _LONGEST_HEAD else ""
