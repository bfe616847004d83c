"""What `repaso bank check` shows to people: file by file what was read and what is wrong, then a summary."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.bank.front_matter import LEVELS
from bot.bank.remedies import NOTHING_ASKS, remedy_of
from bot.bank.vault import NoteFile
from bot.domain.question import Bank, Convention, Problem, Severity

MANY_FILES = 300
"""From so many files on, reading takes long enough for a progress bar."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.REMARK: "dim"}
_PLAIN_SHOWN, _WORTH_A_TABLE = 10, 10
_LISTED, _FEW = 12, 3
"""So many notes without problems are listed one by one; of more, those alike come together unless they are few."""


def show(bank: Bank, console: Console, *, strict: bool = False, every: bool = False) -> None:
    """Prints the notes that gave questions, then those with problems, those in which nothing asks, and a summary.

    `every`: each note has its line, also where many are alike.
    """
    counts = Counter(question.file for question in bank.questions)
    problems, plain = _by_file(bank.problems)
    conventions: dict[str, list[Convention]] = defaultdict(list)
    for one in bank.conventions:
        conventions[one.file].append(one)
    clean = sorted(file for file in counts if file not in problems)
    for files in _alike(clean, conventions) if len(clean) > _LISTED and not every else [[file] for file in clean]:
        _print_files(console, files, counts, conventions)
    for file in sorted(problems):
        _print_files(console, [file], counts, conventions)
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


def _alike(files: Iterable[str], conventions: Mapping[str, Sequence[Convention]]) -> list[list[str]]:
    """The files together that were read in the same conventions, in the order of their first; few stay apart."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for file in files:
        groups[tuple(one.name for one in conventions[file])].append(file)
    together = [group for group in groups.values() if len(group) > _FEW]
    alone = [[file] for group in groups.values() if len(group) <= _FEW for file in group]
    return sorted([*together, *alone])


def _print_files(
    console: Console,
    files: Sequence[str],
    counts: Mapping[str, int],
    conventions: Mapping[str, Sequence[Convention]],
) -> None:
    count = sum(counts.get(file, 0) for file in files)
    amount = _amount(count, "question") + (f" in {_amount(len(files), 'note')}" if len(files) > 1 else "")
    line = Text.assemble((_where(files), "bold"), "  ", (amount, "green" if count else "dim"))
    # Of several notes the reasons differ in their numbers, so that only what they have in common is told.
    hows = {_how(conventions[file], alone=len(files) == 1) for file in files if file in conventions}
    if how := hows.pop() if len(hows) == 1 else "; ".join(one.name for one in conventions[files[0]]):
        line.append(f"  {how}", style="dim")
    console.print(line, soft_wrap=True)


def _where(files: Sequence[str]) -> str:
    """The file, or the folder that holds all of them."""
    if len(files) == 1:
        return files[0]
    folder = os.path.commonpath([file.rpartition("/")[0] for file in files])
    return f"{folder}/…" if folder else "…"


def _how(conventions: Sequence[Convention], *, alone: bool) -> str:
    """The conventions of a note with what spoke for them; `alone`: with how many questions each of several gave."""
    return "; ".join(_told(one, alone=not alone or len(conventions) == 1) for one in conventions)


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
    console.print(Text(f"\nNothing looks like a question in {_amount(len(plain), 'note')}:"))
    told = [(problem.file, problem.message.partition("questions: ")[2]) for problem in plain]
    for file, ways in told[:_PLAIN_SHOWN]:
        hint = f"  would work: {ways}" if ways else ""
        console.print(Text.assemble(f"  {file}", (hint, "dim")), soft_wrap=True)
    if len(plain) > _PLAIN_SHOWN:
        console.print(Text(f"  … and {len(plain) - _PLAIN_SHOWN} more", style="dim"))
    if working := [way.partition(" ")[0] for _, ways in told for way in ways.split(", ") if way]:
        console.print(Text(f"  {_advice(working)}", style="dim"), soft_wrap=True)


def _advice(working: Sequence[str]) -> str:
    """What to write so that a note asks, with a value that works in one of them: a level of headings, if any does."""
    way = next((way for way in working if way in LEVELS[1:]), working[0])
    return f"Fine if they are only notes. One that should ask: `questions: {way}` at its top, or --questions {way}."


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
    if not bank.files:
        return Text("There are no notes here: none that ends in .md, and no other file with questions.", "bold yellow")
    found = Counter(problem.severity for problem in bank.problems)
    errors, warnings = found[Severity.ERROR], found[Severity.WARNING]
    fails = errors or (strict and warnings)
    style = "bold red" if fails else "bold yellow" if warnings else "bold green"
    because = " (strict: warnings count as errors)" if strict and warnings else ""
    return Text(f"{summary(bank)}{because}", style=style)


def summary(bank: Bank) -> str:
    """One line: how many questions in how many notes, with how many errors, warnings, and remarks if there are any."""
    found = Counter(problem.severity for problem in bank.problems)
    read = f"{_amount(len(bank.questions), 'question')} in {_amount(bank.files, 'note')}"
    remarks = f", {_amount(found[Severity.REMARK], 'remark')}" if found[Severity.REMARK] else ""
    faults = f"{_amount(found[Severity.ERROR], 'error')}, {_amount(found[Severity.WARNING], 'warning')}"
    return f"{read}; {faults}{remarks}"


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
