"""Slips of the finger and of the ear, told from other words: what a word may differ in and still be meant.

One letter is much in a short word (Marta and María, nitrato and nitrito), so the longer the word, the more is
forgiven. What no finger does is not forgiven at any length: another vowel far away on the keyboard (sulfato, sulfito),
or another end (metano, metanol).
"""

import re
from collections.abc import Iterator

_EAR_FROM, _KEY_FROM, _TWO_FROM = 6, 8, 13
_SHORTEST = 5
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {letter: (row, column) for row, keys in enumerate(_ROWS) for column, letter in enumerate(keys)}
_BESIDE = frozenset({(0, 1), (0, -1), (1, 0), (-1, 0), (1, -1), (-1, 1)})
_DOUBLED_MEANS_MORE = frozenset("rl")
"""Pero and perro, calar and callar: in Spanish these are other sounds, not other spellings."""
_PLURAL = re.compile("(?<=[aeiou])s$|(?<=[^aeious])es$")
_SOUNDS = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        ("qu(?=[ei])|k|c(?![eih])", "k"),
        ("z|c(?=[ei])", "s"),
        ("g(?=[ei])", "j"),
        ("ll", "y"),
        ("(?<!c)h", ""),
        ("v", "b"),
    )
)


def is_slip(said: str, wanted: str) -> bool:
    """Whether a folded word may be meant for another one.

    From 5 letters on: a plural, two neighbours swapped, or a letter doubled or not; from 6: what sounds alike in
    Spanish; from 8: a key left out, struck twice or instead of its neighbour, but for the first and the last; from 13:
    two of these.
    """
    if min(len(said), len(wanted)) < _SHORTEST or said[0] != wanted[0]:
        return False
    if _PLURAL.sub("", said) == _PLURAL.sub("", wanted):
        return True
    if len(wanted) >= _EAR_FROM and _sound(said) == _sound(wanted):
        return True
    return _mended(said, wanted, 2 if len(wanted) >= _TWO_FROM else 1, by_key=len(wanted) >= _KEY_FROM)


def _sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word


def _mended(said: str, wanted: str, slips: int, *, by_key: bool) -> bool:
    if said == wanted:
        return True
    if not slips or abs(len(said) - len(wanted)) > slips:
        return False
    at = next((at for at, (mine, theirs) in enumerate(zip(said, wanted, strict=False)) if mine != theirs), -1)
    at = min(len(said), len(wanted)) if at < 0 else at
    nearer = _nearer(said, wanted, at, by_key=by_key)
    return any(_mended(one, wanted, slips - 1, by_key=by_key) for one in nearer)


def _nearer(said: str, wanted: str, at: int, *, by_key: bool) -> Iterator[str]:
    """What was said with the first difference explained by one slip."""
    before, mine, theirs = wanted[at - 1], said[at : at + 2], wanted[at : at + 2]
    too_many, too_few = by_key and at < len(said) - 1, by_key and at < len(wanted) - 1
    if len(mine) == 2 and mine[::-1] == theirs:
        yield said[:at] + theirs + said[at + 2 :]
    if too_many or (mine[:1] == before and before not in _DOUBLED_MEANS_MORE):
        yield said[:at] + said[at + 1 :]
    if too_few or (theirs[:1] == before and before not in _DOUBLED_MEANS_MORE):
        yield said[:at] + theirs[:1] + said[at:]
    if too_many and too_few and _neighbours(mine[0], theirs[0]):
        yield said[:at] + theirs[0] + said[at + 1 :]


def _neighbours(one: str, other: str) -> bool:
    if one not in _PLACES or other not in _PLACES:
        return False
    (row, column), (its_row, its_column) = _PLACES[one], _PLACES[other]
    return (its_row - row, its_column - column) in _BESIDE
