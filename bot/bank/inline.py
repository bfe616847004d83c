"""What stands inside a line: wikilinks, tags, block ids, comments, and the same text without its markup."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

_CODE_SPAN = r"`+[^`\n]*`+"
_WIKILINK = r"(!?)\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]"
_CODE_OR_LINK = re.compile(rf"{_CODE_SPAN}|{_WIKILINK}")
_CODE_OR_COMMENT = re.compile(rf"{_CODE_SPAN}|<!--(?:(?!-->|<!--)[^\n])*-->|%%[^%\n]+%%")
_TRAILING_ID = re.compile(r"(?:^|\s)\^([A-Za-z][\w-]*|\d{6,}|[\d-]+[A-Za-z][\w-]*)((?:\s+#[^\s#]+)*)$")
_TAG = re.compile(r"(?<![\w#&/])#([^\W\d][\w/-]*|\d+[^\W\d][\w/-]*)")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|\*\*")
_SIGN = re.compile(r"[\[<`*_=~%]")
_KEPT = 300
"""Signs: a heading or a term is asked for several times, a paragraph is not."""
_PICTURE = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")

_MARKUP: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("[", lambda text: _LINK.sub(r"\1", text)),
    ("<", lambda text: _HTML_TAG.sub("", text)),
    ("`", lambda text: text.replace("`", "")),
    ("*", lambda text: _EMPHASIS.sub("", text)),
    ("_", lambda text: _EMPHASIS.sub("", text)),
    ("==", lambda text: text.replace("==", "")),
    ("~~", lambda text: text.replace("~~", "")),
)


def link_text(target: str, shown: str | None) -> str:
    """The words that a wikilink shows: `[[a|b]]` is b, `[[a]]` is a, `[[a#h]]` is a › h."""
    if shown is not None and shown.strip():
        return shown.strip()
    parts = (part.strip() for part in target.rstrip("\\").split("#"))
    return " › ".join(part for part in parts if part and not part.startswith("^"))


def without_wikilinks(text: str) -> str:
    """The text with its wikilinks replaced by the words they show; code spans stay as they are."""
    if "[[" not in text:
        return text
    return _CODE_OR_LINK.sub(_resolved, text)


def _resolved(match: re.Match[str]) -> str:
    embed, target, shown = match.groups()
    if target is None:
        return match.group()
    if embed and target.lower().endswith(_PICTURE):
        # Obsidian's `|300` is a width, no alternative text.
        alt = shown.strip() if shown and not shown.strip().isdigit() else target.rpartition("/")[2]
        return f"![{alt}](<{target}>)" if " " in target else f"![{alt}]({target})"
    return link_text(target, shown)


def without_comments(text: str) -> str:
    """The text without `<!-- … -->` and `%% … %%`; code spans stay as they are."""
    if "<!--" not in text and "%%" not in text:
        return text
    return _CODE_OR_COMMENT.sub(_kept_code, text).rstrip()


def outside_code(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where a pattern matches in a line, but for code spans."""
    ticks, place = 0, 0
    for found in pattern.finditer(text):
        ticks, place = ticks + text.count("`", place, found.start()), found.start()
        if ticks % 2 == 0:
            yield found


def _kept_code(match: re.Match[str]) -> str:
    return match.group() if match.group().startswith("`") else ""


def split_id(text: str) -> tuple[str, str]:
    """The text without the `^id` at its end (only tags may follow it), and the id ("" when there is none)."""
    found = _TRAILING_ID.search(text) if "^" in text else None
    return (text[: found.start()].rstrip() + found.group(2), found.group(1)) if found else (text, "")


def split_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the `#tags` at its end, and the tags in their order."""
    words = text.split() if "#" in text else []
    kept = len(words)
    while kept and words[kept - 1].startswith("#") and _TAG.fullmatch(words[kept - 1]):
        kept -= 1
    tags = tuple(word[1:] for word in words[kept:])
    return (" ".join(words[:kept]), tags) if tags else (text, ())


def tags_in(text: str) -> tuple[str, ...]:
    """All `#tags` of a line that holds nothing but properties."""
    return tuple(_TAG.findall(text))


def plain(text: str) -> str:
    """The words without markup: for topics, key points, and short answers."""
    if not _SIGN.search(text):
        return " ".join(text.split())
    return _plain_and_kept(text) if len(text) <= _KEPT else _plain(text)


def _plain(text: str) -> str:
    text = without_wikilinks(without_comments(text))
    for sign, replace in _MARKUP:
        if sign in text:
            text = replace(text)
    return " ".join(text.split())


_plain_and_kept = lru_cache(maxsize=1_000)(_plain)
