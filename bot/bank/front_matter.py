"""Reads a note's front matter: every key is optional, and a bad value is a problem with its line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from frontmatter.default_handlers import YAMLHandler
from yaml import MarkedYAMLError, YAMLError

from bot.bank.inline import tags_in
from bot.domain.question import Difficulty, Problem, Severity
from bot.domain.reason import Reason
from bot.texts import reasons as r
from bot.texts.reasons import because

AUTO, WHOLE_NOTE, LIST_HEADING, BOLD, BULLETS, CARDS = "auto", "file", "list-heading", "bold", "bullets", "cards"
LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
WAYS = (AUTO, *LEVELS, LIST_HEADING, BOLD, BULLETS, CARDS, WHOLE_NOTE)
"""What `questions:` may say."""

_FENCE = re.compile(r"-{3,}\s*$")
_END = re.compile(r"(?:-{3,}|\.{3})\s*$")
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)\s{0,9}:(?:\s|$)")
_OF_KEYS = re.compile(rf"{_KEY.pattern}|\s+\S|-\s")
_HEADING = re.compile(r"(?:[-*+]\s+)?#{1,6}\s+\S")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_DECK_TAG = re.compile(r"flashcards/(.+)")
_DECKS_OF_PLUGINS = ("cards-deck", "target deck")
_WORDS = "[A-Za-zÀ-ÖØ-öø-ž][A-Za-z0-9À-ÖØ-öø-ž ()/._+-]*"
_SIMPLE = re.compile(rf"([A-Za-z][A-Za-z_-]{{0,40}}): +(?:({_WORDS})|\[({_WORDS}(?:, *{_WORDS})*)\] *)")
_NO_TEXT = frozenset({"yes", "no", "true", "false", "on", "off", "y", "n", "null"})
_LONGEST, _MOST_BRACKETS, _SHOWN = 65_536, 3_000, 60
_MOST_BITS = 10_000
"""YAML knows hexadecimals and sixties of any length; Python writes no number down that has more than 4,300 digits."""
LONGEST_ID = 64
"""An id with more signs is none: the database keeps eighty, and cards in two directions add some."""

_HARDNESS = {
    **dict.fromkeys(("1", "2", "easy", "facil", "fácil"), Difficulty.EASY),
    **dict.fromkeys(("3", "medium", "medio", "media"), Difficulty.MEDIUM),
    **dict.fromkeys(("4", "5", "hard", "dificil", "difícil"), Difficulty.HARD),
}
# What a YAML loader may raise besides its own errors: impossible dates and numbers, absurd nesting.
_YAML_REASONS = (
    ("mapping values are not allowed", r.YAML_COLON),
    ("unexpected end of stream", r.NEVER_CLOSES),
    ("cannot start any token", r.YAML_SIGN),
    ("<stream end>", r.YAML_BRACKET),
    ("could not find expected ':'", r.YAML_LINE),
)
"""What the loader says, as people say it."""
_YAML_FAULTS = (YAMLError, ValueError, OverflowError, RecursionError, AttributeError, TypeError, KeyError)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the top of a note says about it; "" or None where it says nothing.

    `length` counts the lines that it takes, so that the body starts on line `length + 1`. `id_line` is where `id`
    stands. `cards` says that a key or a tag of a card plugin stands there.
    """

    length: int = 0
    title: str = ""
    language: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    difficulty: Difficulty | None = None
    questions: str = ""
    id: str = ""
    id_line: int = 1
    problems: tuple[Problem, ...] = ()
    cards: bool = False


def difficulty_of(word: str) -> Difficulty | None:
    """The difficulty that a word or a number from 1 to 5 names, in Spanish or English."""
    return _HARDNESS.get(word.strip().lower())


def read(lines: Sequence[str], file: str) -> FrontMatter:
    """Reads the front matter of a note, if it has any; never raises."""
    if not lines or not _FENCE.match(lines[0]):
        return FrontMatter()
    end = _end_of(lines)
    reader = _Reader(file, lines[1:end])
    is_mapping = reader.load() if end else False
    if not end or _holds_a_heading(lines[1:end], is_broken=bool(reader.problems)):
        return _unclosed(lines, file)
    # Text between two rules at the top of a note is no front matter.
    return reader.read(end + 1) if is_mapping else FrontMatter()


