"""What a question is known by: its `^id`, else a hash of what it asks."""

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.domain.question import Choice, Question, QuestionKey

_SIGNS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(first + second for first in _SIGNS for second in _SIGNS)
_NOT_A_WORD = re.compile(r"[\s*_~=¿?¡!.,;:…\"'«»“”‘’]+")
_OCCURRENCE = re.compile(r"~\d+$")


def normalised(question: str) -> str:
    """The question without what may change and leave it the same: case, spaces, emphasis and punctuation.

    Code keeps its signs, for `==` and `!=` do not ask the same.
    """
    if "`" not in question:
        return _NOT_A_WORD.sub(" ", question.casefold()).strip()
    text, _, code = question.partition("`")
    return f"{_NOT_A_WORD.sub(' ', text.casefold()).strip()} `{' '.join(code.split())}"


def content_key(question: str, choices: Sequence[Choice] = ()) -> QuestionKey:
    """The hash of a question's text (its code stands in it) and its choices."""
    parts = [normalised(question), *sorted(choice.text.strip() for choice in choices)]
    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return QuestionKey(_in_base32(int.from_bytes(digest) >> 4))


def _in_base32(number: int) -> str:
    """Sixty bits as twelve signs of RFC 4648's alphabet, in lower case; two at a time, for it is done very often."""
    return (
        _PAIRS[number >> 50]
        + _PAIRS[number >> 40 & 1023]
        + _PAIRS[number >> 30 & 1023]
        + _PAIRS[number >> 20 & 1023]
        + _PAIRS[number >> 10 & 1023]
        + _PAIRS[number & 1023]
    )


def content_key_of(question: Question) -> QuestionKey:
    """The hash of what a question of a note asks, whatever it is known by; worked out anew only where it has an id."""
    if question.own_key:
        return content_key(question.question, question.choices)
    return QuestionKey(without_occurrence(question.key))


def own_key_of(stated: str, content: QuestionKey) -> str:
    """The id that a note states; "" for the hash that the question has anyway."""
    return "" if without_occurrence(stated) == content else stated


def without_occurrence(key: str) -> str:
    """A key without the number (`~2`) that tells questions apart which ask the same."""
    return _OCCURRENCE.sub("", key) if "~" in key else key


def is_stated(question: Question) -> bool:
    """Whether the note itself gives the key (`^id`, or `id:` in front matter)."""
    return question.own_key != ""


def under_key(question: Question, key: QuestionKey) -> Question:
    """The question known by this key."""
    return question if question.key == key else replace(question, key=key)


def occurrence(key: QuestionKey, count: int) -> QuestionKey:
    """The key of the count-th question (from 1) that asks the same."""
    return key if count == 1 else QuestionKey(f"{key}~{count}")
