"""Questions → GIFT, which Moodle and others read.

Written for Moodle's own reader (question/format/gift/format.php): texts are HTML, a backslash stands before its
control characters, an empty line ends a question, and general feedback comes last in the braces.
"""

import re
from collections.abc import Iterator, Sequence

from bot.bank.exports import html
from bot.domain.question import Kind, Question
from bot.markup.cleaning import clean

_CONTROL = re.compile(r"[\\~=#{}:]")
_LONGEST_NAME = 80
_LONGEST_ID = 100
_MOST_SHARES = 10
"""Moodle knows the weights 1/1 to 1/10."""


def document(questions: Sequence[Question], *, name: str) -> str:
    """All questions, with a category for each deck; those without a deck are in the category `name`."""
    parts: list[str] = []
    category = ""
    for question in questions:
        belongs = category_of(question.deck) or category_of(name) or "Repaso"
        if belongs != category:
            category = belongs
            parts.append(f"$CATEGORY: {category}\n")
        parts.append(f"{_remark(question)}\n{_item(question)}\n")
    return "\n".join(parts)


def category_of(deck: str) -> str:
    r"""A deck as a category. Moodle undoes no escapes there, and a `\` would begin one."""
    levels = (" ".join(level.replace("\\", " ").split()) for level in clean(deck).split("/"))
    return "/".join(level for level in levels if level)


def escaped(text: str) -> str:
    """A text in which nothing is GIFT any more."""
    return _CONTROL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _remark(question: Question) -> str:
    """The comment from which Moodle takes an id number and tags."""
    number = re.sub(r"[^\w.~-]", "-", f"{question.key}-{question.language}")[:_LONGEST_ID]
    tags = (" ".join(re.sub(r"[\[\]\\]", " ", clean(tag)).split()) for tag in question.tags)
    return " ".join([f"// [id:{number}]", *(f"[tag:{tag}]" for tag in tags if tag)])


def _item(question: Question) -> str:
    name = html.first_line(question.question)[:_LONGEST_NAME].strip() or question.key
    asked = html.render(question.question) or html.escape(question.question.strip() or "…")
    feedback = _feedback(question)
    answers = [*_answers(question), *([f"####{escaped(feedback)}"] if feedback else [])]
    inside = "\n".join(["", *answers, ""]) if len(answers) > 1 else "".join(answers)
    return f"::{escaped(' '.join(name.split()))}::[html]{escaped(asked)}{{{inside}}}"


def _feedback(question: Question) -> str:
    """What is shown afterwards: the model answer, its key points, and the hint."""
    points = () if _has_forms(question) else question.key_points
    listed = html.listed(html.escape(" · ".join(point)) for point in points)
    hint = html.render(question.hint)
    return html.render(question.answer) + listed + (f"<blockquote>💡 {hint}</blockquote>" if hint else "")


def _answers(question: Question) -> Iterator[str]:
    """The lines that decide the type: none makes an essay."""
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            yield from _choices(question)
        case Kind.TRUE_FALSE if question.choices:
            yield "TRUE" if question.choices[0].correct else "FALSE"
        case _ if _has_forms(question):
            yield from _forms(question)


def _has_forms(question: Question) -> bool:
    """Whether the key point is what has to be typed: a short answer, or the only gap of a text."""
    return question.kind is Kind.SHORT or (question.kind is Kind.CLOZE and len(question.key_points) == 1)


def _choices(question: Question) -> Iterator[str]:
    """Ticking everything gives nothing: what is wrong takes away as much as what is right brings."""
    right = sum(choice.correct for choice in question.choices)
    signs = ("=", "~")
    if question.kind is Kind.MULTIPLE:
        signs = (f"~%{_share(right)}%", f"~%-{_share(len(question.choices) - right)}%")
    for choice in question.choices:
        text = html.render(choice.text) or f"<p>{html.escape(choice.text.strip() or '…')}</p>"
        yield signs[not choice.correct] + escaped(text)


def _share(parts: int) -> str:
    return f"{100 / min(max(parts, 1), _MOST_SHARES):.5f}".rstrip("0").rstrip(".")


def _forms(question: Question) -> Iterator[str]:
    """The accepted forms. `->` would make Moodle read pairs, and has no escape: such a form is left out."""
    forms = (" ".join(clean(form).split()) for point in question.key_points for form in point)
    for form in forms:
        if form and "->" not in form:
            # `*` is Moodle's wildcard; `[` and `%` at the start would be a text format and a weight.
            mark = "%100%[plain]" if form.startswith(("[", "%")) else ""
            yield f"={mark}{escaped(form.replace('*', chr(92) + '*'))}"