def _unclosed(lines: Sequence[str], file: str) -> FrontMatter:
    """The keys below a `---` that no other one closes; the note goes on where they end."""
    stop = 1
    while stop < len(lines) and (_KEY if stop == 1 else _OF_KEYS).match(lines[stop]):
        stop += 1
    if stop == 1:
        return FrontMatter()
    reader = _Reader(file, lines[1:stop])
    reader.problems.append(Problem(file, 1, Severity.WARNING, because(r.NEVER_CLOSED, line=stop)))
    reader.load()
    return reader.read(stop)


def _holds_a_heading(lines: Sequence[str], *, is_broken: bool) -> bool:
    """Whether the rule that seems to close front matter stands further down in the note; YAML's comments have one #."""
    headings = [line for line in lines if _HEADING.match(line)]
    return any(is_broken and line.startswith("##") for line in headings) or any("?" in line for line in headings)


def _end_of(lines: Sequence[str]) -> int:
    return next((index for index in range(1, len(lines)) if _END.match(lines[index])), 0)


@dataclass(slots=True)
class _Reader:
    """Gathers the values of one front matter and what is wrong with them."""

    file: str
    lines: Sequence[str]
    values: Mapping[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def load(self) -> bool:
        """Loads the YAML, key by key when it is broken; False when it is no mapping."""
        text = "\n".join(self.lines)
        if _is_absurd(text):
            self._report_yaml(ValueError())
            return True
        try:
            loaded: object = simple(self.lines) or _yaml(text)
        except _YAML_FAULTS as error:
            self._report_yaml(error)
            loaded = self._line_by_line()
        self.values = {str(key).lower(): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}
        return isinstance(loaded, dict) or not any(line.strip() for line in self.lines)

    def read(self, length: int) -> FrontMatter:
        tags = self._tags()
        kept = tuple(tag for tag in tags if tag.partition("/")[0] != "flashcards")
        decks = [found.group(1) for tag in tags if (found := _DECK_TAG.match(tag))]
        return FrontMatter(
            length,
            self._text("title"),
            self._language(),
            (self._text("deck", *_DECKS_OF_PLUGINS) or "".join(decks[:1])).replace("::", "/").strip("/"),
            kept,
            self._difficulty(),
            self._questions(),
            self._id(),
            self._line_of("id"),
            tuple(self.problems),
            len(kept) < len(tags) or bool(self._text(*_DECKS_OF_PLUGINS)),
        )

    def _line_by_line(self) -> dict[object, object]:
        """What can be saved of broken YAML: an `id` or `lang` must not be lost to another key's typo."""
        saved: dict[object, object] = {}
        for line in self.lines:
            try:
                value = _yaml(line) if _KEY.match(line) else None
            except _YAML_FAULTS:
                continue
            saved.update(value if isinstance(value, dict) else {})
        return saved

    def _report_yaml(self, error: Exception) -> None:
        why, line = r.YAML_VALUE, 0
        if isinstance(error, MarkedYAMLError):
            said = error.problem or ""
            why = next((reason for words, reason in _YAML_REASONS if words in said), why)
            # What nobody closes is seen at the end, and is wrong where it opens.
            mark = error.context_mark if "end" in said and error.context_mark else error.problem_mark
            line = mark.line if mark else 0
        message = because(r.BAD_YAML, why=because(why))
        self.problems.append(Problem(self.file, 2 + line, Severity.ERROR, message))

    def _complain(self, key: str, value: object, allowed: Reason) -> None:
        # A list may hold itself through YAML's aliases, and be without end.
        shown = "…" if isinstance(value, (list, dict)) else str(value)[:_SHOWN]
        message = because(r.BAD_VALUE, key=key, value=shown, allowed=allowed)
        self.problems.append(Problem(self.file, self._line_of(key), Severity.ERROR, message))

    def _line_of(self, key: str) -> int:
        for number, line in enumerate(self.lines, 2):
            if (found := _KEY.match(line)) and found.group(1).lower() == key:
                return number
        return 1

    def _text(self, *keys: str) -> str:
        for key in keys:
            value = self.values.get(key)
            if isinstance(value, (list, dict)):
                self._complain(key, value, because(r.A_TEXT))
            elif value is not None and str(value).strip():
                return str(value).strip()
        return ""

    def _id(self) -> str:
        value = self._text("id")
        if len(value) > LONGEST_ID:
            self._complain("id", value, because(r.A_SHORT_TEXT, most=LONGEST_ID))
            return ""
        return value

    def _language(self) -> str:
        key = next((key for key in ("lang", "language", "locale") if self.values.get(key) is not None), "lang")
        # YAML 1.1 reads the code of Norwegian as "false".
        value = "no" if self.values.get(key) is False else self._text(key)
        if value and not _LANGUAGE.match(value):
            self._complain(key, value, because(r.A_LANGUAGE))
            return ""
        primary, *rest = value.replace("_", "-").split("-")
        return "-".join((primary.lower(), *rest))

    def _tags(self) -> tuple[str, ...]:
        key = "tags" if "tags" in self.values else "tag"
        value = self.values.get(key)
        if value is None:
            # `tags: #a #b` without quotes is a comment to YAML.
            line = next((line for line in self.lines if line.startswith(f"{key}:")), "")
            return _unique(tags_in(line.partition(":")[2]))
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value)):
            self._complain(key, value, because(r.TAGS))
            return ()
        return _unique(_split_tags(value))

    def _difficulty(self) -> Difficulty | None:
        value = self._text("difficulty")
        difficulty = difficulty_of(value)
        if value and not difficulty:
            self._complain("difficulty", value, because(r.A_DIFFICULTY))
        return difficulty

    def _questions(self) -> str:
        value = self._text("questions").lower()
        if value and value not in WAYS:
            self._complain("questions", value, because(r.ONE_OF, words=", ".join(WAYS[:-1]), last=WAYS[-1]))
            return ""
        return value


