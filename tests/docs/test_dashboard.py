"""The dashboard and the rules for Prometheus speak of what the program shows, and of nothing else."""

import json
import re

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from bot.seeing import meters
from tests.docs.fences import ROOT
from tests.docs.scripts import loaded

FOLDER = ROOT / "docs" / "grafana"
DASHBOARD = json.loads((FOLDER / "repaso.json").read_text(encoding="utf-8"))
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
RULES = [rule for group in yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"] for rule in group["rules"]]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]
LABELS = {"le", "job"}


def names(queries: list[str]) -> set[str]:
    """What they ask for, as the program calls it."""
    asked = re.findall(r"\brepaso_[a-z_]+", " ".join(queries))
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in asked}


def shown() -> dict[str, set[str]]:
    """Our meters, as hosts see them, and their labels."""
    ours = [one for one in vars(meters).values() if isinstance(one, MetricWrapperBase)]
    families = [(next(iter(one.describe())), set(one._labelnames)) for one in ours]
    return {f"{one.name}_total" if one.type == "counter" else one.name: labels for one, labels in families}


def test_it_is_current():
    """As docs/make_dashboard.py writes it."""
    assert (FOLDER / "repaso.json").read_text(encoding="utf-8") == loaded("make_dashboard").written()


def test_everything_is_on_it():
    """Every meter has a panel, and no panel asks for what there is not."""
    assert names(QUERIES) == set(shown())


def test_rules():
    """They ask for what there is, and say in a sentence what is wrong."""
    assert names([rule["expr"] for rule in RULES]) <= set(shown())
    assert all(rule["annotations"]["summary"] for rule in RULES)


@pytest.mark.parametrize("query", [*QUERIES, *(rule["expr"] for rule in RULES)])
def test_labels(query: str):
    """It goes by labels that its meters have; brackets are closed."""
    grouped = {label.strip() for found in re.findall(r"by \(([^)]*)\)", query) for label in found.split(",")}
    known = set().union(*(shown().get(name, set()) for name in names([query])), LABELS)
    assert grouped <= known
    assert [query.count(one) for one in "({["] == [query.count(one) for one in ")}]"]


def test_as_grafana_imports_it():
    """A source to be chosen, panels with numbers and places of their own, and lines with letters of their own."""
    source = DASHBOARD["templating"]["list"][0]
    assert (source["name"], source["type"], source["query"]) == ("datasource", "datasource", "prometheus")
    assert {target["datasource"]["uid"] for panel in PANELS for target in panel["targets"]} == {"${datasource}"}
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in PANELS]
    assert len(set(ids)) == len(ids)
    assert len(set(places)) == len(places)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in PANELS)
    assert all(len({one["refId"] for one in panel["targets"]}) == len(panel["targets"]) for panel in PANELS)
