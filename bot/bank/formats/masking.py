"""What stands in a line but is no mark of a card: code, formulas, links, properties, names of C++, addresses."""

import re

_CODE_OR_FORMULA = re.compile(
    r"(?P<ticks>`+)[^`\n]*`+|(?<![\\$\w])\$\$?(?=\S)[^$\n]*(?<=\S)\$\$?(?!\d)|<!--(?:(?!-->|<!--)[^\n])*-->"
)
_NO_MARK = re.compile(
    r"\[\[[^\[\]\n]*\]\]|"
    r"\]\([^()\s]*\)|"
    r"(?<!\w)[A-Za-z][A-Za-z+.-]{1,12}://[^\s<>]*|"
    r"\{\{c?\d{1,3}::[^{}\n]*\}\}|"
    r"[\[(](?=[A-Za-z])[\w -]{1,40}::[^\[\]()\n]{0,200}[\])]|"
    r"(?<![\w:])(?:std|boost|crate|absl|Eigen)::[A-Za-z_]\w*(?:::[a-z_]\w{2,})*|"
    r"(?<![\w:])[A-Za-z_]\w*(?:::~?[A-Za-z_]\w*)+(?=[(<])|"
    r"(?<![\w:.])(?=[0-9A-Fa-f]*[a-f])(?=[0-9A-Fa-f]*\d)[0-9A-Fa-f]{3,4}::[0-9A-Fa-f:.]*(?:/\d{1,3})?(?![\w:])|"
    r"(?<![\w:.])(?=[0-9A-Fa-f:]*[A-Fa-f])(?=[A-Fa-f:]*\d)[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){1,6}::[0-9A-Fa-f:.]*"
    r"(?:/\d{1,3})?(?![\w:])|"
    r"(?<![\w:.])::(?:\d{1,4}|ffff:[\d.]+)(?:/\d{1,3})?(?![\w:])|"
    r"(?<![\w:])::(?:before|after|first-line|first-letter|placeholder|selection|marker|backdrop)\b"
)
"""Wikilinks, targets of links, addresses, Dataview's `[key:: value]`, C++ and Rust names, IPv6, pseudo-elements."""


def masked(text: str) -> str:
    """The text with its code, formulas and comments blotted out, as long as before."""
    if "`" not in text and "$" not in text and "<!--" not in text:
        return text
    return _CODE_OR_FORMULA.sub(_blot, text)


def place_of(mark: str, text: str) -> int:
    """Where a mark first stands in a line as a mark; -1 when it does not."""
    if not mark or mark not in text:
        return -1
    hidden = masked(text)
    if mark in hidden and "::" in mark:
        hidden = _NO_MARK.sub(_blot, hidden)
    return hidden.find(mark)


def _blot(match: re.Match[str]) -> str:
    return "\0" * len(match.group())
