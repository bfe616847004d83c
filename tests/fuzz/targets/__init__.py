"""What is fuzzed: a function for each, which takes any bytes and raises when something does not hold."""

from collections.abc import Callable, Mapping

from tests.fuzz.targets import archives, codes, notes, platforms, settings, shown, talk

Target = Callable[[bytes], None]

TARGETS: Mapping[str, Target] = {
    "notes": notes.notes,
    "front-matter": notes.front_matter,
    "data-json": notes.data_json,
    "exports": notes.exports,
    "telegram": shown.telegram,
    "discord": shown.discord,
    "terminal": shown.terminal,
    "codes": codes.codes,
    "words": codes.words,
    "archives": archives.archives,
    "settings": settings.settings,
    "updates": platforms.updates,
    "talk": talk.talk,
}
"""By the names of their folders in the corpus."""
