"""What `repaso bank check` shows to people: file by file what was read and what is wrong, then a summary."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.bank.remedies import NOTHING_ASKS, remedy_of
from bot.bank.vault import NoteFile
from bot.domain.question import Bank, Convention, Problem, Severity

MANY_FILES = 300
"""From so many files on, reading takes long enough for a progress bar."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
_PLAIN_SHOWN, _WORTH_A_TABLE = 10, 10


def show(bank: Bank, console: Console, *, strict: bool = False) -> None:
    """Prints the files with questions or problems, the notes without questions, and a summary."""
    counts = Counter(question.file for question in bank.questions)
    problems, plain = _by_file(bank.problems)
    conventions: dict[str, list[Convention]] = defaultdict(list)
    for one in bank.conventions:
        conventions[one.file].append(one)
    for file in sorted({*counts, *problems}):
        _print_file(console, file, counts[file], conventions[file])
        if file in problems:
            _print_problems(console, problems[file])
    _print_plain(console, plain)
    _print_summary(console, bank)
    console.print(_verdict(bank, strict=strict), soft_wrap=True)


def _by_file(problems: Iterable[Problem]) -> tuple[dict[str, list[Problem]], list[Problem]]:
    """The problems of each file, and apart from them the notes in which nothing asks: most are meant to be so."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    plain: list[Problem] = []
    for problem in sorted(problems, key=lambda one: (one.file, one.line)):
        if problem.message.startswith(NOTHING_ASKS):
            plain.append(problem)
        else:
            by_file[problem.file].append(problem)
    return by_file, plain


def _print_file(console: Console, file: str, count: int, conventions: Sequence[Convention]) -> None:
    how = "; ".join(_told(one, alone=len(conventions) == 1) for one in conventions)
    line = Text.assemble((file, "bold"), "  ", (_amount(count, "question"), "green" if count else "dim"))
    if how:
        line.append(f"  {how}", style="dim")
    console.print(line, soft_wrap=True)


def _told(one: Convention, *, alone: bool) -> str:
    name = one.name if alone else f"{one.count} × {one.name}"
    return f"{name} ({one.reason})" if one.reason and one.reason != one.name else name


def _print_problems(console: Console, problems: Sequence[Problem]) -> None:
    if not console.is_terminal:
        for problem in problems:
            console.print(Text(_one_line(problem)), soft_wrap=True)
        return
    width = max(len(str(problem.line)) for problem in problems)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="dim", no_wrap=True, min_width=width)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for problem in problems:
        said = Text(problem.message)
        if remedy := remedy_of(problem):
            said.append(f"\n{remedy}", style="dim")
        table.add_row(str(problem.line), Text(problem.severity.value, style=_STYLES[problem.severity]), said)
    console.print(Padding(table, (0, 0, 0, 2)))


def _one_line(problem: Problem) -> str:
    """For a pipe: nothing wraps, and each line names its place as compilers do, so that editors can jump there."""
    remedy = remedy_of(problem)
    said = f"{problem.message}. {remedy}" if remedy else problem.message
    return f"  {problem.file}:{problem.line}: {problem.severity.value}: {said}"


def _print_plain(console: Console, plain: Sequence[Problem]) -> None:
    """Notes without questions, in short: a vault holds many that are only notes."""
    if not plain:
        return
    console.print(Text(f"\nNothing looks like a question in {_amount(len(plain), 'note')}:", style="yellow"))
    for problem in plain[:_PLAIN_SHOWN]:
        ways = problem.message.partition("questions: ")[2]
        console.print(Text.assemble(f"  {problem.file}", (f"  would work: {ways}", "dim")), soft_wrap=True)
    if len(plain) > _PLAIN_SHOWN:
        console.print(Text(f"  … and {len(plain) - _PLAIN_SHOWN} more", style="dim"))
    console.print(
        Text("  If one should ask: `questions: h2` in its front matter, or --questions h2.", style="dim"),
        soft_wrap=True,
    )


def _print_summary(console: Console, bank: Bank) -> None:
    """How many questions of which kind each language has; a handful needs no table."""
    if len(bank.questions) < _WORTH_A_TABLE:
        return
    languages = sorted({question.language for question in bank.questions})
    counted = Counter((question.kind.value, question.language) for question in bank.questions)
    totals = Counter(question.kind.value for question in bank.questions)
    rows = [("questions", languages)]
    rows += [(kind, [str(counted[kind, each] or "") for each in languages]) for kind, _ in totals.most_common()]
    console.print()
    for place, (name, cells) in enumerate(rows):
        line = f"  {name:<12}" + "".join(f"{cell:>8}" for cell in cells)
        console.print(Text(line.rstrip(), style="" if place else "dim"), soft_wrap=True)
    console.print()


def _verdict(bank: Bank, *, strict: bool) -> Text:
    found = Counter(problem.severity for problem in bank.problems)
    errors, warnings = found[Severity.ERROR], found[Severity.WARNING]
    fails = errors or (strict and warnings)
    style = "bold red" if fails else "bold yellow" if warnings else "bold green"
    because = " (strict: warnings count as errors)" if strict and warnings else ""
    return Text(f"{summary(bank)}{because}", style=style)


def summary(bank: Bank) -> str:
    """One line: how many questions in how many notes, with how many errors and warnings."""
    found = Counter(problem.severity for problem in bank.problems)
    read = f"{_amount(len(bank.questions), 'question')} in {_amount(bank.files, 'note')}"
    return f"{read}; {_amount(found[Severity.ERROR], 'error')}, {_amount(found[Severity.WARNING], 'warning')}"


def _amount(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


@contextmanager
def progress(notes: Iterable[NoteFile], files: int, console: Console) -> Iterator[Iterable[NoteFile]]:
    """The notes, with a bar that moves as they are read, on a terminal and for many files only."""
    if files < MANY_FILES or not console.is_terminal:
        yield notes
        return
    columns = (TextColumn("Reading notes"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield bar.track(notes, total=files)
