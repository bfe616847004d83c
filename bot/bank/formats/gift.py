"""GIFT files, as Moodle writes them: their questions, with what the braces hold."""

import re

from bot.bank import html_text
from bot.bank.body import Line, as_markdown
from bot.bank.formats import Passage, Passages
from bot.bank.formats.gift_answers import answer_of, bare, is_answer
from bot.bank.formats.gift_blocks import Block, blocks, cut
from bot.bank.note import Note, clean_lines
from bot.texts import reasons as r
from bot.texts.reasons import because

_TITLE = re.compile(r"\s*::(?P<title>(?:\\.|(?!::).)*)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(?P<format>html|markdown|moodle|plain)\]", re.IGNORECASE)
_LOOKED_AT, _FEW = 10, 0.7
_BLANK = "_____"


def is_gift(head: str) -> bool:
    """Whether a text begins with questions that have their answers in braces."""
    found = list(blocks(clean_lines(head)))
    # The last one may be cut short.
    cuts = [cut(block.text) for block in (found if len(found) == 1 else found[:-1])[:_LOOKED_AT]]
    answered = sum(1 for one in cuts if one.is_unclosed or (one.inside is not None and is_answer(one.inside)))
    return answered > _FEW * len(cuts)


def has_answers(head: str) -> bool:
    """Whether some question of a text has its answer in braces: enough where the name of the file says GIFT."""
    cuts = (cut(block.text) for block in blocks(clean_lines(head)))
    return any(one.is_unclosed or (one.inside is not None and is_answer(one.inside)) for one in cuts)


def read(note: Note) -> Passages:
    """Finds the questions; those without braces, or whose brace never closes, are faults."""
    result = Passages(reason="answers in braces")
    told: set[int] = set()
    for block in blocks(note.blocks.lines):
        told.update(range(block.start, block.stop))
        result.passages.append(_passage(note, block))
    result.left_out.append([index for index in range(len(note.blocks.lines)) if index not in told])
    return result


def _passage(note: Note, block: Block) -> Passage:
    pieces = cut(block.text)
    before = pieces.before
    title = _TITLE.match(before)
    before = before[title.end() :] if title else before
    style = _FORMAT.match(before)
    is_html = style is not None and style["format"].lower() == "html"
    before = before[style.end() :] if style else before
    after = pieces.after.strip()
    # Braces in the middle of a sentence are a blank to fill in.
    prompt = f"{before.rstrip()} {_BLANK} {after}" if after and after.strip(".") else f"{before.strip()}"
    question = _shown(prompt, is_html=is_html)
    if not question and title:
        question = bare(title["title"])
    body = range(block.start + 1, block.stop)
    deck = "/".join(part for part in (note.deck, block.category.strip("/")) if part)
    topic = block.category.strip("/").rpartition("/")[2] or note.title
    if pieces.inside is None:
        fault = because(r.OPEN_BRACE if pieces.is_unclosed else r.NO_BRACES)
        return Passage(question or "?", block.start, body, topic, fault=fault)
    answer = answer_of(pieces.inside, note.language, style="html" if is_html else "")
    return Passage(question, block.start, body, topic, lines=(), parts=answer.parts, deck=deck, fault=answer.fault)


def _shown(text: str, *, is_html: bool) -> str:
    text = bare(text)
    if is_html:
        return html_text.as_markdown(text)
    return as_markdown([Line(0, line, is_code=False) for line in text.split("\n")]).strip()
