"""Which language a note is written in, when it does not say so itself."""

import re

_SPANISH_WORDS = (
    "el la los las un una de del que qué y en es por para con se su al como cómo cuál cuáles más sobre entre cuando "
    "¿qué ¿cómo ¿cuál ¿por ¿para son ser está este esta tiene puede"
)
_ENGLISH_WORDS = (
    "the of and to in is are what how why when which that for with it as on be this an by from or does do you can "
    "between was has have not"
)
_SPANISH = frozenset(_SPANISH_WORDS.split())
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SAMPLE = 2048
_IN_FILE_NAME = re.compile(r"(?:^|[._])([a-z]{2}(?:-[A-Z]{2})?)$")
_NAMED = frozenset({"es", "en", "pt", "fr", "de", "it", "ca", "gl", "eu", "zh", "ja"})


def detect(text: str, default: str) -> str:
    """`es` or `en` by function words and Spanish letters in the first 2 KB; the default when there is no telling."""
    sample = text[:_SAMPLE].lower()
    words = sample.split()
    spanish = sum(map(_SPANISH.__contains__, words)) + 2 * sum(map(sample.count, "¿¡ñ"))
    english = sum(map(_ENGLISH.__contains__, words))
    if spanish == english:
        return default
    return "es" if spanish > english else "en"


def in_file_name(stem: str) -> str:
    """The language that a name such as `en-US` or `closures.es` states; "" when it states none."""
    found = _IN_FILE_NAME.search(stem)
    return found.group(1) if found and found.group(1)[:2] in _NAMED else ""
