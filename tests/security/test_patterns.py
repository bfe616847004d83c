"""Regular expressions against texts that are made to keep them busy."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.security.patterns import Tried, every_pattern, is_slow

ROOT = Path(__file__).parents[2]
PATIENCE = 300


def test_no_pattern_takes_more_than_linear_time():
    """Each of bot/, in a process of its own, because one that explodes would never let this one go on."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.security.patterns"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as never:
        pytest.fail(f"never ends: {(never.stderr or b'').decode().splitlines()[-1:]}")
    assert (done.returncode, done.stdout) == (0, "")
    assert int(done.stderr.split()[-2]) > 150  # they are found at all


@pytest.mark.parametrize(
    ("pattern", "method"), [(r"\s*\{#\w+\}$", "sub"), (r"\d+\s*h$", "search"), (r"[*_]*[*_ ]*x", "match")]
)
def test_a_pattern_that_would_be_noticed(pattern: str, method: str):
    """The square of the length is."""
    assert is_slow(Tried("it", re.compile(pattern), method))


def test_the_patterns_of_a_module_are_found():
    """Those with a name, with how they are used."""
    assert "match" in {one.method for one in every_pattern() if one.name.startswith("bot.bank.choices")}
