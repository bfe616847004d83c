"""What notes write inside a line beyond CommonMark: `$math$`, `==highlight==`, `||spoiler||`, `[[wikilink]]`.

Rules for markdown-it-py. Each looks a bounded way ahead, so that a text of unmatched marks is read in linear time.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_FAR = 1_000
# As in Pandoc: no space inside the dollars, and no digit after them, so that "$5 and $6" is money.
_MATH = re.compile(r"\$\$(?P<block>[^$]{1,2000}?)\$\$|\$(?P<line>(?![\s$])(?:\\.|[^$\\\n]){0,500}?(?<!\s))\$(?![\d$])")
_WIKILINK = re.compile(r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{0,300})(?:\\?\|(?P<label>[^\[\]\n]{0,300}))?\]\]")
_SIZE = re.compile(r"\d+(?:x\d+)?")


def install(md: MarkdownIt) -> None:
    """Teaches a parser these rules."""
    for character in "$=|":
        md.inline.add_terminator_char(character)
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("emphasis", "math", _math)
    md.inline.ruler.before("emphasis", "highlight", _highlight)
    md.inline.ruler.before("emphasis", "spoiler", _spoiler)


def _math(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = _MATH.match(state.src, state.pos, state.posMax)
    if not found or not (found["block"] or found["line"] or "").strip():
        return False
    if not silent:
        state.push("math", "", 0).content = (found["block"] or found["line"]).strip()
    state.pos = found.end()
    return True


def _wikilink(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "[!":
        return False
    found = _WIKILINK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        _push_wikilink(state, found)
    state.pos = found.end()
    return True


def _push_wikilink(state: StateInline, found: re.Match[str]) -> None:
    """A link to another note is only its words; an embedded file is an image."""
    target, label = found["target"].strip().rstrip("\\"), (found["label"] or "").strip()
    if not found["embed"]:
        state.push("text", "", 0).content = label or _as_words(target)
        return
    token = state.push("embed", "", 0)
    token.content = label if label and not _SIZE.fullmatch(label) else _as_words(target)
    token.meta = {"address": target}


def _as_words(target: str) -> str:
    """`note#heading` → `note › heading`; a block's id (`^x1`) says nothing to a reader."""
    parts = [part.strip() for part in target.split("#")]
    return " › ".join(part for part in parts if part and not part.startswith("^"))


def _highlight(state: StateInline, silent: bool) -> bool:
    return _between(state, silent, "==", "highlight")


def _spoiler(state: StateInline, silent: bool) -> bool:
    return _between(state, silent, "||", "spoiler")


def _between(state: StateInline, silent: bool, mark: str, name: str) -> bool:
    """Reads what stands between two marks. `a==b && c==d` and `a || b` are code, not marks."""
    start = state.pos
    if not state.src.startswith(mark, start):
        return False
    end = _closing(state, mark)
    if end < 0:
        return False
    if not silent:
        _push_between(state, start + 2, end, name)
    state.pos = end + 2
    return True


def _closing(state: StateInline, mark: str) -> int:
    """Where the closing mark begins, or -1."""
    source, start = state.src, state.pos + 2
    if source[state.pos - 1 : state.pos].isalnum() or source[start : start + 1] in ("", " ", "\n", mark[0]):
        return -1
    end = source.find(mark, start, min(state.posMax, start + _FAR))
    if end < 0 or source[end - 1].isspace() or source[end + 2 : end + 3].isalnum():
        return -1
    return -1 if source[end + 2 : end + 3] == mark[0] else end


def _push_between(state: StateInline, start: int, end: int, name: str) -> None:
    outer = state.posMax
    state.push(f"{name}_open", "", 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = outer
    state.push(f"{name}_close", "", -1)
