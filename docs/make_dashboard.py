# ruff: noqa: INP001  # docs/ is no package
"""Writes the dashboard for Grafana: `.venv/bin/python docs/make_dashboard.py`. Its rows and panels stand below."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "grafana" / "repaso.json"
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
WIDE, HIGH, COLUMNS = 8, 8, 24
JOB = 'job=~"$job"'

Panel = tuple[str, str, str, dict[str, str]]
"""Title, Grafana's unit, what it tells, and its lines: legend → PromQL, where `{}` stands for the labels of the job."""


def rate(metric: str, by: str) -> str:
    """So many a second, by a label."""
    return f"sum by ({by}) (rate({metric}{{}}[$__rate_interval]))"


def share(metric: str, part: float, by: str = "") -> str:
    """The time within which this share of them is done, by a label."""
    labels = ", ".join(filter(None, ("le", by)))
    return f"histogram_quantile({part}, sum by ({labels}) (rate({metric}_bucket{{}}[$__rate_interval])))"


def mean(metric: str) -> str:
    """The mean of a histogram."""
    return f"sum(rate({metric}_sum{{}}[$__rate_interval])) / sum(rate({metric}_count{{}}[$__rate_interval]))"


ROWS: tuple[tuple[str, tuple[Panel, ...]], ...] = (
    (
        "Does it work?",
        (
            (
                "Since each part moved last",
                "s",
                "Above 120 seconds /healthz answers 503.",
                {"{{part}}": "max by (part) (repaso_part_age_seconds{})"},
            ),
            (
                "Warnings and errors in the log",
                "short",
                "In each five minutes, by the part of the program that wrote them.",
                {"{{level}} {{part}}": "sum by (level, part) (increase(repaso_log_lines_total{}[5m]))"},
            ),
            (
                "The process",
                "short",
                "Processors in use, and memory in gigabytes.",
                {
                    "processors": "sum(rate(process_cpu_seconds_total{}[$__rate_interval]))",
                    "memory (GB)": "sum(process_resident_memory_bytes{}) / 1e9",
                    "version {{version}}": "sum by (version) (repaso_build_info{})",
                },
            ),
        ),
    ),
    (
        "People",
        (
            (
                "Updates",
                "ops",
                "What people do.",
                {"{{platform}} {{kind}}": rate("repaso_updates_total", "platform, kind")},
            ),
            (
                "Until a reply is shown",
                "s",
                "From the arrival of an update; half, 95 % and 99 % of them.",
                {
                    f"{{{{platform}}}} {name}": share("repaso_reply_seconds", part, "platform")
                    for name, part in (("half", 0.5), ("95 %", 0.95), ("99 %", 0.99))
                },
            ),
            (
                "Messages",
                "ops",
                "Sent and changed, by what became of them; later: they wait for a better moment.",
                {"{{platform}} {{what}} {{result}}": rate("repaso_sends_total", "platform, what, result")},
            ),
        ),
    ),
    (
        "Questions that come by themselves",
        (
            ("Due and not sent", "short", "", {"{{platform}}": "max by (platform) (repaso_pushes_waiting{})"}),
            (
                "How long the oldest has been due",
                "s",
                "Above five minutes those in ADMINS are told.",
                {"{{platform}}": "max by (platform) (repaso_oldest_push_seconds{})"},
            ),
            (
                "From due to sent",
                "s",
                "Half and 99 % of them.",
                {
                    "{{platform}} half": share("repaso_push_lag_seconds", 0.5, "platform"),
                    "{{platform}} 99 %": share("repaso_push_lag_seconds", 0.99, "platform"),
                },
            ),
        ),
    ),
    (
        "Desk and database",
        (
            (
                "What waits for the desk",
                "short",
                "Pieces of work, and how many share a transaction.",
                {"wait": "sum(repaso_desk_waiting{})", "in a transaction": mean("repaso_desk_batch_size")},
            ),
            (
                "Transactions",
                "s",
                "99 % of them: the whole, and the commit alone.",
                {
                    "transaction": share("repaso_desk_batch_seconds", 0.99),
                    "commit": share("repaso_database_commit_seconds", 0.99),
                },
            ),
            (
                "Transactions that came to nothing",
                "short",
                "In each five minutes: a full disk, a lock, a server that is gone.",
                {"failed": "sum(increase(repaso_database_failures_total{}[5m]))"},
            ),
        ),
    ),
    (
        "Beside the desk",
        (
            (
                "Second opinions",
                "short",
                "In each five minutes.",
                {"{{result}}": "sum by (result) (increase(repaso_opinions_total{}[5m]))"},
            ),
            ("How long the model takes", "s", "95 % of its calls.", {"95 %": share("repaso_opinion_seconds", 0.95)}),
            (
                "Files of notes",
                "short",
                "In each hour.",
                {"{{result}}": "sum by (result) (increase(repaso_uploads_total{}[1h]))"},
            ),
        ),
    ),
)


def dashboard() -> dict[str, Any]:
    """The whole of it, as Grafana imports it."""
    return {
        "title": "Repaso",
        "uid": "repaso",
        "tags": ["repaso"],
        "schemaVersion": 39,
        "version": 1,
        "editable": True,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser",
        "templating": {"list": [_source(), _job()]},
        "panels": list(_panels()),
    }


def _source() -> dict[str, Any]:
    return {"name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus", "refresh": 1}


def _job() -> dict[str, Any]:
    query = {"query": "label_values(repaso_build_info, job)", "refId": "jobs"}
    every = {"includeAll": True, "multi": True, "current": {"text": "All", "value": "$__all"}}
    return {"name": "job", "label": "Job", "type": "query", "datasource": SOURCE, "query": query, "refresh": 2} | every


def _panels() -> Iterator[dict[str, Any]]:
    numbers, top = count(1), 0
    for title, panels in ROWS:
        place = {"h": 1, "w": COLUMNS, "x": 0, "y": top}
        yield {"id": next(numbers), "type": "row", "title": title, "collapsed": False, "gridPos": place, "panels": []}
        for number, panel in enumerate(panels):
            yield {"id": next(numbers), "gridPos": {"h": HIGH, "w": WIDE, "x": number * WIDE, "y": top + 1}} | _panel(
                panel
            )
        top += 1 + HIGH


def _panel(panel: Panel) -> dict[str, Any]:
    title, unit, description, lines = panel
    return {
        "type": "timeseries",
        "title": title,
        "description": description,
        "datasource": SOURCE,
        "fieldConfig": {"defaults": {"unit": unit, "min": 0, "custom": {"showPoints": "never"}}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": [
            {"refId": chr(ord("A") + number), "datasource": SOURCE, "legendFormat": legend, "expr": _of_job(query)}
            for number, (legend, query) in enumerate(lines.items())
        ],
    }


def _of_job(query: str) -> str:
    return query.replace("{}", f"{{{JOB}}}")


def written() -> str:
    """The file."""
    return json.dumps(dashboard(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
