"""Words with which a sentence can only be a question or a task, though it has no question mark."""

import re

from bot.bank.inline import plain

_INTERROGATIVE = re.compile(
    r"(?:what|which|who|why|when|where|how)(?:'s|’s|\s+(?:is|are|was|were|do|does|did|can|could|should|would|will|has|"
    r"have|many|much))\b|(?:qué|cuál(?:es)?|cómo|por qué)\s+(?:es|son|hace|hacen|significa|funciona|funcionan|se)\b|"
    r"(?:o que|quais?|como)\s+(?:é|são|faz|funciona)\b|.*是什么|.*有什么区别|(?:什么是|为什么|如何|怎么)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?:describe|explain|discuss|compare|contrast|describa|explica|explique|expliqu[eé]|mencione|mencionar|"
    r"descrev(?:a|er)|describir|explicar|discuta|décri[st]|erkläre|beschreibe)\s+\S+\s+\S|描述|解释|说明|谈谈|请|解釋|説明",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"(?:briefly |please )?(?:list|name|define|give|create|write|implement|generate|design|build|given|consider|"
    r"identify|outline|state|summari[sz]e|define|enumera|enumere|menciona|mencione|nombra|nombre|cita|cite|da|escribe|"
    r"escriba|implementa|crea|diseña|señala|indica|compara|discute|liste|escreva|considere|nomeie|列举|实现|编写)\b",
    re.IGNORECASE,
)


def tells(text: str) -> bool:
    """Whether a text tells somebody to explain something ("Describe how…", "Mencione tres…")."""
    return bool(_TELLS.match(text))


def title_asks(title: str) -> bool:
    """Whether a title can only be a question or a task, though it has no question mark."""
    text = plain(title)
    if text.endswith(("?", "？", "؟")) or text.startswith("¿") or _INTERROGATIVE.match(text) or _TELLS.match(text):
        return True
    return text.endswith((".", "。")) and bool(_ORDERS.match(text))
