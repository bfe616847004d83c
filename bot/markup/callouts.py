"""The signs of Obsidian's callouts."""

_KINDS = {
    "📝": "note",
    "📋": "abstract summary tldr",
    "ℹ️": "info",
    "☑️": "todo",
    "💡": "tip hint important",
    "✅": "success check done",
    "❓": "question help faq",
    "⚠️": "warning caution attention",
    "❌": "failure fail missing",
    "🚨": "danger error",
    "🐞": "bug",
    "🔎": "example",
    "💬": "quote cite",
}  # fmt: skip
_SIGNS = {kind: sign for sign, kinds in _KINDS.items() for kind in kinds.split()}


def sign(kind: str) -> str:
    """The emoji of a callout; a kind that Obsidian does not know has a pin."""
    return _SIGNS.get(kind, "📌")
