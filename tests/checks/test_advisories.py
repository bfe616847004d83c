"""Known vulnerabilities of pinned packages are told, and silence is not taken for health."""

import json

from tests.checks.advisories import Audit

GOOD = {"name": "yarl", "version": "1.25.1", "vulns": []}
BAD = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.0"]}, {"id": "CVE-2"}]}
UNKNOWN = {"name": "atheris", "skip_reason": "Dependency not found"}


def read(*packages: object) -> Audit:
    return Audit.read(json.dumps({"dependencies": packages, "fixes": []}))


def test_a_vulnerable_package():
    """It is told with the version that is mended, and the check fails."""
    found = read(GOOD, BAD, UNKNOWN)
    assert str(found).splitlines() == [
        "Pinned packages with known vulnerabilities:",
        "  pillow 1.0: PYSEC-1, mended in 2.0",
        "  pillow 1.0: CVE-2, mended in no version yet",
    ]
    assert found.vulnerable


def test_healthy_packages():
    """How many were asked for is told, and how many could not be."""
    assert str(read(GOOD)) == "No vulnerability is known of 1 pinned packages."
    assert str(read(GOOD, UNKNOWN)) == "No vulnerability is known of 1 pinned packages; 1 could not be asked for."


def test_an_index_that_knows_nothing():
    """A mirror without advisories, and no network at all, are told as what they are: no audit."""
    told = "The package index gives no advisories here: the pinned packages are NOT audited."
    assert str(read(UNKNOWN)) == told
    assert str(Audit.read("")) == str(Audit.read("Traceback …")) == str(Audit.read("{}")) == told
    assert not Audit.read("").vulnerable
