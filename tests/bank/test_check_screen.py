"""What `repaso bank check` shows to people."""

import io
from pathlib import Path

from rich.console import Console

from bot.bank import check_screen, vault
from bot.bank.reading import read_bank
from bot.domain.question import Bank
from tests.bank.test_vault import a_vault

FILES = {
    "a.md": b"## Capital? ^capital\n= Paris\n## Why?\nTODO\n## Which?\nA. x\nB. y\n\nAnswer: C\n",
    "b.md": "---\nlang: es\n---\n## ¿Cómo?\nAsí.\n".encode(),
    "diary/monday.md": b"# Monday\nRain.\n",
}


def a_bank(folder: Path) -> Bank:
    return read_bank([a_vault(folder, FILES)], default_language="en")


def printed(bank: Bank, *, terminal: bool, strict: bool = False, every: bool = False, width: int = 70) -> list[str]:
    """What is shown, line by line, without the spaces at their ends and without empty lines."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None, highlight=False)
    check_screen.show(bank, console, strict=strict, every=every)
    return [line.rstrip() for line in out.getvalue().splitlines() if line.strip()]


def test_on_a_terminal_each_problem_has_its_line_its_reason_and_its_remedy(tmp_path: Path):
    """File by file, those without problems first; notes that only are notes come together, and the numbers last."""
    assert printed(a_bank(tmp_path), terminal=True) == [
        "b.md  1 question  headings (level 2: 1 of 1 look like questions)",
        "a.md  2 questions  headings (level 2: 3 of 3 look like questions)",
        "  3  warning  the question has no answer",
        "              Answer it below; until then it is asked without a reveal",
        "              button.",
        '  5  error    the answer "C" is none of the choices A to B; the',
        "              question was left out",
        "              Name the right choice by its letter, such as `Answer:",
        "              B`.",
        "Nothing looks like a question in 1 note:",
        "  diary/monday.md  would work: h1 (1), file (1)",
        "  Fine if they are only notes. One that should ask: `questions: h1` at its top, or --questions h1.",
        "3 questions in 3 notes; 1 error, 1 warning, 1 remark",
    ]


def test_in_a_pipe_each_problem_is_one_line(tmp_path: Path):
    """So that it can be searched, however narrow the screen is."""
    lines = printed(a_bank(tmp_path), terminal=False, width=20)
    assert lines[2] == (
        "  a.md:3: warning: the question has no answer. "
        "Answer it below; until then it is asked without a reveal button."
    )
    assert lines[-1] == "3 questions in 3 notes; 1 error, 1 warning, 1 remark"


def test_strict_says_that_warnings_count(tmp_path: Path):
    """Else a failure without an error would puzzle."""
    assert printed(a_bank(tmp_path), terminal=False, strict=True)[-1].endswith("(strict: warnings count as errors)")


def test_a_vault_of_plain_notes_is_told_in_short(tmp_path: Path):
    """Ten of them, and how many more."""
    folder = a_vault(tmp_path, {f"{number:02}.md": b"# Note\ntext\n" for number in range(25)})
    lines = printed(read_bank([folder], default_language="en"), terminal=False)
    assert lines[0] == "Nothing looks like a question in 25 notes:"
    assert lines[11] == "  … and 15 more"
    assert lines[-1] == "0 questions in 25 notes; 0 errors, 0 warnings, 25 remarks"


def test_the_advice_names_a_value_that_works(tmp_path: Path):
    """A level of headings if any note has one, else what the first of them would give; nothing where nothing works."""
    files = {"a.md": b"Some text.\n", "b.md": b"# Words\n\n### Recall\nx\n", "c.md": b""}
    lines = printed(read_bank([a_vault(tmp_path, files)], default_language="en"), terminal=False)
    assert lines == [
        "c.md  0 questions",
        "  c.md:1: remark: the note is empty",
        "Nothing looks like a question in 2 notes:",
        "  a.md  would work: file (1)",
        "  b.md  would work: h1 (1), h3 (1), file (1)",
        "  Fine if they are only notes. One that should ask: `questions: h3` at its top, or --questions h3.",
        "0 questions in 3 notes; 0 errors, 0 warnings, 3 remarks",
    ]


def test_notes_that_are_alike_come_together(tmp_path: Path):
    """Of a hundred one line is enough, unless somebody wants all; those that differ keep theirs."""
    files = {f"cards/{number:03}.md": f"## What is {number}?\nA number.\n".encode() for number in range(100)}
    bank = read_bank([a_vault(tmp_path, {**files, "quiz.txt": b"Sun? {T}\n"})], default_language="en")
    assert printed(bank, terminal=False)[:2] == [
        "cards/…  100 questions in 100 notes  headings (level 2: 1 of 1 look like questions)",
        "quiz.txt  1 question  GIFT (answers in braces)",
    ]
    assert len(printed(bank, terminal=False, every=True)) == len(printed(bank, terminal=False)) + 99


def test_a_folder_without_notes(tmp_path: Path):
    """It is no success to have found nothing."""
    assert printed(read_bank([tmp_path], default_language="en"), terminal=False) == [
        "There are no notes here: none that ends in .md, and no other file with questions."
    ]


def test_many_questions_are_counted_by_kind_and_language(tmp_path: Path):
    """The most frequent kind first."""
    spanish = "---\nlang: es\n---\n" + "".join(f"## ¿Qué es {number}?\nEso.\n" for number in range(12))
    folder = a_vault(tmp_path, {"a.md": b"---\nlang: en\n---\n## Who?\n= Ada\n", "b.md": spanish.encode()})
    assert printed(read_bank([folder], default_language="en"), terminal=True)[2:] == [
        "  questions         en      es",
        "  open                      12",
        "  short              1",
        "13 questions in 2 notes; 0 errors, 0 warnings",
    ]


def test_a_bar_moves_for_many_files_on_a_terminal_only(tmp_path: Path):
    """The notes that come out are the same."""
    folder = a_vault(tmp_path, FILES)
    for terminal, files in ((True, 1_000), (True, 3), (False, 1_000)):
        out = io.StringIO()
        console = Console(file=out, force_terminal=terminal)
        with check_screen.progress(vault.notes([folder]), files, console) as notes:
            assert [note.file for note in notes] == ["a.md", "b.md", "diary/monday.md"]
        assert ("Reading notes" in out.getvalue()) is (terminal and files == 1_000)
