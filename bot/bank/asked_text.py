"""Text between a question and a label such as `### Answer`: it is asked, or it is the first part of the answer.

Label headings are answer text (rule 1 of the question format); only what can be asked goes to the question.
"""

import re
from collections.abc import Sequence

from bot.bank.body import Line
from bot.bank.formats.asking_words import tells
from bot.bank.formats.evidence import asks_by_words
from bot.bank.inline import plain

_PICTURE = re.compile(r"\s*(?:!\[|<img\b)")
_POINTS = re.compile(
    r"\b(?:this|these|that|following|below|output|prints?|printed|logged|result|code|snippet|"
    r"este|esta|estos|estas|siguientes?|abajo|salida|imprime|muestra|resultado|código|fragmento)\b",
    re.IGNORECASE,
)
_SETS_OUT = re.compile(
    r"\W*(?:given|consider|suppose|assume|imagine|let|look|you (?:have|are)|we have|hint|note that|"
    r"dado|dada|dados|dadas|considera|considere|supón|supongamos|supone|asume|imagina|sea|mira|observa|tienes|tenemos|"
    r"ten en cuenta|pista)\b",
    re.IGNORECASE,
)


def is_asked(question: str, above: Sequence[Line], label: Line) -> bool:
    """Whether the lines above a label belong to the question: code, words that set it out, or more of it.

    A heading that asks by itself has its answer right below; one that is only a title (“Exercise 3”) has not asked yet.
    """
    prose = [line.text for line in above if not is_shown(line)]
    if label.is_mark or not prose:
        return True
    words = plain(question.partition("\n")[0])
    if not (asks_by_words(words) or tells(words)) or _begins_with_code(above):
        return True
    return any(_asks_on(text) for text in prose) or (_has_code(above) and bool(_POINTS.search(words)))


def is_shown(line: Line) -> bool:
    """Whether a line is code or a picture, which a question shows, or blank."""
    return line.is_code or line.is_blank or bool(_PICTURE.match(line.text))


def _asks_on(text: str) -> bool:
    return text.rstrip().rstrip("*_").endswith(("?", ":")) or bool(_SETS_OUT.match(text))


def _begins_with_code(above: Sequence[Line]) -> bool:
    first = next((line for line in above if not line.is_blank), None)
    return first is not None and first.is_code


def _has_code(above: Sequence[Line]) -> bool:
    return any(line.is_code for line in above)
