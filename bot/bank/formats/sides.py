"""A card of Mochi: a note that says `questions: cards`, and whose sides a `---` parts; the first one asks."""

from dataclasses import replace

from bot.bank import front_matter
from bot.bank.blocks import Sort
from bot.bank.formats import Passages
from bot.bank.formats.card_lines import cleaned, side_of, stated_key
from bot.bank.formats.card_scanner import cards_in
from bot.bank.formats.clozes import both_ways
from bot.bank.note import Note


def read(note: Note) -> Passages:
    """Finds the only card of such a note, unless it holds cards of another convention."""
    blocks = note.blocks
    rules = {index for index in range(note.start, note.stop) if blocks.sorts[index] is Sort.RULE}
    if note.questions != front_matter.CARDS or not rules or cards_in(blocks.lines, note.cards, blocks.sorts):
        return Passages()
    residue: list[int] = []
    first = min(rules)
    front = side_of(cleaned(note, range(note.start, first), residue))
    heading = next((one for one in blocks.headings if front.lines and one.index == front.lines[0].index), None)
    if heading and len(front.lines) == 1:
        front = replace(front, lines=[replace(front.lines[0], text=heading.text)])
    below = cleaned(note, range(first + 1, note.stop), residue)
    back = side_of([replace(line, text="") if line.index in rules else line for line in below])
    if not front.text or not back.text:
        return Passages()
    indexes = [line.index for line in (*front.lines, *back.lines)]
    topic = note.deck.rpartition("/")[2] or note.title
    key = stated_key(note, indexes)
    found = both_ways(front, back, indexes, topic, deck=note.deck, key=key)
    return Passages(found, left_out=[[*residue, *rules]], reason="two sides with --- between")
