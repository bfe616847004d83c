"""How the notes look in Anki. Another name or another field here would be another note type to those who imported."""

NAME = "Repaso"
CLOZE_NAME = "Repaso (cloze)"
FIELDS = ("Question", "Choices", "Hint", "Typed", "Answer", "Key points", "Source")

_BACK = """
<hr id="answer">
<div dir="auto">{{Answer}}</div>
{{#Key points}}<div dir="auto" class="points">{{Key points}}</div>{{/Key points}}
<div class="source">{{Source}}</div>
"""
_HINT = """
{{#Hint}}<div dir="auto" class="hint">💡 {{hint:Hint}}</div>{{/Hint}}
"""
_CHOICES = """
<div dir="auto">{{Question}}</div>
{{#Choices}}<div dir="auto">{{Choices}}</div>{{/Choices}}
"""
_TYPED = """
{{#Typed}}{{type:Typed}}{{/Typed}}
"""

CARD = {"qfmt": _CHOICES + _TYPED + _HINT, "afmt": _CHOICES + _TYPED + _BACK}
CLOZE_CARD = {
    "qfmt": '<div dir="auto">{{cloze:Question}}</div>' + _HINT,
    "afmt": '<div dir="auto">{{cloze:Question}}</div>' + _BACK,
}

CSS = """
.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; max-width: 42em; margin: 0 auto; padding: 0 1em; }
.cloze { font-weight: bold; color: #1e66f5; }
pre { overflow-x: auto; padding: 0.6em; border: 1px solid #8886; border-radius: 4px; text-align: left; direction: ltr; }
code { font-size: 85%; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8886; padding: 0.2em 0.6em; }
blockquote { margin: 0.5em 0; padding-inline-start: 0.8em; border-inline-start: 3px solid #8888; }
img { max-width: 100%; }
.correct { font-weight: bold; }
.spoiler:not(:hover) { color: transparent; background: #888; }
.hint, .points, .source { font-size: 80%; opacity: 0.8; }
.source { margin-top: 1.5em; font-size: 60%; }
"""
