"""A reader of Discord's Markdown: what people see of a message, by the rules that its clients are known to have.

They come from the simple-markdown library, which Discord's own parser was made of: rules are tried in order at each
position, and of bold and italic the longer match wins.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_BLOCK = re.compile(r"```(?:([a-zA-Z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```")
_QUOTE = re.compile(r" *> [^\n]*(?:\n *> [^\n]*)*\n?")
_EVERYTHING_QUOTED = re.compile(r" *>>> ")
_HEADING = re.compile(r" *(?:#{1,3}|-#) +[^\n]")
_LIST = re.compile(r" *(?:[-*+]|\d+\.) +[^\n]")
_AUTOLINK = re.compile(r"<(https?://[^ >]+)>")
_ADDRESS = re.compile(r"https?://[^\s<]+[^<.,:;\"'\]\s]")
_LINK = re.compile(r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\)")
_CODE = re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")
_BOLD = re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")
_ITALIC = re.compile(
    r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"
    r"|\b_((?:__|\\[\s\S]|[^\\_])+?)_\b"
)
_UNDERLINE = re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")
_STRIKE = re.compile(r"~~([\s\S]+?)~~(?!_)")
_SPOILER = re.compile(r"\|\|([\s\S]+?)\|\|")
_SPECIAL = re.compile(
    r"<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::[a-zA-Z])?|id:\w+|/[^>]+:\d+)>|@everyone|@here|:[\w+-]+:"
)


@dataclass
class Seen:
    """What a message shows: its words, and the looks of parts of them, in order of their ends."""

    text: str = ""
    looks: list[tuple[str, ...]] = field(default_factory=list)


def read(source: str) -> Seen:
    """The message as a client shows it. Whatever Discord makes of it that is no style is a look, too."""
    seen = Seen()
    _read(source, seen, quoting=False)
    return seen


def _read(source: str, seen: Seen, quoting: bool) -> None:
    at = 0
    while at < len(source):
        at = _rule(source, at, seen, quoting)


def _rule(source: str, at: int, seen: Seen, quoting: bool) -> int:
    """Shows what begins at a position, and tells where the next thing begins."""
    if (not at or source[at - 1] == "\n") and (end := _line_rule(source, at, seen, quoting)):
        return end
    if found := _ESCAPE.match(source, at):
        seen.text += found[1]
        return found.end()
    for pattern, show in _RULES:
        if found := pattern.match(source, at):
            show(found, seen, quoting)
            return found.end()
    if found := _longer(_ITALIC.match(source, at), _BOLD.match(source, at)):
        _styled("italic" if found.re is _ITALIC else "bold")(found, seen, quoting)
        return found.end()
    seen.text += source[at]
    return at + 1


def _longer(one: re.Match[str] | None, other: re.Match[str] | None) -> re.Match[str] | None:
    return max((found for found in (one, other) if found), key=lambda found: len(found[0]), default=None)


def _line_rule(source: str, at: int, seen: Seen, quoting: bool) -> int:
    """What only begins a line."""
    if not quoting and _EVERYTHING_QUOTED.match(source, at):
        seen.looks.append(("everything quoted",))
    if not quoting and (found := _QUOTE.match(source, at)):
        start = len(seen.text)
        _read(re.sub(r"(?m)^ *> ?", "", found[0]), seen, quoting=True)
        seen.looks.append(("quote", seen.text[start:].removesuffix("\n")))
        return found.end()
    for name, pattern in (("heading", _HEADING), ("list", _LIST)):
        if found := pattern.match(source, at):
            seen.looks.append((name, found[0]))
    return 0


def _styled(look: str) -> Callable[[re.Match[str], Seen, bool], None]:
    def show(found: re.Match[str], seen: Seen, quoting: bool) -> None:
        start = len(seen.text)
        _read(next(group for group in found.groups() if group is not None), seen, quoting=True)
        seen.looks.append((look, seen.text[start:]))

    return show


def _block(found: re.Match[str], seen: Seen, quoting: bool) -> None:
    seen.text += found[2]
    seen.looks.append(("pre", found[2], *([found[1]] if found[1] else [])))


def _code(found: re.Match[str], seen: Seen, quoting: bool) -> None:
    words = re.sub(r"^ (?= *`)|(` *) $", r"\1", found[2])
    seen.text += words
    seen.looks.append(("code", words))


def _address(found: re.Match[str], seen: Seen, quoting: bool) -> None:
    seen.text += found[found.lastindex or 0]
    seen.looks.append(("address", found[found.lastindex or 0]))


def _link(found: re.Match[str], seen: Seen, quoting: bool) -> None:
    start = len(seen.text)
    _read(found[1], seen, quoting=True)
    seen.looks.append(("link", seen.text[start:], found[2]))


def _special(found: re.Match[str], seen: Seen, quoting: bool) -> None:
    seen.text += found[0]
    seen.looks.append(("special", found[0]))


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Seen, bool], None]], ...] = (
    (_BLOCK, _block),
    (_AUTOLINK, _address),
    (_ADDRESS, _address),
    (_LINK, _link),
    (_SPECIAL, _special),
    (_CODE, _code),
    (_UNDERLINE, _styled("underline")),
    (_STRIKE, _styled("strike")),
    (_SPOILER, _styled("spoiler")),
)
