"""Markdown as plain text, for the places that show no markup: lists, labels, polls."""

from bot.markup.cleaning import clean
from bot.markup.reading import parse
from bot.markup.tree import Bold, Heading, Inline, Italic, LineBreak, Link, Paragraph, Strike, Text, plain


def first_line(markdown: str) -> str:
    """The first line of a passage that says something, without any markup, as plain text; it is not escaped."""
    for block in parse(markdown).blocks:
        if isinstance(block, Paragraph | Heading) and (line := " ".join(plain(block.inlines).split())):
            return line
    return " ".join(clean(markdown).split())


def shortened(markdown: str, longest: int) -> str:
    """The first line that says something, cut at a word to at most `longest` characters."""
    line = first_line(markdown)
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip() + "…"


def bare(markdown: str) -> str | None:
    """The words of a passage that loses nothing without its markup; None when it holds code, maths, lists, pictures."""
    blocks = parse(markdown).blocks
    lines = [
        plain(block.inlines).strip() for block in blocks if isinstance(block, Paragraph) and _is_bare(block.inlines)
    ]
    return "\n".join(lines) if len(lines) == len(blocks) else None


def _is_bare(inlines: tuple[Inline, ...]) -> bool:
    return all(
        isinstance(one, Text | LineBreak) or (isinstance(one, Bold | Italic | Strike | Link) and _is_bare(one.children))
        for one in inlines
    )
