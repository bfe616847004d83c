"""Whether a phrase of an answer stands with a “not” or without: only said where it is certain.

A “not” belongs to the words behind it up to the end of its clause. Doubt is frequent in chats (“no es q generalice
mal”), and then nobody is told anything.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

from bot.domain.folding import vocabulary

NOT = "no"
"""What every negation becomes."""


class Polarity(Enum):
    """How a phrase stands in an answer."""

    PLAIN = "without a not"
    NEGATED = "with one"
    UNSURE = "who knows"


_TOKEN = re.compile(r"(?P<word>[^\W_]+[+#]*)|(?P<more>(?<![^\s,.;(])\+(?=\s*[^\W\d_]))|(?P<end>[.,;:!?¿¡()\n]+)")
_CONTRACTED = re.compile(r"n['’`´]t\b")
_MORE = {"es": "mas", "en": "more"}

NEGATIONS = vocabulary(
    "no not sin without ni nor nunca never jamas ningun ninguna ninguno nada nadie nothing nobody tampoco neither"
    " cannot dont doesnt didnt isnt arent cant wont wasnt"
)
_ONLY = vocabulary("solo solamente unicamente only just merely")
"""“Not only” denies nothing."""
_OTHERWISE = "si"
"""“Si no” is “otherwise” as often as “if not”."""
CLAUSE_STARTS = vocabulary(
    "y e pero sino porque pq xq porq pork aunque mientras cuando entonces and but because bc cuz so although though"
    " while when whereas then"
)
LINKS = vocabulary("que q k ke si that to if")
"""After these a “not” may still reach on (“no hace que generalice”), or not."""
_NEARLY_NOT = vocabulary(
    "falta deja dejan dejar evita evitan evitar incapaz mal peor poco poca apenas menos dificil impide cuesta"
    " fatal falla fallan fracasa pobre carece bajo baja fail fails failing lack lacks unable poor poorly bad badly"
    " hardly barely avoid avoids less worse prevents difficult struggles low"
)
_REACH, _IN_EARSHOT, _BEHIND = 3, 6, 2
"""How many words before a phrase its “not” may stand; how many before and behind it one leaves a doubt."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, with the clause that each stands in, and where negations, near ones and links stand."""

    words: list[str]
    clauses: list[int]
    nots: list[int]
    doubts: list[int]
    links: list[int]

    @property
    def denies(self) -> bool:
        """Whether there is a “not” anywhere."""
        return bool(self.nots)

    def polarity(self, first: int, last: int) -> Polarity:
        """How the phrase from one place to another stands."""
        clause = self.clauses[first]
        reaching = [at for at in _between(self.nots, first - _REACH, last) if self.clauses[at] == clause]
        if any(not _between(self.links, at, first - 1) for at in reaching):
            return Polarity.NEGATED
        behind = (at for at in _between(self.doubts, last + 1, last + _BEHIND) if not _between(self.links, last, at))
        near = (*_between(self.doubts, first - _IN_EARSHOT, last), *behind)
        here = range(clause, self.clauses[last] + 1)
        return Polarity.UNSURE if any(self.clauses[at] in here for at in near) else Polarity.PLAIN


def split(folded: str, language: str) -> Words:
    """The words of a folded text; all negations are one word, and a “+” before a word says “more”."""
    read = Words([], [], [], [], [])
    clause = 0
    for match in _TOKEN.finditer(_CONTRACTED.sub(" not", folded)):
        word = match["word"] or (match["more"] and _MORE.get(language, "+"))
        if not word:
            clause += 1
            continue
        clause += word in CLAUSE_STARTS
        _add(read, NOT if word in NEGATIONS else word, clause)
    return read


def _add(read: Words, word: str, clause: int) -> None:
    place = len(read.words)
    if word in _ONLY and read.nots and read.nots[-1] == place - 1:
        read.nots.pop()
    if word == NOT and read.words[-1:] != [_OTHERWISE]:
        read.nots.append(place)
    if word == NOT or word in _NEARLY_NOT:
        read.doubts.append(place)
    if word in LINKS:
        read.links.append(place)
    read.words.append(word)
    read.clauses.append(clause)


def _between(places: list[int], first: int, last: int) -> list[int]:
    return places[bisect_left(places, first) : bisect_left(places, last + 1)]
