"""The checklist of key points for an answer of 4,000 characters, against reading the same words with a plain pattern.

Eight key points with three synonyms each, as a long note has them; the answer is prose with slips of the finger.
"""

import re
from random import Random

from benchmarks.measuring import by_turns
from bot.domain.checklist import checklist

ROUNDS = 25
AIM_MS = 5
LENGTH = 4_000
POINTS = (
    ("memoriza los datos de entrenamiento", "aprende de memoria", "se sabe los ejemplos"),
    ("no generaliza", "falla con datos nuevos", "error de validación alto"),
    ("regularización", "weight decay", "L2"),
    ("dropout", "apagar neuronas", "desconexión aleatoria"),
    ("aumento de datos", "más datos", "data augmentation"),
    ("parada temprana", "early stopping", "parar antes"),
    ("validación cruzada", "cross validation", "k-fold"),
    ("reducir la complejidad del modelo", "modelo más simple", "menos parámetros"),
)
_PROSE = (
    "el modelo aprende los datos de entrenamiento y luego no generaliza porque memoriza casi todos los ejemplos con su"
    " ruido así que conviene regularizar penalizando los pesos o parar antes cuando la validación empeora también"
    " sirven aumentar el conjunto recortar capas comparar varias particiones y medir otra vez con un conjunto aparte"
)


def run() -> None:
    """Prints milliseconds, and the ratio to splitting the same text into words."""
    rng = Random(7)
    answers = [_answer(rng) for _ in range(ROUNDS)]
    first, again = iter(answers), iter(answers)
    checklist("", POINTS, "es")
    read, plain = by_turns(lambda: checklist(next(first), POINTS, "es"), lambda: _words(next(again)), ROUNDS)
    verdict = "met" if 1000 * read <= AIM_MS else "missed"
    print(f"  {'milliseconds for 4,000 characters':<58} {1000 * read:>9.2f}  aim ≤ {AIM_MS} ms: {verdict}")
    print(f"  {'the same / ten times re.findall of its words':<58} {read / plain:>9.2f}")


def _words(text: str) -> None:
    for _ in range(10):
        re.findall(r"\w+", text.casefold())


def _answer(rng: Random) -> str:
    """Each answer has words of its own, as strangers' answers do: nothing of them is remembered from before."""
    text, words = "", _PROSE.split()
    while len(text) < LENGTH:
        word = rng.choice(words)
        at = rng.randrange(len(word))
        text += (word if rng.random() < 0.7 else word[:at] + rng.choice("aeiosrn") + word[at + 1 :]) + " "
    return text[:LENGTH]
