"""The lines below a question: what is residue goes, and what is left is set flush."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.bank.blocks import Sort, columns, indent_of
from bot.bank.inline import split_id, without_comments
from bot.bank.navigation import leads_inside
from bot.bank.note import Note

_ITEM = re.compile(r"[-*+]\s|\d")
_PROPERTY = re.compile(
    r"(?:[-*+]\s+)?(?:id|collapsed|card-[\w-]+|deck|tags|template|heading|background-color|logseq\.[\w.-]+|"
    r"created-at|updated-at|hl-[\w-]+|ls-type|alias|icon|public)::(?:\s|$)"
)
_SCHEDULE = re.compile(r"(?:SCHEDULED|DEADLINE): <[^<>]*>$|:LOGBOOK:$|:END:$|CLOCK: \[")
_BREAKS = ("<br>", "<br/>", "<br />")
_PLACEHOLDER = re.compile(
    r"[\W_]*(?:(?:write |put |add |your )*(?:the |your )?answers? (?:goes )?here|todo|tbd|to do|coming soon|pending|"
    r"(?:no|needs an?) answer(?: yet)?|(?:escrib[ea] |pon |añade )?(?:tu |la )?respuesta(?: va)? aqu[ií]|"
    r"(?:escrib[ea] |pon )?aqu[ií] (?:va )?(?:tu |la )respuesta|sin (?:respuesta|responder)(?: a[uú]n)?|"
    r"pendiente(?: de (?:responder|respuesta))?|por (?:hacer|completar|definir|responder))?[\W_]*$",
    re.IGNORECASE,
)
_CODE = (Sort.FENCE, Sort.CODE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer; `index` is its place in the note, `is_code` that no markup is read in it.

    `is_mark` says that a reader put it there to part question and answer.
    """

    index: int
    text: str
    is_code: bool
    is_mark: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it parts paragraphs."""
        return not self.text.strip()


def lines_of(note: Note, body: Iterable[int], left_out: list[int]) -> list[Line]:
    """The lines of a body without residue (back links, comments, block ids, properties), which goes to `left_out`."""
    kept: list[Line] = []
    for index in body:
        sort, text = note.blocks.sorts[index], note.blocks.lines[index]
        if sort in _CODE or sort is Sort.BLANK:
            kept.append(Line(index, text, sort in _CODE))
        elif sort not in (Sort.COMMENT, Sort.CONFLICT) and (cleaned := _without_residue(text)):
            kept.append(Line(index, cleaned, False))
        else:
            left_out.append(index)
    return trimmed(kept)


def _without_residue(text: str) -> str:
    """The line without residue; "" when it is nothing else."""
    text = without_comments(text)
    while "<" in text and (bare := text.rstrip()).lower().endswith(_BREAKS):
        text = bare[: bare.rindex("<")]
    if "^" in text:
        text = split_id(text)[0]
    bare = text.strip()
    if ("#" in bare and not _ITEM.match(bare) and leads_inside(bare)) or ("::" in bare and _PROPERTY.match(bare)):
        return ""
    return "" if ":" in bare and _SCHEDULE.match(bare) else text.rstrip() if not bare else text


def trimmed(lines: Sequence[Line]) -> list[Line]:
    """The lines without blank ones at either end."""
    start, stop = 0, len(lines)
    while start < stop and not lines[start].text.strip():
        start += 1
    while stop > start and not lines[stop - 1].text.strip():
        stop -= 1
    return list(lines[start:stop])


def as_markdown(lines: Sequence[Line]) -> str:
    """The lines as one text, common indentation removed; wikilinks stay, for they are resolved when it is shown."""
    kept = trimmed(lines)
    common = min((indent_of(line.text) for line in kept if not line.is_code and not line.is_blank), default=None)
    if common is None:
        common = min((indent_of(line.text) for line in kept if not line.is_blank), default=0)
    return "\n".join(_shown(line, common) for line in kept).rstrip()


def _shown(line: Line, common: int) -> str:
    return "" if line.is_blank else _dedented(line.text, common) if common else line.text


def _dedented(text: str, common: int) -> str:
    """The text moved left; code may stand further left than the fence around it."""
    if text[:common].isspace() and "\t" not in text[:common]:
        return text[common:]
    column = 0
    for taken, sign in enumerate(text):
        column += columns(sign)
        if not sign.isspace() or column > common:
            return text[taken:]
    return ""


def is_placeholder(answer: str) -> bool:
    """Whether an answer is only a promise of one ("TODO", "Answer here")."""
    return len(answer) < 80 and "\n" not in answer and bool(_PLACEHOLDER.match(answer))
