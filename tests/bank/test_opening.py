"""Reading many notes: by several processes where there are several processors, with the same result."""

import pickle
import subprocess
import sys
from pathlib import Path

from bot.bank.opening import Opened, Opening, opened
from bot.bank.walking import walk
from tests.bank.builders import a_question

ROOT = Path(__file__).resolve().parents[2]
NOTES = Path(__file__).parent / "notes"
UNGUARDED = """\
from pathlib import Path
from bot.bank.opening import Opening, opened
from bot.bank.walking import walk
notes = walk([Path({notes!r})])
print(len(list(opened([Opening(note, 0, "") for note in notes], "en", "auto", worth=0))), len(notes))
"""


def read(*, worth: float) -> list[Opened]:
    """All notes, and first one that is known already."""
    found = [Opening(note, note.changed_ns, "") for note in walk([NOTES])]
    known = next(iter(opened(found, "es", "auto"))).digest
    return list(opened([Opening(found[0].note, 1, known), *found], "es", "auto", worth=worth))


def test_several_processes_read_what_one_reads():
    """In the same order, with the same problems; a note that is known already stays so."""
    alone = read(worth=60)
    assert alone[0].reading is None
    assert sum(len(one.reading or ()) for one in alone) > 50
    assert read(worth=0) == alone


def test_where_no_process_can_be_started(tmp_path: Path):
    """A script without a guard would begin anew in each of them; one process reads everything then."""
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED.format(notes=str(NOTES)), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(script)],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    read, there = ran.stdout.split()[-2:]
    assert (ran.returncode, read) == (0, there)


def test_a_question_on_its_way_between_processes():
    """It arrives whole."""
    question = a_question(key="x")
    assert pickle.loads(pickle.dumps(question)) == question
