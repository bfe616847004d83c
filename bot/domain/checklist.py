"""Which key points of the model answer a typed answer mentions: a list to look at, never a verdict.

No method that was tried told an opposite answer from a right one, so the learner's own grade decides. A word counts
as mentioned when its stem occurs (Snowball), or when one word of the answer is nearly it (rapidfuzz).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import snowballstemmer
from rapidfuzz import fuzz

from bot.domain.folding import fold, vocabulary


@dataclass(frozen=True, slots=True)
class Checklist:
    """The key points of a question by their labels, in the note's order."""

    mentioned: list[str]
    missing: list[str]


def checklist(text: str, key_points: Sequence[Sequence[str]], language: str) -> Checklist:
    """Which key points the text mentions; `key_points` holds the synonyms of each, the first of which is its label.

    `language` is the question's (BCP-47); words are reduced to stems in the languages known here, else compared
    whole. A synonym of several words is mentioned when all its words but stop words stand near each other.
    Never raises, and takes about a millisecond for 4,000 characters.
    """
    answer = _Answer(text, language[:2].lower())
    mentioned: list[str] = []
    missing: list[str] = []
    for synonyms in key_points:
        if synonyms:
            found = any(answer.mentions(synonym) for synonym in synonyms)
            (mentioned if found else missing).append(synonyms[0])
    return Checklist(mentioned, missing)


_NEARLY = 85
_LONG_WORD, _LONG_STEM, _SHORTEST_TYPO = 5, 6, 4
_PREFIX = 3
_SLACK = 3
"""How many words may stand between two neighbours of a synonym: “memoriza (casi todos los) datos”."""

_WORD = re.compile(r"[^\W_]+[+#]*")
_NOT = re.compile(r"n['’]t\b")
_SNOWBALL = {
    "es": "spanish",
    "en": "english",
    "ca": "catalan",
    "de": "german",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
}
_NEGATIONS = vocabulary("no not sin without ni nor nunca never ningun ninguna tampoco cannot")
_STOP_WORDS = {
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


@lru_cache(maxsize=65_536)
def _stem(word: str, language: str) -> str:
    """The stem of a folded word. A stemmer keeps state, so each call has its own, which costs 1 µs."""
    if language not in _SNOWBALL or not word.isalpha():
        return word
    return str(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord(word))


def _split(folded: str) -> list[str]:
    """The words of a folded text; all negations are one word."""
    spelled = _NOT.sub(" not", folded)
    return ["no" if word in _NEGATIONS else word for word in _WORD.findall(spelled)]


@lru_cache(maxsize=16_384)
def _keys(synonym: str, language: str) -> tuple[_Key, ...]:
    """The words that matter in a synonym: all but stop words, or all if nothing else is there."""
    words = list(dict.fromkeys(_split(fold(synonym))))
    content = [word for word in words if word not in _STOP_WORDS.get(language, ())]
    return tuple(_Key(word, _stem(word, language)) for word in content or words)


class _Answer:
    """An answer's words by where they stand. Stems are made only for words that begin like one looked for."""

    def __init__(self, text: str, language: str) -> None:
        self._text = fold(text)
        self._language = language
        words = _split(self._text)
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            self._places[word].append(place)
        self._pairs = {first + second: place for place, (first, second) in enumerate(pairwise(words))}
        self._by_initial: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._places:
            self._by_initial[word[0]].append(word)
        self._found: dict[_Key, list[int]] = {}

    def mentions(self, synonym: str) -> bool:
        keys = _keys(synonym, self._language)
        if not keys:  # only signs, such as `==` or an emoji
            return bool(synonym.strip()) and fold(synonym.strip()) in self._text
        if len(keys) == 2 and keys[0].word + keys[1].word in self._places:  # “drop out” for “dropout”
            return True
        places = [self._where(key) for key in keys]
        return all(places) and (len(places) == 1 or _near(places))

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
        if not word.isalpha() or not key.word.isalpha() or min(len(word), len(key.word)) < _PREFIX:
            return False
        if word[:_PREFIX] == key.word[:_PREFIX] and _same_stem(_stem(word, self._language), key.stem):
            return True
        return len(key.word) >= _LONG_WORD and len(word) >= _SHORTEST_TYPO and _alike(word, key.word)


def _same_stem(stem: str, wanted: str) -> bool:
    return stem == wanted or (min(len(stem), len(wanted)) >= _LONG_STEM and _alike(stem, wanted))


def _alike(word: str, wanted: str) -> bool:
    """Nearly equal. Callers compare only words with the same initial: un-, in- and des- make opposites, not typos."""
    return fuzz.ratio(word, wanted, score_cutoff=_NEARLY) > 0


def _near(places: list[list[int]]) -> bool:
    """Whether one place from each list fits into a window: the words looked for, with some slack between them."""
    width = len(places) + _SLACK * (len(places) - 1)
    events = sorted((place, which) for which, found in enumerate(places) for place in found)
    last: dict[int, int] = {}
    for place, which in events:
        last[which] = place
        if len(last) == len(places) and place - min(last.values()) < width:
            return True
    return False
