"""`repaso chat` read by a pipe: the whole loop without any platform."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.streak import local_day
from bot.texts.sentences import Sentences
from tests.journeys.processes import ended, environment

SPANISH = {"LANG": "es_ES.UTF-8"}


async def test_the_whole_loop_and_then_luis(file: Path, tmp_path: Path):
    """Ana answers, grades by number and looks at her streak; Luis in the same database sees her on the board."""
    lines = ["/quiz sql", "filas y grupos", "2", "/streak", "/quiz capitales", "parís", "/top"]
    env = environment(file, **SPANISH)
    status, out, err = await ended("chat --as Ana", env, tmp_path, "\n".join(lines) + "\n")
    assert (status, err) == (0, "")
    today = local_day(datetime.now(UTC), "Europe/Madrid")
    in_two_days = Sentences("es").day(today + timedelta(days=2), today)
    week = " ".join("✓" if day == today.weekday() else "·" for day in range(7))
    loop = out[out.index("› /quiz sql") :]
    assert loop == (
        "› /quiz sql\n"
        "\n"
        "📝 SQL\n"
        "¿Qué diferencia hay entre WHERE y HAVING?\n"
        "  [1] 👁 Ver respuesta   [2] ⏭ Saltar\n"
        "\n"
        "› filas y grupos\n"
        "\n"
        "Has tocado 2 de 2 ideas:\n"
        "✓ filas · ✓ grupos\n"
        "\n"
        "Respuesta modelo\n"
        "| WHERE filtra filas; HAVING filtra grupos.\n"
        "\n"
        "🔥 Racha: 1 día\n"
        "¿Te la sabías?\n"
        "  [1] ✗ Aún no · mañana   [2] ✓ Sí · en 2 días   [3] …\n"
        "\n"
        "› 2\n"
        f"Vuelve el {in_two_days}. 🔥 1 día seguido.\n"
        "  [1] ↩ Deshacer   [2] ▶ Otra\n"
        "\n"
        "› /streak\n"
        "\n"
        "🔥 1 día seguido (récord: 1).\n"
        "Hoy ya cuenta.\n"
        "L M X J V S D\n"
        f"{week}\n"
        "  [1] ¿Por qué?   [2] 📈 Estadísticas\n"
        "\n"
        "› /quiz capitales\n"
        "\n"
        "📝 Capitales\n"
        "¿Cuál es la capital de Francia?\n"
        "  [1] 👁 Ver respuesta   [2] ⏭ Saltar\n"
        "\n"
        "› parís\n"
        "\n"
        "✓ ¡Eso es!\n"
        "\n"
        "¿Te la sabías?\n"
        "  [1] ✗ Aún no · mañana   [2] ✓ Sí · en 2 días   [3] …\n"
        "\n"
        "› /top\n"
        "\n"
        "🏆 Rachas\n"
        "🥇 Ana 1 🔥\n"
        "  [1] Semana   [2] 30 días   [3] Siempre\n"
        "¡Hasta pronto!\n"
    )
    status, out, err = await ended("chat --as Luis", env, tmp_path, "/top\n")
    assert (status, err) == (0, "")
    assert "🏆 Rachas\n🥇 Ana 1 🔥\n" in out


@pytest.mark.parametrize(
    ("lang", "how", "bye"),
    [
        ("es_ES.UTF-8", "Escribe tu respuesta, una orden como /help o el número de un botón", "¡Hasta pronto!"),
        ("en_US.UTF-8", "Write your answer, a command such as /help, or the number of a button", "See you soon!"),
    ],
)
async def test_the_first_run_opens_with_a_question(tmp_path: Path, lang: str, how: str, bye: str):
    """In an empty folder without a database, in the language of the terminal, with status 0 at the end of the input."""
    env = environment(tmp_path / "data" / "repaso.db", LANG=lang)
    status, out, err = await ended("chat", env, tmp_path)
    assert (status, err) == (0, "")
    assert out.startswith(how)
    assert "\n📝 " in out
    assert "  [1] " in out
    assert out.endswith(f"{bye}\n")


async def test_whoever_opens_the_terminal_looks_after_the_bot(file: Path, tmp_path: Path):
    """Under no other name: they have the files at hand, and hear of reports. Ana, played beside them, does not."""
    env = environment(file, **SPANISH)
    lines = "/quiz sql\n/report falta un caso\n1\n/synonyms\n/help\n"
    _, out, _ = await ended("chat", env, tmp_path, lines)
    assert "¡Gracias! Ya lo tiene quien cuida las preguntas." in out
    assert "🚩" in out
    assert "[1] ✓ Hecho" in out
    assert "Hecho: ya no está en la lista." in out
    assert "No queda ningún sinónimo pendiente. ¡Gracias!" in out
    assert "/synonyms" in out[out.index("› /help") :]
    _, out, _ = await ended("chat --as Ana", env, tmp_path, "/synonyms\n/help\n")
    assert "Eso solo lo puede hacer quien cuida este bot." in out
    assert "/synonyms" not in out[out.index("› /help") :]
