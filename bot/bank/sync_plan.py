"""What changes in the database when the notes are loaded again: decided here, without touching it.

A question keeps its key through edits, moves and deletions, so that memory and streaks survive them (rule 5 of
the question format). The rules are tried in this order, and each known question is matched once:

1. the key that the note states (`^id`);
2. what it asks (the hash of question and choices), first in the same note, then anywhere;
3. the nearest question by its words among those of the same note that are gone;
4. of these, the one with the same answer, where both ask in a word or two, or nothing else changed between two
   questions that stayed: then words say little;
5. a key that it had before.

Of two that are the same, answer included, the older one stays, whichever of their notes goes: a copy inherits what is
remembered of the original.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from operator import attrgetter

from rapidfuzz import fuzz

from bot.bank.identity import content_key_of, is_stated, normalised, occurrence, under_key, without_occurrence
from bot.domain.question import Question, QuestionKey

_SIMILAR = 55.0
_NEIGHBOURS = 25
_SHORT = 15
"""Characters: a question no longer than this may be reworded without a word in common."""
_PLACE = ("key", "file", "line")
_stored = attrgetter(*(one.name for one in fields(Question) if one.name not in _PLACE))


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of one question in one language, whether it is asked or retired."""

    key: QuestionKey
    language: str
    file: str
    line: int
    question: str
    fingerprint: str
    retired: bool = False
    answer: str = ""

    @property
    def content(self) -> str:
        """The hash of what it asked when it was last loaded."""
        return self.fingerprint.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Step:
    """A question to store under its final key; `known` is what it was before, None when it is new."""

    question: Question
    fingerprint: str
    known: Known | None = None


@dataclass(slots=True)
class Plan:
    """What to do with each question; `unchanged` ones may stand on another line than before."""

    added: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    moved: list[Step] = field(default_factory=list)
    returned: list[Step] = field(default_factory=list)
    unchanged: list[Step] = field(default_factory=list)
    retired: list[Known] = field(default_factory=list)

    @property
    def to_store(self) -> list[Step]:
        """The steps that change a row: all but the unchanged ones on their old line."""
        shifted = [step for step in self.unchanged if step.known and step.known.line != step.question.line]
        return [*self.added, *self.changed, *self.moved, *self.returned, *shifted]


