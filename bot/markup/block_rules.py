"""What notes write in blocks beyond CommonMark: `<details>`, `<pre>`, HTML comments and `$$` formulas.

Rules for markdown-it-py. They replace its own HTML blocks, inside of which Markdown would not be read.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_FOLD = re.compile(r"(?i)</?(?:details|summary)\b[^>\n]*>")
_TITLE = re.compile(r"(?i)<summary\b[^>\n]*>(.*?)(?:</summary>|$)", re.DOTALL)
_LONGEST_TITLE = 10
_LONGEST_FORMULA = 100
_LONGEST_BLOCK = 500


def install(md: MarkdownIt) -> None:
    """Teaches a parser these rules, and takes its HTML blocks away."""
    md.disable("html_block")
    # Before indented code: inside of lists people indent <summary> as they like.
    md.block.ruler.before("code", "fold", _fold, _ENDS)
    for name, rule in (("comment", _comment), ("pre", _pre), ("formula", _formula)):
        md.block.ruler.before("list", name, rule, _ENDS)


def _line(state: StateBlock, line: int) -> str:
    """The text of a line without its indentation and without what belongs to its containers."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _inside(state: StateBlock, line: int, end: int) -> bool:
    """Whether a later line still belongs to the same list item or quote."""
    return line < end and (state.sCount[line] >= state.blkIndent or state.isEmpty(line))


# --- <details> -------------------------------------------------------------------------------------


def _fold(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins with `<details>`, `<summary>` or their ends."""
    text = _line(state, start)
    if not text.startswith("<") or not _FOLD.match(text):
        return False
    if silent:
        return True
    after = start + 1
    while _open_title(text) and after < min(end, start + _LONGEST_TITLE) and _inside(state, after, end):
        text += "\n" + _line(state, after)
        after += 1
    _push_fold(state, text, start, after)
    state.line = after
    return True


def _open_title(text: str) -> bool:
    lower = text.lower()
    return lower.rfind("<summary") > lower.rfind("</summary")


def _push_fold(state: StateBlock, text: str, start: int, after: int) -> None:
    """The tags as tokens, and what stands between them as paragraphs."""
    at = 0
    while tag := _FOLD.search(text, at):
        _push_words(state, text[at : tag.start()], start, after)
        at = tag.end()
        if tag[0].lower().startswith("<details"):
            state.push("details_open", "", 0)
        elif tag[0].lower().startswith("</details"):
            state.push("details_close", "", 0)
        elif title := _TITLE.match(text, tag.start()):
            state.push("summary", "", 0)
            _push_inline(state, title[1], start, after)
            at = title.end()
    _push_words(state, text[at:], start, after)


def _push_words(state: StateBlock, text: str, start: int, after: int) -> None:
    if text.strip():
        state.push("paragraph_open", "p", 1)
        _push_inline(state, text, start, after)
        state.push("paragraph_close", "p", -1)


def _push_inline(state: StateBlock, text: str, start: int, after: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text.strip(), [start, after], []


# --- <!-- -->, <pre>, $$ ---------------------------------------------------------------------------


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that begins a line; what follows it on its last line is kept."""
    last = _closed(state, start, end, "<!--", "-->")
    if last is None:
        return False
    if not silent:
        text = _line(state, last)
        _push_words(state, text[text.find("-->", 4 if last == start else 0) + 3 :], last, last + 1)
        state.line = last + 1
    return True


def _pre(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<pre>` up to `</pre>`: code, as it stands."""
    last = _closed(state, start, end, "<pre", "</pre>")
    if last is None:
        return False
    if not silent:
        code, _, rest = state.getLines(start, last + 1, state.blkIndent, False).partition("</pre>")
        state.push("html_pre", "", 0).content = code
        _push_words(state, rest, last, last + 1)
        state.line = last + 1
    return True


def _closed(state: StateBlock, start: int, end: int, opening: str, closing: str) -> int | None:
    """The line on which something ends that this line opens, when it ends soon and in the same container."""
    if not _line(state, start).startswith(opening):
        return None
    close = _next(state, closing, state.bMarks[start] + state.tShift[start] + len(opening))
    line = start
    while close >= 0 and line < start + _LONGEST_BLOCK and _inside(state, line, end):
        if close < state.eMarks[line]:
            return line
        line += 1
    return None


def _next(state: StateBlock, mark: str, at: int) -> int:
    """Where a mark comes next in the source, or -1; remembered, so that many openings do not cost n²."""
    known = state.env.get(mark)
    if known and known[0] <= at and (known[1] < 0 or known[1] >= at):
        return int(known[1])
    found = state.src.find(mark, at)
    state.env[mark] = (at, found)
    return found


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines between `$$` and `$$`, which need not look like a paragraph: `- b` is no list here."""
    text = _line(state, start)
    if not text.startswith("$$") or "$$" in text[2:]:
        return False
    last = start + 1
    while _inside(state, last, end) and not _line(state, last).rstrip().endswith("$$"):
        last += 1
        if last > start + _LONGEST_FORMULA:
            return False
    if not _inside(state, last, end):
        return False
    if not silent:
        state.push("formula", "", 0).content = _formula_text(state, start, last)
        state.line = last + 1
    return True


def _formula_text(state: StateBlock, start: int, last: int) -> str:
    lines = [_line(state, line).strip() for line in range(start, last + 1)]
    return "\n".join(lines)[2:].rstrip()[:-2].strip()
