"""One question in each note (`questions: file`): its title or first heading asks, the rest answers."""

from bot.bank.blocks import Heading
from bot.bank.formats import Passage, Passages
from bot.bank.formats.evidence import is_label
from bot.bank.inline import plain, split_id
from bot.bank.note import Note


def read(note: Note) -> Passages:
    """Finds the only question of a note; a note without any text has none."""
    heading = _opening_heading(note)
    prompt, key = split_id(heading.text) if heading else ("", "")
    asked_by_title = note.stated_title != _stem(note.file) and plain(prompt) != note.stated_title
    if asked_by_title or not heading:
        return _passages(note, note.stated_title, -1, note.id)
    return _passages(note, prompt, heading.index, note.id or key)


def _opening_heading(note: Note) -> Heading | None:
    """The heading that a note begins with, however deep."""
    first = next((index for index in range(note.start, note.stop) if note.blocks.lines[index].strip()), -1)
    return next((one for one in note.blocks.headings if one.index == first and one.text and not is_label(one)), None)


def _passages(note: Note, prompt: str, index: int, key: str) -> Passages:
    result = Passages()
    start = note.start if index < 0 else index + 1
    result.left_out.append(range(start if index < 0 else index))
    result.left_out.append(range(note.stop, len(note.blocks.lines)))
    body = range(start, note.stop)
    if index >= 0 or any(note.blocks.lines[one].strip() for one in body):
        topic = note.deck.rpartition("/")[2] or note.title
        result.passages.append(Passage(prompt, index, body, topic, key))
    return result


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]
