"""`python -m tests.fuzz SECONDS [TARGET…]`: fuzzes each target for its share of the time, one after another, and stops.

The seeds are `corpus/` and what earlier runs found interesting, in `build/fuzz`. What breaks something goes into
`corpus/`, where every test run replays it. Prints a line for each target: seconds, executions, and what was found.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
WORDS = Path(__file__).parent / "words.txt"
INTERESTING = Path("build/fuzz")
NAMES = sorted(folder.name for folder in CORPUS.iterdir())
TOO_LONG = 30
"""Seconds that one input may take; inputs have 4,096 bytes at most, and some are repeated up to 48,000."""
_OPTIONS = (
    f"-dict={WORDS}",
    "-max_len=4096",
    f"-timeout={TOO_LONG}",
    f"-report_slow_units={TOO_LONG}",
    "-rss_limit_mb=2048",
    "-print_final_stats=1",
)
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@dataclass(slots=True)
class Run:
    """What became of one target."""

    name: str
    seconds: float = 0.0
    executions: int = 0
    found: int = 0

    def __str__(self) -> str:
        return f"{self.name:<13} {self.seconds:>6.0f} s {self.executions:>10,} executions {self.found:>4} found"


def main(arguments: list[str]) -> int:
    """0 when nothing was found, 1 when something was, 2 where there is no fuzzer."""
    if not find_spec("atheris"):
        print("Fuzzing needs atheris, which there is for Linux on x86-64.", file=sys.stderr)
        return 2
    seconds, names = float(arguments[0]), arguments[1:] or NAMES
    runs = []
    for name in names:
        runs.append(fuzz(name, seconds / len(names)))
        print(runs[-1], flush=True)
    print(Run("in all", sum(r.seconds for r in runs), sum(r.executions for r in runs), sum(r.found for r in runs)))
    return int(any(run.found for run in runs))


def fuzz(name: str, seconds: float) -> Run:
    """Fuzzes one target; when an input ends the process, another process goes on with the time that is left."""
    run, before, began = Run(name), _found(name), time.monotonic()
    INTERESTING.joinpath(name).mkdir(parents=True, exist_ok=True)
    while (left := seconds - (time.monotonic() - began)) >= 1:
        told = _process(name, left)
        run.executions += sum(map(int, _EXECUTED.findall(told)))
        sys.stderr.write("".join(_told(told)))
    run.seconds, run.found = time.monotonic() - began, len(_found(name) - before)
    return run


def _process(name: str, seconds: float) -> str:
    """What a process says that fuzzes for so long, or until an input ends it."""
    folder = CORPUS / name
    artifacts = f"-artifact_prefix={folder}/found-"
    ended = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.worker", name, str(folder), *_OPTIONS, artifacts,
         f"-max_total_time={max(1, round(seconds))}", str(INTERESTING / name), str(folder)],
        stderr=subprocess.STDOUT, stdout=subprocess.PIPE, check=False, text=True, errors="replace",
        timeout=seconds + 10 * TOO_LONG,
    )  # fmt: skip
    return ended.stdout


def _told(output: str) -> Iterator[str]:
    """The tracebacks, and what libFuzzer says of inputs that end the process."""
    return (f"{line}\n" for line in output.splitlines() if not line.startswith(("#", "stat::", "INFO:", "Done ")))


def _found(name: str) -> set[str]:
    return {file.name for file in CORPUS.joinpath(name).glob("found-*")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
