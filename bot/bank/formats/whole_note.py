"""One question in each note: its title or first heading asks, the rest answers."""

from bot.bank.blocks import Heading
from bot.bank.formats import Passage, Passages
from bot.bank.formats.asking_words import title_asks
from bot.bank.formats.evidence import candidates, is_label, levels
from bot.bank.front_matter import WHOLE_NOTE
from bot.bank.inline import plain, split_id
from bot.bank.note import Note


def read(note: Note) -> Passages:
    """Finds the only question of a note; a note without any text has none."""
    heading = _opening_heading(note)
    prompt, key = split_id(heading.text) if heading else ("", "")
    asked_by_title = _has_title(note) and plain(prompt) != note.stated_title
    if asked_by_title or not heading:
        return _passages(note, note.stated_title, -1, "")
    return _passages(note, prompt, heading.index, key)


def is_one_question(note: Note) -> bool:
    """Whether the title in the front matter asks, the body answers, and no several headings ask instead."""
    if not _has_title(note) or not title_asks(note.stated_title) or not _has_body(note):
        return False
    free = candidates(note.blocks, note.start, note.stop)
    asking = [level for level in levels(free.free, note.blocks) if level.qualifies and level.asking > 1]
    return not asking and not free.in_items


def _has_body(note: Note) -> bool:
    return any(note.blocks.lines[index].strip() for index in range(note.start, note.stop))


def _opening_heading(note: Note) -> Heading | None:
    """The heading that a note begins with, however deep."""
    first = next((index for index in range(note.start, note.stop) if note.blocks.lines[index].strip()), -1)
    return next((one for one in note.blocks.headings if one.index == first and one.text and not is_label(one)), None)


def _passages(note: Note, prompt: str, index: int, key: str) -> Passages:
    stated = note.questions == WHOLE_NOTE
    result = Passages(reason="questions: file" if stated else "the title in the front matter asks")
    start = note.start if index < 0 else index + 1
    result.left_out.append(range(start if index < 0 else index))
    result.left_out.append(range(note.stop, len(note.blocks.lines)))
    body = range(start, note.stop)
    if index >= 0 or any(note.blocks.lines[one].strip() for one in body):
        topic = note.deck.rpartition("/")[2] or note.title
        result.passages.append(Passage(prompt, index, body, topic, key))
    return result


def _has_title(note: Note) -> bool:
    return note.stated_title != _stem(note.file)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]
