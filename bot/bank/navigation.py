"""Text that only leads somewhere else in its note: the items of a table of contents, and back links."""

import re

_LABEL = r"\[(?:\\.|\[[^\[\]]*\]|[^\[\]\\])*\]"
_ADDRESS = r"\((?:[^()]|\([^()]*\))*\)"
_INNER = (
    rf"(?:!?{_LABEL}(?=\(<?#){_ADDRESS}|\[\[#[^\[\]]*\]\]|"
    r"<a\b[^<>]*href=[\"']#[^<>]*>(?:[^<>]|</?(?:b|i|em|strong|code)>)*</a>)"
)
_BETWEEN = r"(?:[^\w\[<]|\d+(?=[.)])|(?<!\w)(?:and|or|y|e|o|u)(?!\w)|</?(?:b|i|em|strong|code)>)*"
_LEADS_INSIDE = re.compile(rf"{_BETWEEN}(?:{_INNER}{_BETWEEN})+$", re.IGNORECASE)
_LEADS_OUT = re.compile(rf"[^\w\[<]*(?:{_LABEL}{_ADDRESS}|\[\[[^\[\]]*\]\]|<https?://[^<>]*>)[^\w\[<]*$")


def leads_inside(text: str) -> bool:
    """Whether a text is nothing but links to places in the same note."""
    return "#" in text and bool(_LEADS_INSIDE.match(text))


def leads_away(text: str) -> bool:
    """Whether a text is nothing but one link, or links to places in the same note."""
    return bool(_LEADS_OUT.match(text)) or leads_inside(text)
