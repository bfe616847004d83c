"""The phrases of an answer that may have said a key point in other words: what a learner can press."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.domain.checklist import STOP_WORDS, checklist
from bot.domain.folding import fold, vocabulary, words
from bot.domain.polarity import CLAUSE_STARTS, LINKS, NEGATIONS
from bot.domain.stems import stem

MOST = 6
LONGEST = 38
"""Characters: what a phone shows on a button."""

_PIECE = re.compile(r"(?P<word>[^\W_]+(?:[-'’.][^\W_]+)*[+#]*)|(?P<end>[.,;:!?¿¡()\n]+)")
_MOST_WORDS = 5
_SHORTEST_ALONE = 3
_OR = vocabulary("o u or")
_FILLERS = vocabulary(
    "pues bueno vamos creo tipo eso asi mas o menos etc algo tb tmb x d le les mu muy usa usar usas hay hace hacer"
    " arregla evita evitas soluciona sirve sirven consiste"
    " well maybe think like etc kind sort some use uses using very just get gets"
)


def phrases(text: str, key_points: Sequence[Sequence[str]], language: str) -> list[str]:
    """Up to six phrases of at most five words, as they were typed, of what no key point explains yet.

    They end where a clause ends or a key point that was mentioned begins. The same answer gives the same phrases.
    """
    return list(islice(_found(text, key_points, language), MOST))


def has_phrases(text: str, key_points: Sequence[Sequence[str]], language: str) -> bool:
    """Whether there is one."""
    return next(_found(text, key_points, language), None) is not None


def _found(text: str, key_points: Sequence[Sequence[str]], language: str) -> Iterator[str]:
    """Each as it was typed first."""
    language = language[:2].lower()
    mentioned = set(checklist(text, key_points, language).mentioned)
    said = (one for point in key_points if point and point[0] in mentioned for one in point)
    explained = {stem(word, language) for one in said for word in words(one) if word not in NEGATIONS}
    seen: set[str] = set()
    for run in _runs(text, language, explained):
        for phrase in _phrases(run, language):
            if fold(phrase) not in seen and _says_itself(phrase, language):
                seen.add(fold(phrase))
                yield phrase


def _says_itself(phrase: str, language: str) -> bool:
    """Whether the checklist would find the phrase in the answer: of odd signs it reads other words, as “e'no”."""
    return bool(checklist(phrase, ((phrase,),), language).mentioned)


def _runs(text: str, language: str, explained: set[str]) -> Iterator[list[str]]:
    """What stands between ends of clauses and words that are explained."""
    run: list[str] = []
    for match in _PIECE.finditer(text):
        word = match["word"]
        if not word or _ends_a_run(fold(word), language, explained):
            yield run
            run = []
        else:
            run.append(word)
    yield run


def _ends_a_run(word: str, language: str, explained: set[str]) -> bool:
    if word in CLAUSE_STARTS or word in LINKS or word in _OR:
        return True
    return word not in STOP_WORDS.get(language, ()) and stem(word, language) in explained


def _phrases(run: list[str], language: str) -> Iterator[str]:
    for piece in _pieces(_trimmed(run, language), language):
        while len(" ".join(piece)) > LONGEST:
            piece = piece[:-1]
        if piece and (len(piece) > 1 or len(piece[0]) >= _SHORTEST_ALONE):
            yield " ".join(piece)


def _pieces(run: list[str], language: str) -> Iterator[list[str]]:
    """The run, or where it is long its parts between stop words."""
    if len(run) <= _MOST_WORDS:
        yield run
        return
    piece: list[str] = []
    for word in run:
        if _is_idle(word, language) or len(piece) == _MOST_WORDS:
            yield _trimmed(piece, language)
            piece = []
        piece.append(word)
    yield _trimmed(piece, language)


def _trimmed(run: list[str], language: str) -> list[str]:
    kept = [at for at, word in enumerate(run) if not _is_idle(word, language)]
    return run[kept[0] : kept[-1] + 1] if kept else []


def _is_idle(word: str, language: str) -> bool:
    return fold(word) in STOP_WORDS.get(language, ()) or fold(word) in _FILLERS
