"""A question as the fields and tags of an Anki note."""

import re
from collections.abc import Iterator

from bot.bank.exports import html
from bot.domain.question import Choice, Kind, Question
from bot.markup.cleaning import clean

# The gap of a cloze question as readers of notes write it; in an attribute it is none.
_GAP = re.compile(r"\[…\](?![^<>]*>)")
# What Anki itself reads in a field: {{c1::cloze}} with its ::hint, [sound:file], [latex].
_INERT = str.maketrans({"{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;"})


def is_cloze(question: Question) -> bool:
    """Whether Anki can hide the words of a question's gaps in their place."""
    return question.kind is Kind.CLOZE and bool(_cloze(question))


def fields_of(question: Question) -> Iterator[str]:
    """The fields in the order of `anki_look.FIELDS`, each as HTML that holds nothing which Anki would carry out."""
    yield _cloze(question) if is_cloze(question) else _front(question.question)
    yield _inert(_choices(question))
    yield _inert(html.render(question.hint))
    yield _inert(html.escape(_typed(question)))
    yield _inert(_correct(question) + html.render(question.answer))
    points = () if is_cloze(question) else question.key_points
    yield _inert(html.listed(html.escape(" · ".join(point)) for point in points))
    yield _inert(html.escape(f"{question.file}:{question.line}"))


def tags_of(question: Question) -> list[str]:
    """The tags, levels as Anki has them (`a::b`), and the difficulty as one more; without spaces."""
    level = (f"difficulty/{question.difficulty.value}",) if question.difficulty else ()
    tags = ("_".join(clean(tag).split()).replace("/", "::") for tag in (*question.tags, *level))
    return [tag for tag in dict.fromkeys(tags) if tag]


def _front(markdown: str) -> str:
    """A front is never empty: Anki would make no card of it."""
    return _inert(html.render(markdown) or f"<p>{html.escape(markdown.strip() or '…')}</p>")


def _choices(question: Question) -> str:
    texts = [_choice(choice) for choice in question.choices]
    is_verdict = question.kind is Kind.TRUE_FALSE
    return html.listed(texts) if is_verdict else html.listed(texts, "ol", ' type="A"')


def _choice(choice: Choice) -> str:
    return html.render_short(choice.text) or html.escape(choice.text)


def _correct(question: Question) -> str:
    """The choices that are right, under the letters that they have on the front."""
    right = [(place, choice) for place, choice in enumerate(question.choices, 1) if choice.correct]
    if question.kind is Kind.TRUE_FALSE:
        return "".join(f"<p><b>{_choice(choice)}</b></p>" for _, choice in right)
    items = "".join(f'<li value="{place}">{_choice(choice)}</li>' for place, choice in right)
    return f'<ol type="A" class="correct">{items}</ol>' if items else ""


def _typed(question: Question) -> str:
    """What Anki compares a typed answer with."""
    is_short = question.kind is Kind.SHORT and question.key_points
    return " ".join(question.key_points[0][0].split()) if is_short else ""


def _cloze(question: Question) -> str:
    """The question with its gaps as `{{c1::…}}`; nothing unless each gap has its key point."""
    parts = _GAP.split(html.render(question.question))
    hidden = [_inert(html.escape(point[0])).replace("::", "&#58;&#58;") for point in question.key_points]
    if not hidden or not all(hidden) or len(parts) != len(hidden) + 1:
        return ""
    filled = (f"{{{{c1::{words}}}}}{_inert(part)}" for words, part in zip(hidden, parts[1:], strict=True))
    return _inert(parts[0]) + "".join(filled)


def _inert(rendered: str) -> str:
    return rendered.translate(_INERT)
