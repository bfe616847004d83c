"""The process that fuzzes one target: `python -m tests.fuzz.worker TARGET FOLDER [options of libFuzzer…] FOLDERS…`.

What a target raises is written into the corpus and does not end the run: one input for each place in the code, the
shortest that was found. Only what hangs or eats the memory ends the process.
"""

import sys
import traceback
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot", "frontmatter"]):
    from tests.fuzz.targets import TARGETS, Target

FOUND = "found-"
"""What inputs are called that broke something."""


class Finding:
    """Runs a target, and keeps what it raises for."""

    def __init__(self, target: Target, folder: Path) -> None:
        self._target, self._folder = target, folder
        self._shortest: dict[str, int] = {}

    def __call__(self, data: bytes) -> None:
        """What libFuzzer calls for each input."""
        try:
            self._target(data)
        except Exception as error:  # noqa: BLE001  # whatever it is, the run goes on
            self._keep(data, error)

    def _keep(self, data: bytes, error: Exception) -> None:
        place = _place_of(error)
        if len(data) >= self._shortest.get(place, len(data) + 1):
            return
        if place not in self._shortest:
            traceback.print_exception(error)
        self._shortest[place] = len(data)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.joinpath(FOUND + sha256(place.encode()).hexdigest()[:12]).write_bytes(data)


def _place_of(error: Exception) -> str:
    """Where it was raised: two inputs that break the same line are one finding."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno} {frames[-1].name}"


if __name__ == "__main__":
    _, name, folder, *options = sys.argv
    atheris.Setup([sys.argv[0], *options], Finding(TARGETS[name], Path(folder)))
    atheris.Fuzz()
