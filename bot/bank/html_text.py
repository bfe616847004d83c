"""The little HTML that flashcard programs write, as Markdown."""

import re
from html import unescape

_BREAKS = re.compile(r"<br\s*/?>|</?(?:div|p|ul|ol|h[1-6]|tr|table|tbody)\b[^<>]*>|</li>", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)\b(?P<rest>[^<>]*)>")
_ATTRIBUTE = re.compile(
    r"(?P<name>src|href|alt)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))", re.IGNORECASE
)
_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`", "s": "~~", "del": "~~"}
_SOUND = re.compile(r"\[sound:([^\]\n]*)\]")
_ODD = re.compile(r"\n{3,}")


def as_markdown(html: str) -> str:
    """The text with its lines, emphasis, code, lists, links and pictures; other tags go."""
    text = html.replace("\r", "")
    if "<" in text:
        text = _BREAKS.sub("\n", text)
        text = _Links().replaced(text)
    text = unescape(text).replace("\u00a0", " ")
    text = _SOUND.sub(r"[\1]", text)
    lines = (line.rstrip() for line in text.split("\n"))
    return _ODD.sub("\n\n", "\n".join(lines)).strip()


class _Links:
    """Replaces tags one after another; a link's address is kept until it closes."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def replaced(self, text: str) -> str:
        return _TAG.sub(self._one, text)

    def _one(self, tag: re.Match[str]) -> str:
        name, ends = tag["name"].lower(), bool(tag["end"])
        if name in _SIGNS:
            return _SIGNS[name]
        if name == "li":
            return "" if ends else "\n- "
        if name == "pre":
            return "\n```\n"
        if name == "img":
            said = _attributes(tag["rest"])
            return f"![{said.get('alt', '')}]({said.get('src', '')})"
        if name == "a":
            return self._link(tag["rest"], ends=ends)
        return ""

    def _link(self, rest: str, *, ends: bool) -> str:
        if ends:
            address = self._open.pop() if self._open else ""
            return f"]({address})" if address else ""
        self._open.append(_attributes(rest).get("href", ""))
        return "[" if self._open[-1] else ""


def _attributes(rest: str) -> dict[str, str]:
    return {one["name"].lower(): one["a"] or one["b"] or one["c"] or "" for one in _ATTRIBUTE.finditer(rest)}
