"""What the benchmarks measure can be set up: they write rows of their own, and nobody runs them every day."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import benchmarks
from benchmarks import stats, streaks, tick
from bot.store.engine import Engine


def test_every_benchmark_can_be_imported():
    """A name that moved would be noticed here, and not on the day when somebody measures."""
    for module in pkgutil.iter_modules(benchmarks.__path__):
        importlib.import_module(f"benchmarks.{module.name}")


def test_the_learner_of_stats_fits_the_tables(engine: Engine):
    """A few reviews, cards and days of a learner, as the tables want them now, and `/stats` shows them."""
    with engine.begin() as db:
        stats._questions(db)
        stats._learner(db, 1, 40, 20, 10)
    stats._stats(engine, 1)


def test_the_crowd_of_streaks_fits_the_tables(tmp_path: Path):
    """A few learners with their days, written by SQL of its own."""
    streaks._crowd(tmp_path / "crowd.db", 20).dispose()
    streaks._histories(tmp_path / "days.db", 5).dispose()


def test_the_town_of_the_tick_fits_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A few chats, of which some are due each minute."""
    monkeypatch.setattr(tick, "CLAIMED", 2)
    monkeypatch.setattr(tick, "CLAIMS", 3)
    town = tick._town(tmp_path / "town.db", 20)
    claim = tick._claiming(town)
    for _ in range(3):
        claim()
    town.dispose()
