"""The command line: run, chat, bank, db. Heavy parts are imported by the command that needs them."""

import asyncio
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import __version__
from bot.domain.errors import NotKept, RepasoError

if TYPE_CHECKING:
    from bot.domain.fitting import Fit
    from bot.settings import Settings
    from bot.store.engine import Engine

COULD_NOT_RUN = 2
LISTED = 20

app = typer.Typer(
    help="Repaso turns your own notes into a daily study habit, in the chats you already use.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
bank = typer.Typer(help="The bank: your notes as questions.", no_args_is_help=True)
db = typer.Typer(help="The database.", no_args_is_help=True)
people = typer.Typer(help="Those who study here.", no_args_is_help=True)
app.add_typer(bank, name="bank")
memory = typer.Typer(help="How well people remember.", no_args_is_help=True)
app.add_typer(db, name="db")
app.add_typer(people, name="people")
app.add_typer(memory, name="memory")

Way = Annotated[
    str | None,
    typer.Option(
        "--questions",
        help="Where questions stand in notes that do not say so: h1…h6, list-heading, bold, bullets, cards, file.",
    ),
]
Paths = Annotated[list[Path] | None, typer.Argument(help="Notes or folders; without any, what the bank comes from.")]


def main() -> None:
    """The command `repaso`. What goes wrong is one sentence on stderr and exit status 2."""
    try:
        app()
    except RepasoError as error:
        typer.echo(str(error), err=True)
        sys.exit(COULD_NOT_RUN)
    except NotKept as error:
        typer.echo(f"The database cannot be written to: {error}", err=True)
        sys.exit(COULD_NOT_RUN)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"repaso {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it and end.")
    ] = False,
) -> None:
    """Repaso: your notes, asked daily."""


@app.command()
def run() -> None:
    """Serve Telegram and Discord, with scheduled questions, until it is stopped."""
    # Until there is something in hand, being told to stop is a reason to end, and no failure.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    from bot import app as application

    asyncio.run(application.run(_settings()))


@app.command()
def chat(
    name: Annotated[str | None, typer.Option("--as", help="Who is typing; another name is another learner.")] = None,
) -> None:
    """Open the bot in the terminal; reads piped input too."""
    from bot import app as application

    asyncio.run(application.chat(_settings(quiet=True), name))


@bank.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Notes, or folders of notes.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    questions: Way = None,
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")] = False,
    every: Annotated[bool, typer.Option("--all", help="List every note, also where many are alike.")] = False,
) -> None:
    """Read notes without touching the database; print questions and problems.

    Exit status: 0 when no problem is an error, 1 when one is, 2 when it could not run.
    """
    from rich.console import Console

    from bot.bank import check_screen, report, vault
    from bot.bank.reading import checked_way, read_notes
    from bot.bank.walking import walk

    way, language = checked_way(questions), _settings().language
    with check_screen.progress(vault.notes(paths), len(walk(paths)), Console(stderr=True)) as notes:
        found = read_notes(notes, default_language=language, questions=way)
    if as_json:
        typer.echo(json.dumps(report.as_json(found), ensure_ascii=False, indent=2))
    else:
        check_screen.show(found, Console(highlight=False), strict=strict, every=every)
    raise typer.Exit(report.exit_status(found, strict=strict))


@bank.command()
def sync(paths: Paths = None, questions: Way = None) -> None:
    """Load the notes into the database; print what was added, changed, moved, retired."""
    from bot import content
    from bot.domain.question import to_mend

    settings = _settings()
    with _database() as engine:
        synced = content.sync(engine, settings, paths or (), questions)
    for problem in to_mend(synced.problems):
        typer.echo(str(problem), err=True)
    loaded = synced.loaded
    for change in [change for change in loaded.changes if change.what != "added"][:LISTED]:
        again = " (asked again soon)" if change.asked_again else ""
        typer.echo(f"{change.what:8} {change.file}:{change.line}: {change.question.splitlines()[0]}{again}")
    counts = [f"{what} {loaded.count(what)}" for what in ("added", "changed", "moved", "returned", "retired")]
    again = f" · asked again soon {loaded.asked_again}" if loaded.asked_again else ""
    typer.echo(f"{' · '.join(counts)} · unchanged {loaded.unchanged}{again}")


@bank.command()
def pull() -> None:
    """Fetch the notes of a bank that is a Git clone, and load them."""
    from bot import content

    settings = _settings(quiet=True)
    with _database() as engine:
        said = content.pull(engine, settings)
    typer.echo(said or "The notes are those of the repository already.")
    sync(None)


