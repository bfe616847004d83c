"""Whether a pinned package has a known vulnerability: pip-audit asks the package index for each of them.

`python -m tests.checks.advisories` ends with 1 when one has. Where the index cannot be asked, or gives no advisories
(mirrors do not), it says so and ends with 0: a machine without a network is no fault of the packages.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

PINS = ("requirements.txt", "requirements-dev.txt", "requirements-fuzz.txt")
PATIENCE_SECONDS = 180
_OPTIONS = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")


@dataclass(frozen=True, slots=True)
class Audit:
    """What pip-audit told: a line for each vulnerability, how many packages it asked for, and those nobody knows of."""

    vulnerable: tuple[str, ...] = ()
    packages: int = 0
    unknown: int = 0

    @classmethod
    def read(cls, told: str) -> "Audit":
        """From pip-audit's JSON; anything else is the complaint of one that got no answer."""
        try:
            found = json.loads(told)["dependencies"]
        except (ValueError, KeyError, TypeError):
            return cls()
        lines = [_line(package, one) for package in found for one in package.get("vulns", ())]
        return cls(tuple(lines), len(found), sum("skip_reason" in package for package in found))

    def __str__(self) -> str:
        asked = self.packages - self.unknown
        if self.vulnerable:
            return "\n".join(("Pinned packages with known vulnerabilities:", *self.vulnerable))
        if not asked:
            return "The package index gives no advisories here: the pinned packages are NOT audited."
        left = f"; {self.unknown} could not be asked for" if self.unknown else ""
        return f"No vulnerability is known of {asked} pinned packages{left}."


def _line(package: dict[str, str], advisory: dict[str, list[str]]) -> str:
    mended = ", ".join(advisory.get("fix_versions") or ["no version yet"])
    return f"  {package['name']} {package['version']}: {advisory['id']}, mended in {mended}"


def audit(pins: Sequence[str] = PINS) -> Audit:
    """Asks for all of these files."""
    files = [part for file in pins for part in ("-r", file)]
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "pip_audit", *_OPTIONS, *files],
            capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Audit()
    return Audit.read(ended.stdout)


if __name__ == "__main__":
    found = audit()
    print(found)
    sys.exit(bool(found.vulnerable))
