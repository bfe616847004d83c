"""GIFT files, as Moodle writes them: which lines hold a question, and which are comments and categories."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.bank import html_text
from bot.bank.body import Line, as_markdown
from bot.bank.formats import Passage, Passages
from bot.bank.formats.gift_answers import answer_of, bare, is_answer
from bot.bank.note import Note, clean_lines
from bot.texts import reasons as r
from bot.texts.reasons import because

_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(?P<path>.*)", re.IGNORECASE)
_TITLE = re.compile(r"\s*::(?P<title>(?:\\.|(?!::).)*)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(?P<format>html|markdown|moodle|plain)\]", re.IGNORECASE)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ROOTS = re.compile(r"^(?:\$\w+\$/?)?(?:top/)?(?:Default for [^/]*/?)?", re.IGNORECASE)
_LOOKED_AT = 10
_BLANK = "_____"


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that hold one question, and the category above them."""

    start: int
    stop: int
    text: str
    category: str


@dataclass(frozen=True, slots=True)
class _Cut:
    """A question in its pieces; `inside` is what its braces hold, None without braces."""

    before: str
    inside: str | None
    after: str


def is_gift(head: str) -> bool:
    """Whether a text begins with questions that have their answers in braces."""
    blocks = list(_blocks(clean_lines(head)))
    # The last one may be cut short.
    blocks = blocks[:_LOOKED_AT] if len(blocks) == 1 else blocks[:-1][:_LOOKED_AT]
    cuts = [_cut(block.text) for block in blocks]
    return bool(cuts) and all(cut.inside is not None and is_answer(cut.inside) for cut in cuts)


def read(note: Note) -> Passages:
    """Finds the questions; a block without braces is no question."""
    result = Passages(reason="answers in braces")
    told: set[int] = set()
    for block in _blocks(note.blocks.lines):
        told.update(range(block.start, block.stop))
        result.passages.append(_passage(note, block))
    result.left_out.append([index for index in range(len(note.blocks.lines)) if index not in told])
    return result


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """The blocks between blank lines; a brace that is open goes on over them."""
    start, category, open_braces = -1, "", 0
    kept: list[str] = []
    for index, line in enumerate(lines):
        named = _CATEGORY.match(line) if not open_braces else None
        is_comment = line.lstrip().startswith("//")
        ends = named or (not line.strip() and not open_braces)
        if ends and start >= 0:
            yield _Block(start, index, "\n".join(kept), category)
            start, kept = -1, []
        if named:
            category = _ROOTS.sub("", named["path"].strip())
        elif not is_comment and not ends:
            start = index if start < 0 else start
            kept.append(line)
            signs = _BRACE.findall(line)
            open_braces = max(0, open_braces + signs.count("{") - signs.count("}"))
    if start >= 0:
        yield _Block(start, len(lines), "\n".join(kept), category)


def _cut(text: str) -> _Cut:
    """Cuts at the first pair of braces that no backslash escapes."""
    opening = closing = -1
    for sign in _BRACE.finditer(text):
        if sign.group() == "{" and opening < 0:
            opening = sign.start()
        elif sign.group() == "}" and opening >= 0:
            closing = sign.start()
            break
    if closing < 0:
        return _Cut(text, None, "")
    return _Cut(text[:opening], text[opening + 1 : closing], text[closing + 1 :])


def _passage(note: Note, block: _Block) -> Passage:
    cut = _cut(block.text)
    before = cut.before
    title = _TITLE.match(before)
    before = before[title.end() :] if title else before
    style = _FORMAT.match(before)
    is_html = style is not None and style["format"].lower() == "html"
    before = before[style.end() :] if style else before
    after = cut.after.strip()
    # Braces in the middle of a sentence are a blank to fill in.
    prompt = f"{before.rstrip()} {_BLANK} {after}" if after and after.strip(".") else f"{before.strip()}"
    question = _shown(prompt, is_html=is_html)
    if not question and title:
        question = bare(title["title"])
    body = range(block.start + 1, block.stop)
    deck = "/".join(part for part in (note.deck, block.category.strip("/")) if part)
    topic = block.category.strip("/").rpartition("/")[2] or note.title
    if cut.inside is None:
        return Passage(question or "?", block.start, body, topic, fault=because(r.NO_BRACES))
    answer = answer_of(cut.inside, note.language, style="html" if is_html else "")
    return Passage(question, block.start, body, topic, lines=(), parts=answer.parts, deck=deck, fault=answer.fault)


def _shown(text: str, *, is_html: bool) -> str:
    text = bare(text)
    if is_html:
        return html_text.as_markdown(text)
    return as_markdown([Line(0, line, is_code=False) for line in text.split("\n")]).strip()
