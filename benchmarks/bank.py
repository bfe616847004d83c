"""The bank: the first load, a sync without changes, the start of the program, and long notes.

What is compared is python-frontmatter's own parse of the same files, with no Markdown read at all. `BENCH_NOTES` says
how many notes there are (10,000 without it); fewer is quicker, and tells less.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count, cycle
from pathlib import Path

import frontmatter

from benchmarks import least
from benchmarks.measuring import by_turns, seconds, show
from bot import content
from bot.bank import syncing
from bot.bank.reading import read_note
from bot.bank.survey import Look
from bot.settings import Settings
from bot.store import migrations
from bot.store.engine import Engine, open_engine

NOTES = int(os.environ.get("BENCH_NOTES", "10000"))
NOTES_IN_A_FOLDER = 100
ROUNDS = 3
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
LONG, SHORTER = 5_000_000, 500_000

_SENTENCE = (
    "El modelo **memoriza {n}** los datos de entrenamiento y falla con otros nuevos; se ve cuando el error de "
    "validación crece, y se evita con más datos, con regularización o parando antes.\n"
)
_RICH = (
    "## ¿Qué es la idea {n} de la nota {m}? #facil\n\nSe **memoriza {n}**, como dice [[Nota {n}|la otra]]"
    ", y `falla` con otros.\n\n"
    "```python\n# un comentario {n}\nx = {n}\n```\n\n- Punto {n}: detalle\n\n![[figura-{n}.png]]\n\n"
)
_CONVENTIONS = (
    "## ¿Qué es la idea {n}?\n\nEl modelo **memoriza {n}** los datos y `falla` con otros.\n\n- Punto {n}: detalle\n\n",
    "Capital de {n}::Roma {n}\n\n",
    "¿Qué es RAG {n}?\n?\nRecuperación {n} + generación.\n\n",
    "La ==mitocondria {n}== produce ==ATP==.\n\n",
    "## ¿Qué métricas {n}?\n- [x] F1\n- [ ] Accuracy\n- [x] PR-AUC\nF1 depende.\n\n",
    "## ¿Por qué {n}?\n<details><summary>Respuesta</summary>\n\nPorque {n}.\n\n</details>\n\n",
    "> [!question] ¿Qué puerto es {n}?\n>> [!success]- Respuesta\n>> Un número {n}.\n\n",
    "Q: ¿Qué es x{n}?\nA: Es y{n}.\n\n",
    "## Verdadero o falso: {n} #facil ^id-{n}x\nFalso\n\n```py\n# {n}\nx = 1\n```\n\n",
    "START\nBasic\nAnverso {n}\nBack: reverso {n}\nEND\n\n",
    "Véase [[Nota {n}|otra]] %%c%% <!--SR:!2024-01-01,3,250-->\n\n",
    "- Tarjeta {n} #card\n  - respuesta {n}\n\n",
    "<details><summary>¿Qué es el pliegue {n}?</summary>\nEs {n}.\n</details>\n\n",
)


def run() -> None:
    """Prints the four ratios."""
    with tempfile.TemporaryDirectory(prefix="repaso-bench-") as folder:
        vault = Path(folder, "vault")
        written = _write(vault, _note)
        print(f"  {len(written):,} notes, {sum(file.stat().st_size for file in written):,} bytes")
        _first_load(Path(folder), vault, written)
        _unchanged(Path(folder), vault, written)
        _rich_notes(Path(folder))
    _long_notes()


def _first_load(folder: Path, vault: Path, written: list[Path]) -> None:
    fresh = _databases(folder)
    load, parse = by_turns(lambda: _sync(next(fresh), vault), _parsing(written), ROUNDS)
    show(
        "first load, everything stored / front matter alone", load / parse, 1.2, detail=f"{load:.1f} s / {parse:.1f} s"
    )
    rows, again = least.rows_in(next(_databases(folder))), _databases(folder, "least")
    work, parse = by_turns(lambda: least.load(written, rows, again), _parsing(written), ROUNDS)
    _tell("reading the files and writing these rows alone", work, parse)


def _rich_notes(folder: Path) -> None:
    """The first load of notes with links, code, tags and pictures, which go no short way."""
    vault = folder / "rich"
    written, fresh = _write(vault, _rich_note, NOTES // 5), _databases(folder, "rich")
    load, parse = by_turns(lambda: _sync(next(fresh), vault), _parsing(written), ROUNDS)
    _tell(f"first load of {len(written):,} notes with links and code", load, parse)


def _tell(what: str, work: float, parse: float) -> None:
    """A ratio, to the front matter alone as well, that has no aim."""
    print(f"  {what:<58} {work / parse:>9.3f}  ({work:.2f} s)")


def _unchanged(folder: Path, vault: Path, written: list[Path]) -> None:
    engine = next(_databases(folder, "kept"))
    _sync(engine, vault)
    again, parse = by_turns(lambda: _sync(engine, vault), _parsing(written), ROUNDS)
    show("sync, nothing changed / front matter alone", again / parse, 0.04, detail=f"{1000 * again:.0f} ms")
    work, parse = by_turns(lambda: least.look(vault), _parsing(written), ROUNDS)
    _tell("scandir and stat alone", work, parse)
    settings = _settings(folder, vault)
    start, parse = by_turns(lambda: content.load_bank(engine, settings), _parsing(written), ROUNDS)
    show("start, nothing changed / front matter alone", start / parse, 0.1, detail=f"{1000 * start:.0f} ms")
    numbers = count()
    one, parse = by_turns(lambda: _edit_and_sync(engine, vault, written[0], next(numbers)), _parsing(written), ROUNDS)
    _tell("sync, one note changed", one, parse)
    engine.dispose()


def _long_notes() -> None:
    """The best of each: what else the machine does in these seconds is no growth."""
    for what, note, rounds in (("a note", _note, ROUNDS), ("a note in a dozen conventions", _mixed_note, 2)):
        long, shorter = (note(1, size) for size in (LONG, SHORTER))
        pairs = [(seconds(_reading(long)), seconds(_reading(shorter))) for _ in range(rounds)]
        first, second = min(one for one, _ in pairs), min(two for _, two in pairs)
        show(f"{what} of 5 MB / one of 500 KB", first / second, 12, detail=f"{first:.2f} s / {second:.2f} s")


def _edit_and_sync(engine: Engine, vault: Path, note: Path, number: int) -> None:
    note.write_text(f"{note.read_text(encoding='utf-8')}\nOtra vez {number}.\n", encoding="utf-8")
    _sync(engine, vault)


def _sync(engine: Engine, vault: Path) -> None:
    syncing.sync(engine, Look([vault], "es", "auto"), NOW)


def _parsing(files: list[Path]) -> Callable[[], object]:
    return lambda: [frontmatter.load(str(file)) for file in files]


def _reading(text: str) -> Callable[[], object]:
    return lambda: read_note(text, file="larga.md", default_language="es")


def _settings(folder: Path, vault: Path) -> Settings:
    # Nobody's .env counts here.
    return Settings(_env_file=None, database_url=f"sqlite:///{folder}/kept0.db", content_dir=vault, language="es")  # type: ignore[call-arg]


def _databases(folder: Path, name: str = "fresh") -> Iterator[Engine]:
    """Migrated and empty, one after another; migrating is not measured."""
    made = [open_engine(f"sqlite:///{folder}/{name}{number}.db") for number in range(ROUNDS)]
    for engine in made:
        migrations.upgrade(engine)
    yield from made


def _write(vault: Path, note: Callable[[int, int], str], count: int = NOTES) -> list[Path]:
    places = (vault / f"tema-{n // NOTES_IN_A_FOLDER}" / f"nota-{n}.md" for n in range(count))
    written = [_written(place, note(n, 3_000)) for n, place in enumerate(places)]
    _settle(written)
    return written


def _written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def _note(number: int, size: int) -> str:
    """A note with front matter and a question about every six hundred bytes."""
    part = f"## ¿Qué es la idea {{n}} de la nota {number}?\n\n{_SENTENCE * 2}\n- Punto {{n}}: detalle\n\n"
    return _filled(number, size, [part])


def _rich_note(number: int, size: int) -> str:
    """The same with links, code, tags and pictures."""
    return _filled(number, size, [_RICH.replace("{m}", str(number))])


def _mixed_note(number: int, size: int) -> str:
    """A note in which conventions stand close together."""
    return _filled(number, size, _CONVENTIONS, more="deck: mezcla\n")


def _filled(number: int, size: int, parts: Sequence[str], more: str = "") -> str:
    front = f"title: Nota {number}\nlang: es\ntags: [ia, entrevista]\ndifficulty: medium\n{more}"
    head = f"---\n{front}---\n\n# Nota {number}\n\n"
    found, length = [head], len(head)
    for n, part in enumerate(cycle(parts)):
        if length >= size:
            break
        found.append(part.replace("{n}", str(n)))
        length += len(found[-1])
    return "".join(found)


def _settle(files: list[Path]) -> None:
    """As if they had been written a minute ago: what is fresh is read twice."""
    for file in files:
        moment = file.stat().st_mtime - 60
        os.utime(file, (moment, moment))