@bank.command(name="export")
def export_bank(
    paths: Paths = None,
    format: Annotated[str, typer.Option(help="anki, csv, gift or json.")] = "anki",  # noqa: A002  # the option's name
    output: Annotated[Path | None, typer.Option(help="The file; `-` prints csv, gift and json.")] = None,
    language: Annotated[str, typer.Option(help="Only this language: es or en.")] = "",
    deck: Annotated[str, typer.Option(help="Only this deck and those below it, such as entrevista/ml.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
) -> None:
    """Write the bank to a file for Anki, a spreadsheet, Moodle (GIFT) or a program (JSON); the database stays as it is.

    The file is repaso.apkg, .csv, .gift or .json in the current folder unless --output says otherwise.
    """
    from bot import content
    from bot.bank import exporting
    from bot.bank.exports import writing
    from bot.domain.question import to_mend

    chosen = exporting.format_of(format)
    found = content.look_at_bank(_settings(quiet=True), paths or ())
    questions = exporting.chosen(found.questions, language=language, deck=deck)
    exported = exporting.export(questions, chosen, name="repaso")
    if faults := len(to_mend(found.problems)):
        typer.echo(f"The notes have problems ({faults}); `repaso bank check` lists them.", err=True)
    if output == writing.STANDARD_OUTPUT:
        writing.print_to(sys.stdout.buffer, exported, is_text=chosen.is_text)
    else:
        typer.echo(f"{writing.write(exported, output, force=force)}: questions {len(questions)}")


@bank.command()
def synonyms(
    accept: Annotated[list[int] | None, typer.Option(help="Take this one into the bank; may be repeated.")] = None,
    reject: Annotated[list[int] | None, typer.Option(help="Leave this one to who said it; may be repeated.")] = None,
) -> None:
    """List what learners say for key points in other words; --accept N writes it into the bank's own file.

    Exit status: 0, or 1 when a number given does not wait.
    """
    from bot import curating

    settings = _settings(quiet=True)
    with _database() as engine:
        unknown = curating.decide(engine, settings, accept=accept or (), reject=reject or ())
        waiting = curating.waiting(engine)
    for number in unknown:
        typer.echo(f"There is no waiting synonym {number}.", err=True)
    for one in waiting:
        typer.echo(f"{one.id:4} {one.file}:{one.line}: “{one.synonym.words}” for “{one.synonym.point}”")
    typer.echo(f"{len(waiting)} waiting · the bank's own file: {settings.synonyms_file}")
    raise typer.Exit(int(bool(unknown)))


@db.command()
def upgrade() -> None:
    """Bring the database to the shape that this version expects."""
    with _database() as engine:
        typer.echo(f"The database is up to date: {engine.url.render_as_string(hide_password=True)}")


@db.command()
def backup(file: Annotated[Path, typer.Argument(help="Where the copy goes; it must not exist yet.")]) -> None:
    """Copy the database while the program runs."""
    from bot.store.backup import back_up
    from bot.store.engine import open_engine

    engine = open_engine(_settings().database_url)  # as it is: a copy is made before an upgrade, too
    try:
        back_up(engine, file)
    finally:
        engine.dispose()
    typer.echo(f"Copied to {file}.")


@db.command()
def compact() -> None:
    """Write an SQLite database anew, without unused space in which pieces of erased texts may lie."""
    from bot.store.engine import compact as write_anew

    saved = write_anew(_settings().database_url)
    typer.echo(f"The database is written anew; {saved:,} bytes were saved.")


@app.command()
def reports(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
    close: Annotated[list[int] | None, typer.Option(help="Close this report; may be given several times.")] = None,
) -> None:
    """List the questions that learners find wrong, oldest first, with file and line.

    Exit status: 0, or 1 when a report to be closed is not open.
    """
    from bot import hosting, reports_screen
    from bot.clock import now

    if close:
        with _database() as engine:
            closed = hosting.close_reports(engine, close, now())
        for number in close:
            typer.echo(f"Report {number} is closed." if number in closed else f"There is no open report {number}.")
        raise typer.Exit(int(set(close) != set(closed)))
    found = hosting.open_reports(_settings(quiet=True))
    typer.echo(reports_screen.as_json(found) if as_json else reports_screen.as_lines(found))


@people.command()
def erase(
    account: Annotated[str, typer.Argument(help="Such as telegram:123456789.")],
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase everything that the bot has of one person, as their own /deleteme does."""
    from bot import hosting

    if not sure:
        typer.confirm(f"Erase everything of {account}?", abort=True)
    with _database() as engine:
        hosting.erase(engine, _settings(quiet=True), account)
    typer.echo(f"Everything of {account} is erased.")


@memory.command(name="fit")
def fit_memory(
    learner: Annotated[str, typer.Option(help="Only this learner, by name or number.")] = "",
) -> None:
    """Fit the spacing (FSRS) to how people really remember; print the log-loss on their latest reviews.

    New parameters are kept where they foretell the held-back fifth of the reviews better than those used so far.
    """
    from bot import hosting
    from bot.clock import now
    from bot.domain.fitting import ENOUGH

    outcomes = []
    with _database() as engine:
        for one, found in hosting.fit_memories(engine, learner, now()):
            outcomes.append(_outcome(found))
            typer.echo(f"{one.name} ({one.id}): {outcomes[-1]}")
    if not outcomes:
        typer.echo(f"Nobody has {ENOUGH} reviews yet; until then everybody's parameters are the best guess.")


def _outcome(found: "Fit") -> str:
    from bot.domain.fitting import ENOUGH

    reviews = f"{found.reviews} reviews"
    if found.reviews < ENOUGH:
        return f"{reviews}, a fit needs {ENOUGH}"
    if found.before is None or found.after is None:
        return f"{reviews}, which hold nothing to fit to: the same parameters as before"
    verdict = "kept" if found.is_better else "no better, the old ones stay"
    return f"{reviews}, log-loss {found.before:.4f} → {found.after:.4f}: {verdict}"


@contextmanager
def _database() -> "Iterator[Engine]":
    from bot import app as application

    engine = application.open_database(_settings())
    try:
        yield engine
    finally:
        engine.dispose()


def _settings(*, quiet: bool = False) -> "Settings":
    """The settings, with logging set up; `quiet` keeps all but warnings away from a screen that somebody reads."""
    from bot import logs, settings

    found = settings.load()
    level = "WARNING" if quiet and found.log_level == "INFO" else found.log_level
    logs.set_up(level, found.log_format, found.secrets)
    return found
