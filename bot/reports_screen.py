"""Reports as `repaso reports` prints them."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from bot.domain.reports import Report

LONGEST = 100


def as_lines(reports: Sequence[Report]) -> str:
    """Two or three lines for each: number, reason and place, then the question and what was written."""
    if not reports:
        return "No open reports."
    return "\n\n".join(_lines(report) for report in reports)


def as_json(reports: Sequence[Report]) -> str:
    """A JSON array of objects: id, reason, words, file, line, question, at (ISO 8601)."""
    return json.dumps([_object(report) for report in reports], ensure_ascii=False, indent=2)


def _object(report: Report) -> dict[str, object]:
    kept = asdict(report) | {"at": report.at.isoformat()}
    return {name: value for name, value in kept.items() if name != "closed_at"}


def _lines(report: Report) -> str:
    heading = f"#{report.id}  {report.at:%Y-%m-%d}  {report.reason}  {report.file}:{report.line}"
    words = [f"    “{_shortened(report.words)}”"] if report.words else []
    return "\n".join([heading, f"    {_shortened(report.question)}", *words])


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
