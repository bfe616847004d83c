"""Notes of strangers: whatever they hold, there are questions and problems, each with its file and line."""

import json

from bot.bank import card_options, vault
from bot.bank.card_options import UNTOLD, CardOptions
from bot.bank.exporting import Format, export
from bot.bank.front_matter import AUTO, WAYS
from bot.bank.note import clean_lines
from bot.bank.reading import Reading, read_note, with_keys
from bot.bank.report import as_json
from bot.domain.question import Bank, Kind, Question
from bot.texts.sentences import Sentences
from tests.bank.test_reading_back import again, elsewhere
from tests.fuzz.work import check_grows_with_its_length, is_chosen

_ENDINGS = ("md", "txt", "csv", "tsv", "json", "gift", "aiken")
_A_NOTE = "#flashcards\nWhere::there\n\nThe ==one== and **two** {{c1::three}}\n\nWhy\n?\nSo\n+++\n## How?\nLike this.\n"
_CHOSEN = {Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE}
_SPANISH = Sentences("es")


def notes(data: bytes) -> None:
    """Files of every convention. A first line such as `%h3 md` gives the value of `questions:` and the ending."""
    way, file, text = _told(_text_of(data))
    _check(_read(text, file, way), file, text)
    if is_chosen(data, one_in=128):
        check_grows_with_its_length(lambda repeated: _read(repeated, file, way), text)


def front_matter(data: bytes) -> None:
    """What stands between the rules at the top of a note."""
    text = f"---\n{_text_of(data)}\n---\n## Why?\nSo.\n"
    _check(_read(text, "note.md"), "note.md", text)


def data_json(data: bytes) -> None:
    """The settings of the card plugin, and a note that is read by them."""
    options = card_options.from_file(data)
    _check(_read(_A_NOTE, "note.md", cards=options), "note.md", _A_NOTE)


def exports(data: bytes) -> None:
    """What a note gives leaves for every program, and what leaves as CSV or JSON comes back."""
    way, file, text = _told(_text_of(data))
    kept, _ = with_keys(_read(text, file, way).questions)
    for format_ in (Format.CSV, Format.GIFT, Format.JSON):
        export(kept, format_, name="deck")
    for format_ in (Format.CSV, Format.JSON):
        assert elsewhere(again(kept, format_).questions) == elsewhere(kept), format_


def _text_of(data: bytes) -> str:
    """The text of a file with these bytes; what is no text is read as none."""
    return vault.decode(data, "note.md").text or ""


def _told(text: str) -> tuple[str, str, str]:
    """The way, the name of the file, and its text."""
    first, end, rest = text.partition("\n")
    way, _, ending = first.removeprefix("%").partition(" ")
    if not first.startswith("%") or not end or way not in WAYS or ending not in _ENDINGS:
        return AUTO, "note.md", text
    return way, f"note.{ending}", rest


def _read(text: str, file: str, way: str = AUTO, cards: CardOptions = UNTOLD) -> Reading:
    return read_note(text, file=file, default_language="en", questions=way, cards=cards)


def _check(found: Reading, file: str, text: str) -> None:
    last = len(clean_lines(text))
    for problem in found.problems:
        assert problem.file == file
        assert 1 <= problem.line <= last, problem
        assert problem.message
        assert _SPANISH.reason(problem.message)
    for question in found.questions:
        _check_question(question, last)
    assert all(1 <= line <= last for line in (*found.sections, *found.left_out))
    json.dumps(as_json(Bank(1, found.questions, found.problems)), ensure_ascii=False).encode()


def _check_question(question: Question, last: int) -> None:
    assert 1 <= question.line <= last
    assert question.question.strip()
    assert 0 < len(question.key) <= 80
    if question.kind in _CHOSEN:
        right = sum(choice.correct for choice in question.choices)
        assert right == 1 or (question.kind is Kind.MULTIPLE and right > 1)
        assert len(question.choices) > 1