def _is_absurd(text: str) -> bool:
    """Whether YAML is nested so deeply, or is so long, that loading it could end the process."""
    nested = text.count("[") + text.count("{") > _MOST_BRACKETS
    return nested or len(text) > _LONGEST or any(line.count("- ") + line.count("? ") > 200 for line in text.split("\n"))


def simple(lines: Sequence[str]) -> dict[str, str | list[str]] | None:
    """What YAML says where every line is `key: words` or `key: [words, words]`, as most are; else None.

    Words begin with a letter and hold no sign that means something to YAML, so that they are text and nothing else.
    """
    values: dict[str, str | list[str]] = {}
    for line in lines:
        found = _SIMPLE.fullmatch(line)
        if not found:
            return None
        key, text, items = found.groups()
        words = [text.rstrip()] if items is None else [item.strip() for item in items.split(",")]
        if not _NO_TEXT.isdisjoint(word.lower() for word in (key, *words)):
            return None
        values[key] = words[0] if items is None else words
    return values


def _yaml(text: str) -> object:
    """What the text says; raises one of _YAML_FAULTS."""
    loaded: object = YAMLHandler().load(text)
    if any(isinstance(one, int) and one.bit_length() > _MOST_BITS for one in _scalars(loaded)):
        raise ValueError("such a number cannot be written down again")
    return loaded


def _scalars(loaded: object) -> Iterator[object]:
    """The keys and values, and what stands in their lists: all that is ever written down."""
    for key, value in loaded.items() if isinstance(loaded, dict) else ():
        yield key
        yield from value if isinstance(value, list) else (value,)


def _split_tags(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value if one is not None]
    text = str(value)
    return text.split(",") if "," in text else text.split() if "#" in text else [text]


def _unique(tags: Sequence[str]) -> tuple[str, ...]:
    clean = (tag.strip().lstrip("#").strip() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in clean if tag))
