"""Lines that say where the answer is, or what it is: `#### Answer`, `**Answer: D**`, `Respuesta correcta: b) texto`."""

import re
from collections.abc import Iterable

from bot.bank.inline import plain

ANSWER_WORDS = (
    # Most words begin with none of these letters; trying thirty of them for each line takes its time.
    r"(?=[acdlmorst]|[^\x00-\x7f])(?:"
    r"(?:the |model |correct |right |sample |suggested )*(?:answers?|solutions?)(?: key)?|ans|"
    r"(?:la |las )?respuestas?(?: (?:correctas?|modelo|sugerida))?|(?:la )?soluci[oó]n(?:es)?|"
    r"(?:la )?opci[oó]n correcta|"
    r"(?:a )?respostas?(?: (?:corretas?|certas?))?|(?:la )?r[eé]ponses?(?: (?:correctes?|exactes?))?|"
    r"(?:la )?risposta(?: (?:corretta|esatta))?|(?:die )?(?:richtige )?(?:antwort(?:en)?|l[oö]sung(?:en)?)|"
    r"(?:正确)?答案|解答|回答|答え|정답|답|(?:правильный )?ответ|cevap|doğru cevap)"
)
"""What an answer is called, for a regular expression that ignores case."""

_SHOW = (
    r"(?:click (?:here )?(?:for|to (?:see|view|show|reveal)|to)|show|see|view|reveal|check|open|toggle|"
    r"ver|mostrar|muestra|revelar|haz clic para ver|pulsa para ver|voir|afficher|mostra|zeigen)"
)
_SUMMARY = re.compile(rf"\W*(?:{_SHOW} )?(?:the |la |a )?(?:{ANSWER_WORDS})(?: here| anzeigen)?\W*$", re.IGNORECASE)
_HINT = re.compile(
    rf"\W*(?:{_SHOW} )?(?:a |the |la |una )?(?:hints?|pistas?|clues?|dicas?|indices?)\W*$", re.IGNORECASE
)
_LINE = re.compile(
    rf"(?:[-+*]\s+|#{{1,6}}\s+)?[*_]{{0,3}}\s?(?:{ANSWER_WORDS})\b"
    r"(?P<inside>[*_]{0,3})\s?(?P<sign>[:：=]|[–—-]\s|is\b:?|es\b:?|\((?=[A-Za-z0-9]{1,2}\)))?(?P<rest>.*)",
    re.IGNORECASE,
)
_TICKED = re.compile(r"[-*_\s]*[✅✔☑✓]\ufe0f?[\s*_]*\(?([A-Za-z])\)?[.)]?[*_]*$")
_LETTER = r"[A-Za-z]|\d{1,2}"
_LETTERS = re.compile(
    r"(?:(?:option|letter|choice|opci[oó]n|letra|opç[aã]o|la|las|el|is|es)\s+)*\(?"
    rf"(?P<letters>(?:{_LETTER})\)?(?:\s*(?:,|;|/|&|\+|\band\b|\by\b|\be\b|\bet\b|\bund\b)\s*\(?(?:{_LETTER})(?![\w])\)?)*)"
    r"(?P<end>$|[).:,;]+(?=\s|$|[*_])|\s+[–—-]\s+|\s*(?=\())",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?P<letters>[A-Z]{2,6})(?P<end>$|[).:,;]+(?=\s|$))")
_EMPHASISED = re.compile(r"^((?:[^\W\d_]{1,9}\s+){1,3})([*_]{1,3})\(?([A-Za-z])\)?\2(?!\w)[.,:;]?")
_FEW = 12
_ONE = re.compile(r"[A-Za-z]|\d+")
_JOINS = re.compile(r"\b(?:and|y|e|et|und)\b(?=\s*\(?(?:[A-Za-z]|\d{1,2})\b)", re.IGNORECASE)

_CALLOUT = re.compile(r"\s*>\s?\[!(\w+)\]")
_RIGHT = frozenset({"success", "check", "done"})
_WRONG = frozenset({"fail", "failure", "missing", "error", "danger"})


def opens_answer(summary: str) -> bool:
    """Whether the summary of a fold says that the answer is inside."""
    return len(summary) < 80 and bool(_SUMMARY.match(plain(summary)))


def opens_hint(summary: str) -> bool:
    """Whether the summary of a fold says that a hint is inside."""
    return len(summary) < 80 and bool(_HINT.match(plain(summary)))


def answer_line(text: str) -> str | None:
    """What a line such as `**Answer: D**` says after its label ("" for nothing); None when it is another line."""
    bare = text.strip()
    found = _LINE.match(bare)
    if not found:
        ticked = None if bare.isascii() else _TICKED.match(bare)
        return ticked.group(1) if ticked else None
    rest = found["rest"].strip()
    if not found["sign"]:
        # Without a colon only a heading, or a line in bold, is a label.
        return "" if not rest.strip("*_ .") and (bare[0] in "#*_" or rest) else None
    return _unwrapped(f"({rest}" if found["sign"] == "(" else rest, bare)


def _unwrapped(rest: str, line: str) -> str:
    """Without the bold type that opened before the label; letters in it are parted from what follows."""
    opened = line.lstrip("-+# ")
    for sign in ("**", "__", "*", "_"):
        if opened.startswith(sign) and rest.count(sign) % 2:
            bold, _, after = rest.partition(sign)
            parted = f"{bold.rstrip(' .)')}. " if bold.strip() and after.strip() and len(bold) < _FEW else bold
            return f"{parted}{after.strip()}".strip()
    return rest


def letters_of(text: str) -> tuple[list[str], str]:
    """The labels that an answer names (`D`, `B, E`, `b) text`), and what it says after them; none for other text."""
    bare = _EMPHASISED.sub(r"\1\3. ", text.strip()).strip().strip("*_`").strip()
    found = _RUN.match(bare) or _LETTERS.match(bare)
    if not found:
        return [], text
    letters = found["letters"]
    names = list(letters) if letters.isupper() and letters.isalpha() else _ONE.findall(_JOINS.sub(" ", letters))
    return [name.upper() for name in names], bare[found.end() :].strip().strip("*_").strip()


def callout_mark(text: str) -> str:
    """`x` for a callout that says right, a space for one that says wrong, "" for any other line."""
    found = _CALLOUT.match(text) if "[!" in text else None
    kind = found.group(1).lower() if found else ""
    return "x" if kind in _RIGHT else " " if kind in _WRONG else ""


def marks_both(lines: Iterable[str]) -> bool:
    """Whether some lines open callouts that say right, and others such that say wrong: these are choices."""
    return {callout_mark(line) for line in lines if "[!" in line} >= {"x", " "}
