"""What the bot says → texts in Discord's Markdown, each within its limit."""

from discord.utils import escape_markdown

from bot.domain.conversation import Body, Line, Passage, Style

LONGEST = 2000
_AROUND = {Style.BOLD: "**", Style.ITALIC: "*", Style.CODE: "`", Style.PLAIN: ""}


def render(body: Body, limit: int = LONGEST) -> list[str]:
    """The messages that show a body, in order; none when nothing in it can be seen."""
    lines = "\n".join(_line(part) if isinstance(part, Line) else _passage(part) for part in body).strip().split("\n")
    texts = [""]
    for line in lines:
        for piece in [line[at : at + limit - 1] for at in range(0, len(line), limit - 1)] or [""]:
            if len(texts[-1]) + len(piece) + 1 > limit:
                texts.append("")
            texts[-1] += piece + "\n"
    return [text.strip() for text in texts if text.strip()]


def _line(line: Line) -> str:
    return "".join(
        f"{_AROUND[span.style]}{span.text if span.style is Style.CODE else escape_markdown(span.text)}"
        f"{_AROUND[span.style]}"
        for span in line.spans
    )


def _passage(passage: Passage) -> str:
    return passage.markdown if not passage.quoted else "\n".join(f"> {line}" for line in passage.markdown.split("\n"))