def fingerprint(question: Question) -> str:
    """A hash of all that is stored of a question except its key and its place; opens with what it asks."""
    digest = blake2b(repr(_stored(question)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return f"{content_key_of(question)}-{digest}"


def plan(known: Sequence[Known], found: Sequence[Question], taken: Iterable[QuestionKey] = ()) -> Plan:
    """Matches what the notes hold now with what is known; pure, and the same again when nothing changed.

    `taken` are keys that others have, of whom nothing else matters here.
    """
    matching = _Matching(known, found, taken)
    matching.match()
    result = Plan()
    for question, mark, before in zip(matching.with_final_keys(), matching.fingerprints, matching.matched, strict=True):
        _list_for(result, question, mark, before).append(Step(question, mark, before))
    matched = {id(one) for one in matching.matched if one}
    result.retired = [one for one in known if not one.retired and id(one) not in matched]
    return result


def under_known_keys(known: Sequence[Known], found: Sequence[Question]) -> list[Question]:
    """The found questions, in their order, under the keys that storing them would give them."""
    matching = _Matching(known, found)
    matching.match()
    return matching.with_final_keys()


def _list_for(result: Plan, question: Question, mark: str, before: Known | None) -> list[Step]:
    if before is None:
        return result.added
    if before.retired:
        return result.returned
    if before.file != question.file:
        return result.moved
    return result.unchanged if before.fingerprint == mark else result.changed


@dataclass(slots=True)
class _Matching:
    """The matching under way: for each found question the known one, or None."""

    known: Sequence[Known]
    found: Sequence[Question]
    others: Iterable[QuestionKey] = ()
    matched: list[Known | None] = field(default_factory=list)
    fingerprints: list[str] = field(default_factory=list)
    _contents: list[str] = field(default_factory=list)
    _stated: list[bool] = field(default_factory=list)
    _free: dict[int, Known] = field(default_factory=dict)
    _numbered: dict[QuestionKey, int] = field(default_factory=dict)

    def match(self) -> None:
        self.matched = [None] * len(self.found)
        self._free = {id(one): one for one in sorted(self.known, key=lambda one: (one.retired, one.file, one.line))}
        self.fingerprints = [fingerprint(question) for question in self.found]
        self._contents = [whole.partition("-")[0] for whole in self.fingerprints]
        self._stated = [*map(is_stated, self.found)]
        self._by_stated_key()
        self._by_content()
        self._by_likeness()
        self._by_old_key()
        self._inherit()

    def _by_stated_key(self) -> None:
        stated = [place for place, has_id in enumerate(self._stated) if has_id]
        found = self.found
        self._pair(lambda place: (found[place].key, found[place].language), lambda one: (one.key, one.language), stated)
        self._pair(lambda place: found[place].key, lambda one: one.key, stated)

    def _by_content(self) -> None:
        """First the very same question in the same place, so that questions asking the same are not swapped."""
        found, prints, contents = self.found, self.fingerprints, self._contents
        self._pair(lambda at: (prints[at], found[at].file, found[at].line), lambda k: (k.fingerprint, k.file, k.line))
        self._pair(lambda at: (prints[at], found[at].file, found[at].key), lambda k: (k.fingerprint, k.file, k.key))
        self._pair(lambda at: (prints[at], found[at].file), lambda k: (k.fingerprint, k.file))
        self._pair(
            lambda at: (contents[at], found[at].language, found[at].file), lambda k: (k.content, k.language, k.file)
        )
        self._pair(lambda at: prints[at], lambda k: k.fingerprint)
        self._pair(lambda at: (contents[at], found[at].language), lambda k: (k.content, k.language))
        self._pair(lambda at: contents[at], lambda k: k.content)

    def _by_old_key(self) -> None:
        self._pair(lambda place: without_occurrence(self.found[place].key), lambda one: one.key)

    def _inherit(self) -> None:
        """Gives copies the memory of the originals that are gone; their own is younger."""
        age = {id(one): rank for rank, one in enumerate(self.known)} if self._free else {}
        lost: defaultdict[tuple[str, str, str], list[Known]] = defaultdict(list)
        for one in sorted(self._free.values(), key=lambda one: age[id(one)]):
            if not one.retired:
                lost[one.content, one.language, one.answer].append(one)
        for place, copy in enumerate(self.matched) if lost else ():
            question = self.found[place]
            older = lost.get((self._contents[place], question.language, question.answer), ())
            if copy and older and not self._stated[place] and age[id(older[0])] < age[id(copy)]:
                self._take(place, older.pop(0))
                self._free[id(copy)] = copy

    def _pair(
        self,
        of_found: Callable[[int], Hashable],
        of_known: Callable[[Known], Hashable],
        places: Iterable[int] | None = None,
    ) -> None:
        """Matches those whose values are the same, in their order."""
        if not self._free:
            return
        waiting: defaultdict[Hashable, list[Known]] = defaultdict(list)
        for one in reversed(self._free.values()):
            waiting[of_known(one)].append(one)
        for place in range(len(self.found)) if places is None else places:
            if self.matched[place] is None and (ones := waiting.get(of_found(place))):
                self._take(place, ones.pop())

    def _take(self, place: int, one: Known) -> None:
        self.matched[place] = one
        del self._free[id(one)]

    def _by_likeness(self) -> None:
        """Matches edited questions with those that their note has lost, the most alike first."""
        if not self._free:
            return
        renamed = self._renamed()
        lost: defaultdict[str, list[Known]] = defaultdict(list)
        for one in self._free.values():
            if not one.retired:
                lost[renamed.get(one.file, one.file)].append(one)
        new: defaultdict[str, list[int]] = defaultdict(list)
        for place, one_matched in enumerate(self.matched):
            if one_matched is None:
                new[self.found[place].file].append(place)
        for file, places in new.items():
            self._match_alike(places, lost[file])
            self._match_answers(places, [one for one in lost[file] if id(one) in self._free])

    def _renamed(self) -> dict[str, str]:
        """Notes that are gone, with the note to which most of their questions went."""
        present = {question.file for question in self.found}
        went: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for question, one in zip(self.found, self.matched, strict=True):
            if one and one.file not in present:
                went[one.file][question.file] += 1
        return {file: counts.most_common(1)[0][0] for file, counts in went.items()}

    def _match_alike(self, places: Sequence[int], lost: Sequence[Known]) -> None:
        taken: set[int] = set()
        for _, _, rank, place in sorted(self._likenesses(places, lost)):
            if rank not in taken and self.matched[place] is None:
                taken.add(rank)
                self._take(place, lost[rank])

    def _match_answers(self, places: Sequence[int], lost: Sequence[Known]) -> None:
        """Matches those with the same answer that may be the same, in the order in which they stand."""
        waiting: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
        for one in lost:
            waiting[one.answer, one.language].append(one)
        gap = len(places) == len(lost) == 1 and self._fills_a_gap(places[0], lost[0])
        for place in places:
            question = self.found[place]
            if self.matched[place] is None and question.answer:
                ones = waiting[question.answer, question.language]
                may = [one for one in ones if gap or (_is_short(question.question) and _is_short(one.question))]
                if may:
                    ones.remove(may[0])
                    self._take(place, may[0])

    def _fills_a_gap(self, place: int, lost: Known) -> bool:
        """Whether a question stands between the same two of its note between which the lost one stood."""
        if not 0 < place < len(self.found) - 1:
            return False
        before, after = self.matched[place - 1], self.matched[place + 1]
        return (
            before is not None
            and after is not None
            and before.file == lost.file == after.file
            and before.line < lost.line < after.line
            and self.found[place - 1].file == self.found[place].file == self.found[place + 1].file
        )

    def _likenesses(self, places: Sequence[int], lost: Sequence[Known]) -> Iterable[tuple[float, int, int, int]]:
        """Pairs that are alike enough; only neighbours are compared, so a wholly new file costs no square."""
        texts = [normalised(one.question) for one in lost]
        for order, place in enumerate(places):
            question = self.found[place]
            text = normalised(question.question)
            middle = order * len(lost) // len(places)
            for rank in range(max(0, middle - _NEIGHBOURS), min(len(lost), middle + _NEIGHBOURS + 1)):
                likeness = fuzz.ratio(text, texts[rank], score_cutoff=_SIMILAR)
                if likeness and lost[rank].language == question.language:
                    yield -likeness, abs(lost[rank].line - question.line), rank, place

    def with_final_keys(self) -> list[Question]:
        """The found questions under the keys that they keep, or under free ones of their own."""
        renamed, taken = self._kept_ids(), {*self.others, *(one.key for one in self.known)}
        return [
            under_key(question, one.key if one else self._free_key(place, renamed, taken))
            for place, (question, one) in enumerate(zip(self.found, self.matched, strict=True))
        ]

    def _kept_ids(self) -> dict[QuestionKey, QuestionKey]:
        """Ids that were given to questions known by a hash: these keep the hash, and so do their variants."""
        pairs = zip(self.found, self.matched, self._stated, strict=True)
        return {question.key: one.key for question, one, has_id in pairs if one and has_id}

    def _free_key(self, place: int, renamed: dict[QuestionKey, QuestionKey], taken: set[QuestionKey]) -> QuestionKey:
        if self._stated[place]:
            return renamed.get(self.found[place].key, self.found[place].key)
        content = QuestionKey(self._contents[place])
        count = self._numbered.get(content, 1)
        while (key := occurrence(content, count)) in taken:
            count += 1
        self._numbered[content] = count + 1
        return key


def _is_short(question: str) -> bool:
    return len(normalised(question)) <= _SHORT
