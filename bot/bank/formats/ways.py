"""What each value of `questions:` would find in a note: for a note in which nothing looks like a question."""

from dataclasses import replace

from bot.bank.card_tags import OptIn
from bot.bank.composing import Composer
from bot.bank.formats import mixing
from bot.bank.front_matter import AUTO, CARDS, LEVELS, WAYS
from bot.bank.note import Note
from bot.domain.reason import Reason
from bot.texts import reasons as r
from bot.texts.reasons import because


def what_would_work(note: Note) -> Reason:
    """A sentence that names the values, with how many questions each would give."""
    ways = ", ".join(f"{way} ({count})" for way, count in counts(note).items() if count)
    return because(r.WOULD_WORK, ways=ways) if ways else because(r.NOTHING_ASKS)


def counts(note: Note) -> dict[str, int]:
    """How many questions each value would give, in the order in which they are documented."""
    levels = {f"h{heading.level}" for heading in note.blocks.headings}
    return {way: _asked(note, way) for way in WAYS if way != AUTO and (way not in LEVELS or way in levels)}


def _asked(note: Note, way: str) -> int:
    """How many questions come of it, as reading the note so gives them: a heading more or less tells little."""
    opts_in = OptIn.EVERYWHERE if way == CARDS else note.opts_in
    composer = Composer(replace(note, questions=way, opts_in=opts_in))
    # What stands beside others has been looked for, and only `cards` can find more of it.
    read = mixing.read if way == CARDS else mixing.read_base
    for passage in read(composer.note).passages:
        composer.compose(passage)
    return len(composer.questions)
