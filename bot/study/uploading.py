"""A file of notes that somebody sends becomes their own deck."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.allowances import Costly
from bot.domain.conversation import Attached, Body, Fetch, Line, Reply, Say, Span, Style, Upload
from bot.domain.question import Bank, Kind, Problem, to_mend
from bot.domain.reason import Reason
from bot.domain.uploads import (
    LARGEST_ENCLOSURE,
    MEGABYTE,
    MOST_DECKS,
    MOST_ENCLOSED,
    MOST_FILES,
    MOST_PACKED,
    MOST_QUESTIONS,
    MOST_UNPACKED,
    Enclosure,
    Refusal,
    UploadId,
    enclosed_as,
)
from bot.store import decks
from bot.store.decks import Deck
from bot.study import limits
from bot.study.deck_buttons import new_deck_buttons
from bot.study.visit import Loaded, Visit
from bot.texts import messages as m
from bot.texts.messages import Message
from bot.texts.reasons import WOULD_WORK

_WAY = re.compile(r"(?<![\w-])([\w-]+) \((\d+)\)")
SHOWN_PROBLEMS = 5
LONGEST_PROBLEM = 200

_REFUSALS = {
    Refusal.TOO_BIG: m.FILE_TOO_BIG,
    Refusal.TOO_BIG_UNPACKED: m.FILE_TOO_BIG_UNPACKED,
    Refusal.TOO_MANY_FILES: m.FILE_WITH_TOO_MANY,
    Refusal.BOMB: m.FILE_BOMB,
    Refusal.OUTSIDE: m.FILE_OUTSIDE,
    Refusal.NESTED: m.FILE_NESTED,
    Refusal.LINK: m.FILE_LINK,
    Refusal.ENCRYPTED: m.FILE_ENCRYPTED,
    Refusal.TWICE: m.FILE_TWICE,
    Refusal.BROKEN: m.FILE_BROKEN,
    Refusal.EMPTY: m.FILE_EMPTY,
    Refusal.NOT_TEXT: m.FILE_NOT_TEXT,
    Refusal.NO_NOTES: m.FILE_WITHOUT_NOTES,
    Refusal.UNREACHABLE: m.FILE_UNREACHABLE,
}
_LIMITS = {
    Refusal.TOO_BIG: MOST_PACKED // MEGABYTE,
    Refusal.TOO_BIG_UNPACKED: MOST_UNPACKED // MEGABYTE,
    Refusal.TOO_MANY_FILES: MOST_FILES,
}
_KINDS = {
    Kind.OPEN: m.KIND_OPEN,
    Kind.SHORT: m.KIND_SHORT,
    Kind.SINGLE: m.KIND_SINGLE,
    Kind.MULTIPLE: m.KIND_MULTIPLE,
    Kind.TRUE_FALSE: m.KIND_TRUE_FALSE,
    Kind.CLOZE: m.KIND_CLOZE,
}


def attached(visit: Visit, file: Attached) -> Reply:
    """A file arrived: what cannot be taken is said at once, without fetching it; else the edge gets to work."""
    if file.size > MOST_PACKED:
        return _refused(visit, file.name, Refusal.TOO_BIG)
    if _one_too_many(visit, file.name):
        return _said(visit, m.TOO_MANY_DECKS, n=MOST_DECKS)
    if enough := limits.refused(visit, Costly.UPLOAD):
        return enough
    return Reply(received=True, fetch=Fetch(file, visit.incoming.sender, visit.incoming.at))


def uploaded(visit: Visit, upload: Upload) -> Reply:
    """The file was read: the deck is made, or brought up to date, and the answer is its report."""
    found = upload.found
    if isinstance(found, Refusal):
        return _refused(visit, upload.name, found)
    if not found.questions:
        nothing = (*visit.say(m.NO_QUESTIONS_IN_FILE, name=upload.name), *_what_would_ask(visit, found))
        return Reply(says=(Say((*nothing, *_problems(visit, to_mend(found.problems))), as_reply=True),))
    if _one_too_many(visit, upload.name):
        return _said(visit, m.TOO_MANY_DECKS, n=MOST_DECKS)
    known = decks.deck_named(visit.db, visit.learner.id, upload.name)
    if len(_kinds(found)) + _of_other_decks(visit, known) > MOST_QUESTIONS:
        return _said(visit, m.TOO_MANY_QUESTIONS, n=MOST_QUESTIONS)
    return _kept(visit, upload, found, known)


def _kept(visit: Visit, upload: Upload, found: Bank, known: Deck | None) -> Reply:
    number = decks.make_deck(visit.db, visit.learner.id, upload.name, visit.now, visit.chat.address.platform)
    enclosures = _that_fit(visit, number, upload.enclosures)
    loaded = visit.load(visit.db, _enclosing(found, number, enclosures), visit.now, number)
    decks.keep_enclosures(visit.db, number, enclosures)
    decks.forget_unasked(visit.db, number)
    heading = _changes(visit, upload.name, loaded) if known else visit.say(m.DECK_MADE, name=upload.name)
    body = (*heading, *_amount(visit, found), *_enclosed(visit, found, enclosures), *_report(visit, found.problems))
    return Reply(says=(Say(body, new_deck_buttons(visit, number), as_reply=True),))


def _that_fit(visit: Visit, deck: UploadId, enclosures: Sequence[Enclosure]) -> list[Enclosure]:
    """Those that are not too large, as long as there is room for what the learner has."""
    room = MOST_ENCLOSED - decks.bytes_enclosed(visit.db, visit.learner.id, but=deck)
    kept: list[Enclosure] = []
    for one in enclosures:
        if len(one.data) <= min(room, LARGEST_ENCLOSURE):
            kept.append(one)
            room -= len(one.data)
    return kept


def _enclosing(found: Bank, deck: UploadId, enclosures: Sequence[Enclosure]) -> Bank:
    """The bank whose questions name what they embed as the deck keeps it."""
    names = {one.path: enclosed_as(deck, one.path) for one in enclosures}

    def named(paths: Sequence[str]) -> tuple[str, ...]:
        return tuple(names[path] for path in paths if path in names)

    questions = (
        replace(one, attachments=named(one.attachments), answer_attachments=named(one.answer_attachments))
        for one in found.questions
    )
    return replace(found, questions=tuple(questions))


def _one_too_many(visit: Visit, name: str) -> bool:
    names = {deck.name for deck in decks.decks_of(visit.db, visit.learner.id)}
    return name not in names and len(names) >= MOST_DECKS


def _of_other_decks(visit: Visit, known: Deck | None) -> int:
    own = decks.decks_of(visit.db, visit.learner.id)
    return sum(deck.questions for deck in own if known is None or deck.id != known.id)


def _said(visit: Visit, sentence: Message, **values: object) -> Reply:
    return Reply(says=(Say(visit.say(sentence, **values), as_reply=True),))


def _refused(visit: Visit, name: str, reason: Refusal) -> Reply:
    return _said(visit, _REFUSALS[reason], name=name, limit=_LIMITS.get(reason, ""))


# --- the report --------------------------------------------------------------------------------------


def _changes(visit: Visit, name: str, loaded: Loaded) -> Body:
    counts = (
        (m.DECK_ADDED, loaded.count("added") + loaded.count("returned")),
        (m.DECK_CHANGED, loaded.count("changed")),
        (m.DECK_RETIRED, loaded.count("retired")),
    )
    parts = [visit.say.text(sentence, n=n) for sentence, n in counts if n]
    if not parts:
        return visit.say(m.DECK_UNCHANGED, name=name)
    return visit.say(m.DECK_UPDATED, name=name, changes=visit.say.list(parts))


def _kinds(found: Bank) -> dict[str, Kind]:
    """The kind of each question; in two languages it is still one question."""
    return {question.key: question.kind for question in found.questions}


def _amount(visit: Visit, found: Bank) -> Body:
    kinds = Counter(_kinds(found).values())
    parts = [visit.say.text(_KINDS[kind], n=n) for kind, n in kinds.most_common()]
    return visit.say(m.DECK_QUESTIONS, n=kinds.total(), kinds=visit.say.list(parts))


def _enclosed(visit: Visit, found: Bank, kept: Sequence[Enclosure]) -> Body:
    """How many pictures and files came along, and how many did not."""
    embedded = {path for one in found.questions for path in (*one.attachments, *one.answer_attachments)}
    left_out = len(embedded) - len(kept)
    limits = {"each": LARGEST_ENCLOSURE // 1_000_000, "all": MOST_ENCLOSED // MEGABYTE}
    return (
        *(visit.say(m.DECK_ENCLOSES, n=len(kept)) if kept else ()),
        *(visit.say(m.ENCLOSURES_LEFT_OUT, n=left_out, **limits) if left_out else ()),
    )


def _what_would_ask(visit: Visit, found: Bank) -> Body:
    """For a note in which nothing asks: what to write at its top, where that would make questions of it."""
    told = [problem.message for problem in found.problems if isinstance(problem.message, Reason)]
    ways = {
        way: int(count)
        for reason in told
        if found.files == 1 and reason.template == WOULD_WORK.text
        for way, count in _WAY.findall(str(reason.values["ways"]))
    }
    if not ways:
        return ()
    best = max(ways, key=lambda way: (way.startswith("h"), ways[way]))
    return visit.say(m.WHAT_WOULD_ASK, way=best, n=ways[best])


def _report(visit: Visit, problems: Sequence[Problem]) -> Body:
    """What there is to mend, and how many notes asked nothing: most are meant to be so."""
    mend = to_mend(problems)
    plain = len(problems) - len(mend)
    return (*(visit.say(m.PLAIN_NOTES, n=plain) if plain else ()), *_problems(visit, mend))


def _problems(visit: Visit, problems: Sequence[Problem]) -> Body:
    if not problems:
        return ()
    shown = [_problem(visit, problem) for problem in problems[:SHOWN_PROBLEMS]]
    more = len(problems) - len(shown)
    rest = visit.say(m.MORE_PROBLEMS, n=more) if more else ()
    return (Line(), *visit.say(m.FILE_PROBLEMS, n=len(problems)), *shown, *rest)


def _problem(visit: Visit, problem: Problem) -> Line:
    """Where it is, and why, in the learner's language."""
    place, why = f"{problem.file}:{problem.line}", visit.say.reason(problem.message)
    return Line((Span(_shortened(place), Style.CODE), Span(f" {_shortened(why)}")))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PROBLEM else f"{text[: LONGEST_PROBLEM - 1]}…"
