"""Which key points of the model answer a typed answer mentions: a list to look at, never a verdict.

No method that was tried told an opposite answer from a right one, so the learner's own grade decides. A word counts
as mentioned when its stem occurs, or when one word of the answer is nearly it (rapidfuzz). What is said
with a “not” where the notes have none, or without it, stands apart: see `polarity.py`.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.domain.folding import fold, vocabulary
from bot.domain.polarity import NOT, Polarity, Words, split
from bot.domain.stems import SHORTEST, beginning, stem


@dataclass(frozen=True, slots=True)
class Opposite:
    """A key point in the answer's words but for a “not”: `wrote_not` says on which side it stands."""

    label: str
    wrote_not: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """The key points of a question by their labels, in the note's order; each stands in one of the three lists."""

    mentioned: list[str]
    missing: list[str]
    opposite: list[Opposite] = field(default_factory=list)


def checklist(text: str, key_points: Sequence[Sequence[str]], language: str) -> Checklist:
    """Which key points the text mentions; `key_points` holds the synonyms of each, the first of which is its label.

    `language` is the question's (BCP-47); words are reduced to stems in the languages known here, else compared
    whole. A synonym of several words is mentioned when all its words but stop words stand near each other; of four
    words or more, three in five are enough. Never raises, and takes about a millisecond for 4,000 characters.
    """
    answer = _answer(text, language[:2].lower())
    read = Checklist([], [])
    for synonyms in key_points:
        if synonyms:
            found, wrote_not = max(answer.finds(synonym) for synonym in synonyms)
            if found is _Found.MENTIONED:
                read.mentioned.append(synonyms[0])
            elif found is _Found.OPPOSITE:
                read.opposite.append(Opposite(synonyms[0], wrote_not))
            else:
                read.missing.append(synonyms[0])
    return read


class _Found(IntEnum):
    MISSING = 0
    OPPOSITE = 1
    MENTIONED = 2


_NEARLY = 85
_LONG_WORD, _LONG_STEM, _SHORTEST_TYPO = 5, 6, 4
_SLACK = 3
"""How many words may stand between two neighbours of a synonym: “memoriza (casi todos los) datos”."""
_LONG_SYNONYM, _ENOUGH = 4, 0.6
"""From how many words on people say a key point in fewer, and which part of them is enough to know it by."""

STOP_WORDS = {
    "es": vocabulary(
        "a al ante con cual cuando de del desde donde e el ella ellos en entre era es esa ese eso esta este esto estan"
        " fue ha han hasta hay la las le les lo los me mi muy o para pero por porque pues q que se ser si sobre"
        " son su sus tambien te tiene todo un una uno unos unas y ya"
    ),
    "en": vocabulary(
        "a about an and are as at be been but by can do does for from had has have he her his how i if in into is it"
        " its of on or so than that the their them then there these they this to was we were what when which who will"
        " with you your"
    ),
}


class _Key(NamedTuple):
    """A word to look for."""

    word: str
    stem: str


class _Wanted(NamedTuple):
    """A synonym: the words to look for, and whether a “not” belongs to it."""

    keys: tuple[_Key, ...]
    negated: bool


@lru_cache(maxsize=16_384)
def _wanted(synonym: str, language: str) -> _Wanted:
    """The words that matter in a synonym: all but stop words and its “not”, or all if nothing else is there."""
    said = split(fold(synonym), language)
    words = list(dict.fromkeys(said.words))
    content = [word for word in words if word != NOT and word not in STOP_WORDS.get(language, ())]
    keys = tuple(_Key(word, stem(word, language)) for word in content or words)
    return _Wanted(keys, negated=said.denies)


class _Answer:
    """An answer's words by where they stand. Stems are made only for words that begin like one looked for."""

    def __init__(self, text: str, language: str) -> None:
        self._text = fold(text)
        self._language = language
        self._said: Words = split(self._text, language)
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._said.words):
            self._places[word].append(place)
        pairs = pairwise(self._said.words)
        self._pairs = {first + second: place for place, (first, second) in enumerate(pairs)}
        self._by_initial: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._places:
            self._by_initial[word[0]].append(word)
        self._found: dict[_Key, list[int]] = {}

    def finds(self, synonym: str) -> tuple[_Found, bool]:
        """Whether the answer has the synonym, and if it says the opposite, whether a “not” of the answer's does it."""
        wanted = _wanted(synonym, self._language)
        if not wanted.keys:  # only signs, such as `==` or an emoji
            is_there = bool(synonym.strip()) and fold(synonym.strip()) in self._text
            return (_Found.MENTIONED if is_there else _Found.MISSING), False
        found = _Found.MISSING
        for first, last in self._spans(wanted.keys):
            if self._agrees(self._said.polarity(first, last), wanted):
                return _Found.MENTIONED, False
            found = _Found.OPPOSITE
        return found, not wanted.negated

    def _agrees(self, polarity: Polarity, wanted: _Wanted) -> bool:
        """Whoever may have meant it has said it: only what is certainly otherwise does not agree."""
        return polarity is not (Polarity.PLAIN if wanted.negated else Polarity.NEGATED)

    def _spans(self, keys: tuple[_Key, ...]) -> Iterator[tuple[int, int]]:
        """Where the answer has enough of these words together: the places of the first and the last of them."""
        if len(keys) == 2 and (together := self._places.get(keys[0].word + keys[1].word)):  # “drop out”: “dropout”
            yield from ((place, place) for place in together)
        yield from _together([self._where(key) for key in keys])

    def _where(self, key: _Key) -> list[int]:
        """Where the answer has that word, a form or a misspelling of it, or its halves apart, in order."""
        if key not in self._found:
            words = (word for word in self._by_initial[key.word[0]] if self._is(word, key))
            halves = [self._pairs[key.word]] if len(key.word) >= _LONG_WORD and key.word in self._pairs else []
            self._found[key] = sorted(place for word in words for place in self._places[word]) or halves
        return self._found[key]

    def _is(self, word: str, key: _Key) -> bool:
        if word == key.word:
            return True
        if not word.isalpha() or not key.word.isalpha() or min(len(word), len(key.word)) < SHORTEST:
            return False
        language = self._language
        alike_at_first = beginning(word, language) == beginning(key.word, language)
        if alike_at_first and _same_stem(stem(word, language), key.stem):
            return True
        return len(key.word) >= _LONG_WORD and len(word) >= _SHORTEST_TYPO and _alike(word, key.word)


@lru_cache(maxsize=16)
def _answer(text: str, language: str) -> _Answer:
    """Feedback looks at an answer several times."""
    return _Answer(text, language)


def _same_stem(stem: str, wanted: str) -> bool:
    return stem == wanted or (min(len(stem), len(wanted)) >= _LONG_STEM and _alike(stem, wanted))


def _alike(word: str, wanted: str) -> bool:
    """Nearly equal. Callers compare only words with the same initial: un-, in- and des- make opposites, not typos."""
    return fuzz.ratio(word, wanted, score_cutoff=_NEARLY) > 0


def _together(places: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Windows with one place from enough of the lists: the words looked for, with some slack between them."""
    needed = len(places) if len(places) < _LONG_SYNONYM else math.ceil(_ENOUGH * len(places))
    if sum(map(bool, places)) < needed:
        return
    width = len(places) + _SLACK * (len(places) - 1)
    last: dict[int, int] = {}
    for place, which in sorted((place, which) for which, found in enumerate(places) for place in found):
        last[which] = place
        near = [one for one in last.values() if place - one < width]
        if len(near) >= needed:
            yield min(near), place
