r"""Words as Discord shows them literally: nothing in a name, an answer or a note becomes markup or a mention.

A backslash takes the meaning from a sign. It does not keep a mention from being one, so a zero-width space goes between
an @ and what it would call. That a message pings nobody is, above all, said when it is sent (`allowed_mentions`).
"""

import re
from urllib.parse import quote

ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"

COSTS = dict.fromkeys("_<>[]#-+.", 2) | dict.fromkeys("\\*~`|@:\n", 3)
"""How many characters a sign becomes at most; a line feed brings the mark of a quote, a colon the brackets of a web
address."""

_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?\"'()\[\]]", re.IGNORECASE)
_SIGNS = re.compile(r"[\\*_~`|<>\[\]#]|:(?=[\w+-]+:)")
_CALLING = r"@(?=everyone|here|[!&]?\d)"
_MENTION = re.compile(_CALLING, re.IGNORECASE)
_INVITATION = re.compile(r"\b(discord(?:app)?)\.(?=gg/|com/|new/)", re.IGNORECASE)
"""What Discord shows a card for, although it is no address: to a server, or to something of one."""
_UNSAFE_IN_ADDRESS = re.compile(rf"[*~|`\\]|{_CALLING}", re.IGNORECASE)
# A list begins with a dash, a plus or a number; other signs that begin a line are escaped wherever they stand.
_LINE_START = re.compile(r"^([^\S\n]*(?:(?=[-+])|\d+(?=\.(?:\s|$))))", re.MULTILINE)
_SAFE_IN_LINK = "!#$%&',/:;=?@[]+-._"
_LONGEST_LINK = 500
_FENCE = re.compile(r"`{3,}")
_TWO_BACKTICKS = re.compile(r"`(?=`)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(<[^>]*>\)")
_UNSEEN = re.compile(rf"^(?:> )?```.*$|^> |(`+) ?(.+?) ?\1|\\([^0-9A-Za-z\s])|[*~|]+|{ZERO_WIDTH}", re.MULTILINE)


def escaped(text: str) -> str:
    """Words without any markup. A web address stays one, in the brackets that keep it from being previewed."""
    parts: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        parts += _words(text[end : address.start()]), f"<{_UNSAFE_IN_ADDRESS.sub(_percent, address[0])}>"
        end = address.end()
    return "".join((*parts, _words(text[end:])))


def code(text: str) -> str:
    """Code inside of a line, in a fence that it does not hold itself."""
    if "`" not in text:
        return f"`{text}`"
    apart = _TWO_BACKTICKS.sub("`" + ZERO_WIDTH, text)
    return f"``{' ' * apart.startswith('`')}{apart}{' ' * apart.endswith('`')}``"


def code_block(text: str, language: str) -> str:
    """Lines of code; a fence among them is taken apart by what nobody sees."""
    apart = _FENCE.sub(lambda run: ZERO_WIDTH.join(run[0]), text)
    return f"```{language if _is_language(language) else ''}\n{apart}\n```"


def link(words: str, address: str) -> str:
    """Escaped words that open an address.

    Discord counts escaped brackets like any, so they become round; and words that look like an address are never a
    link to another one, so there the address follows. An address of more than 500 characters is left out.
    """
    if not link_cost(address):
        return words
    words = words.replace(r"\[", "(").replace(r"\]", ")")
    if "://" not in words:
        return f"[{words}](<{_linked(address)}>)"
    return words if words == escaped(address) else f"{words} (<{_linked(address)}>)"


def link_cost(address: str) -> int:
    """How many characters `link` adds to the words at most; 0 when it leaves the address out."""
    cost = len(_linked(address)) + len("[](<>)")
    return cost if cost <= _LONGEST_LINK else 0


def seen(markdown: str) -> str:
    """The words that people see of what this module wrote."""
    return _UNSEEN.sub(lambda found: found[2] or found[3] or "", _LINK.sub(r"\1", markdown))


def _words(text: str) -> str:
    text = _INVITATION.sub(r"\1\\.", _MENTION.sub(rf"\\@{ZERO_WIDTH}", _SIGNS.sub(r"\\\g<0>", text)))
    return _LINE_START.sub(r"\1\\", text)


def _linked(address: str) -> str:
    """The address with everything encoded that could end a link or a style around it."""
    return quote(address, safe=_SAFE_IN_LINK)


def _percent(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):X}"


def _is_language(word: str) -> bool:
    """Whether Discord takes a word behind the fence for a language."""
    return re.fullmatch(r"[A-Za-z0-9_+\-.#]{1,32}", word) is not None
