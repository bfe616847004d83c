"""What the vault's own card plugin is told to take for a card: its `data.json`, else what the plugin does by itself."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

HIGHLIGHT = "==[123;;]answer[;;hint]=="
BOLD = "**[123;;]answer[;;hint]**"
CURLY = "{{[123;;]answer[;;hint]}}"

SETTINGS = ".obsidian/plugins/obsidian-spaced-repetition/data.json"
"""Where the plugin keeps them, from the top of the vault."""

_LARGEST = 20_000_000
_TEXTS = {
    "inline": ("singleLineCardSeparator", "singlelineCardSeparator"),
    "inline_reversed": ("singleLineReversedCardSeparator", "singlelineReversedCardSeparator"),
    "multiline": ("multilineCardSeparator",),
    "multiline_reversed": ("multilineReversedCardSeparator",),
    "end_marker": ("multilineCardEndMarker",),
}
_SWITCHES = {
    "convertHighlightsToClozes": (HIGHLIGHT, True),
    "convertBoldTextToClozes": (BOLD, False),
    "convertCurlyBracketsToClozes": (CURLY, False),
}


@dataclass(frozen=True, slots=True)
class CardOptions:
    """The separators of obsidian-spaced-repetition, its cloze patterns, and the tags (without `#`) that opt in.

    An empty separator is one that is not used. With `every_note` the folders are the decks, and no tag is needed.
    """

    inline: str = "::"
    inline_reversed: str = ":::"
    multiline: str = "?"
    multiline_reversed: str = "??"
    end_marker: str = ""
    cloze_patterns: tuple[str, ...] = (HIGHLIGHT, BOLD, CURLY)
    tags: tuple[str, ...] = ("flashcards",)
    every_note: bool = False


UNTOLD = CardOptions(cloze_patterns=(HIGHLIGHT, CURLY))
"""For vaults without `data.json`: bold type is far too common to be a gap unless someone says so."""


def of_vault(note: Path) -> CardOptions:
    """The options of the vault that a note lies in: the nearest folder above it that holds `.obsidian`."""
    file = settings_file(note)
    return _read(str(file), *_state(file)) if file else UNTOLD


@dataclass(frozen=True, slots=True)
class Vaults:
    """The options for many notes that are read one after another: each folder is looked at once."""

    _by_folder: dict[str, CardOptions] = field(default_factory=dict)

    def of(self, note: Path) -> CardOptions:
        """Those of the vault that a note lies in."""
        folder = os.path.dirname(note)  # noqa: PTH120  # thousands of notes
        if folder not in self._by_folder:
            self._by_folder[folder] = of_vault(note)
        return self._by_folder[folder]


def settings_file(note: Path) -> Path | None:
    """Where the vault of a note keeps its card options; None when the note is in no vault, or it keeps none."""
    root = next((folder for folder in note.parents if (folder / ".obsidian").is_dir()), None)
    file = root / SETTINGS if root else None
    return file if file and file.is_file() else None


def fingerprint(folders: Iterable[str]) -> tuple[tuple[str, int, int], ...]:
    """The files that hold the card options of the notes in some folders, as they are now: another one, and notes are
    read differently.
    """
    vaults: dict[str, str] = {}
    for folder in folders:
        _vault_of(folder, vaults)
    files = [Path(vault, SETTINGS) for vault in sorted({*vaults.values()} - {""})]
    return tuple((str(file), *_state(file)) for file in files if file.is_file())


def _vault_of(folder: str, known: dict[str, str]) -> str:
    """The nearest folder above, or this one, that holds `.obsidian`; each folder is looked at once."""
    if folder not in known:
        above = os.path.dirname(folder)  # noqa: PTH120
        known[folder] = (
            folder
            if os.path.isdir(f"{folder}/.obsidian")  # noqa: PTH112
            else _vault_of(above, known)
            if above != folder
            else ""
        )
    return known[folder]


def _state(file: Path) -> tuple[int, int]:
    state = file.stat()
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=64)
def _read(file: str, changed_ns: int, size: int) -> CardOptions:
    """The options in a file; the moment of its change is there so that a new version is read again."""
    if size > _LARGEST:
        return UNTOLD
    try:
        return from_file(Path(file).read_bytes())
    except OSError:
        return UNTOLD


def from_file(data: bytes) -> CardOptions:
    """The options in the content of such a file; an odd one is as if it were not there."""
    try:
        loaded = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return UNTOLD
    settings = loaded.get("settings", loaded) if isinstance(loaded, dict) else {}
    return from_settings(settings) if isinstance(settings, dict) else UNTOLD


def from_settings(settings: Mapping[str, object]) -> CardOptions:
    """The options that the plugin's settings state, by the plugin's names; odd values are as if they were not there."""
    texts = {field: _text(settings, names) for field, names in _TEXTS.items()}
    stated = {field: text for field, text in texts.items() if text is not None}
    tags = tuple(tag.strip().lstrip("#") for tag in _texts(settings.get("flashcardTags")) or () if tag.strip("# "))
    return replace(
        UNTOLD,
        **stated,
        cloze_patterns=_patterns(settings),
        tags=tags or UNTOLD.tags,
        every_note=settings.get("convertFoldersToDecks") is True,
    )


def _text(settings: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if isinstance(value := settings.get(name), str)), None)


def _texts(value: object) -> tuple[str, ...] | None:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else None


def _patterns(settings: Mapping[str, object]) -> tuple[str, ...]:
    """The plugin's list of patterns, else the switches of its older versions."""
    stated = _texts(settings.get("clozePatterns"))
    if stated is not None:
        return stated
    if not any(switch in settings for switch in _SWITCHES):
        return UNTOLD.cloze_patterns
    return tuple(pattern for switch, (pattern, usual) in _SWITCHES.items() if settings.get(switch, usual) is True)
