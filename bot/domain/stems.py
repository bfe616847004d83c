"""What the forms of a word have in common: Snowball's stems, and what Snowball leaves apart."""

import re
from functools import lru_cache

import snowballstemmer

SHORTEST = 3
"""Shorter words have no other forms; as many letters begin all forms of a word alike."""

_SNOWBALL = {
    "es": "spanish",
    "en": "english",
    "ca": "catalan",
    "de": "german",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
}
_BRITISH = re.compile(r"is(e[sdr]?|ing|ation|ations)$")
_ACTION = re.compile(r"ccion(?:es)?$")
_UE = re.compile(r"(?<![qg])ue")
_BEFORE_E = re.compile(r"(?:qu|gu|z)$")
_SOUNDS = {"qu": "c", "gu": "g", "z": "c"}
"""A stem is spelled otherwise before an e: *comuniqué* and *comunico*, *realicé* and *realizo*."""
_ENDING = re.compile(r"(?<=\w{5})ori?$|(?<=\w{4})i$")


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word (`language`: two letters); a word in a language not known here is its own.

    The same for *memorises* and *memorized*, *pierde* and *perder*, *reducción* and *reduces*, *admití* and *admito*.
    """
    if language not in _SNOWBALL or not word.isalpha():
        return word
    if language == "en":
        word = _BRITISH.sub(r"iz\1", word)
    # A stemmer keeps state, so each call has its own, which costs 1 µs.
    found = str(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord(word))
    return _spanish(found) if language == "es" else found


@lru_cache(maxsize=65_536)
def beginning(word: str, language: str) -> str:
    """The letters with which all forms of a word begin."""
    return (_undiphthonged(word) if language == "es" else word)[:SHORTEST]


def _spanish(found: str) -> str:
    bare = _ENDING.sub("", _ACTION.sub("c", _undiphthonged(found)))
    return _BEFORE_E.sub(lambda match: _SOUNDS[match[0]], bare)


def _undiphthonged(word: str) -> str:
    """Spanish verbs change a vowel where it is stressed: *pierde* and *perder*, *prueba* and *probar*."""
    return _UE.sub("o", word.replace("ie", "e"))
