"""What gets installed is what was looked at: one version of each package, by its hash."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINS = sorted(ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("file", PINS, ids=lambda file: file.name)
def test_every_package_has_one_version_and_hashes(file: Path):
    """And none comes from an address of its own."""
    packages = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", file.read_text()).strip())
    assert packages
    for package in packages:
        assert re.match(r"[a-z0-9-]+==[\w.!+-]+( ; .+)? \\\n", package), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links", file.read_text())


@pytest.mark.parametrize("place", ["Makefile", "Dockerfile", "docs/hosting.md"])
def test_wherever_they_are_installed_hashes_are_asked_for(place: str):
    """pip would otherwise take whatever has the version's number."""
    installs = [line for line in (ROOT / place).read_text().splitlines() if re.search(r"pip install.* -r ", line)]
    assert installs
    assert all("--require-hashes" in line for line in installs)
