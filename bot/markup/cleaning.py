"""Takes out of a text what no screen should get: control characters, terminal escapes, broken surrogates."""

import re

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# An escape sequence goes with its parameters, so that "\x1b[31mred" leaves "red" and not "[31mred".
_ESCAPES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c\n]{0,2048}(?:\x07|\x1b\\\\|\x9c)"
)
# C0 and C1 besides tab and line feed; zero-width space, word joiner and BOM; marks that turn the reading direction.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    r"""The text with `\n` line ends and without control characters; half a surrogate pair becomes U+FFFD."""
    if not _SUSPECT.search(text):
        return text
    text = _ESCAPES.sub("", _LINE_ENDS.sub("\n", text))
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", text))
