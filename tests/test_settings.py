"""The settings: defaults, `.env`, and every fault at once."""

import re
from pathlib import Path

import pytest

from bot.settings import BadSettings, Settings, load

TOKEN = "123456:AAF-geheim"


@pytest.fixture(autouse=True)
def folder(bare_environment: Path) -> Path:
    """An empty working folder, and nobody's settings."""
    return bare_environment


def given(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


def complaints(monkeypatch: pytest.MonkeyPatch, **settings: str) -> list[str]:
    """The lines that are said about these settings."""
    given(monkeypatch, **settings)
    with pytest.raises(BadSettings) as caught:
        load()
    head, *lines = str(caught.value).splitlines()
    assert head == "These settings cannot be used:"
    return [line.strip() for line in lines]


def test_without_any_settings():
    """The bot runs in Madrid and in Spanish, on a file, without a platform."""
    settings = load()
    assert settings.model_dump() == {
        "telegram_bot_token": None,
        "telegram_api_url": "https://api.telegram.org",
        "telegram_paid_broadcast": False,
        "discord_bot_token": None,
        "database_url": "sqlite:///data/repaso.db",
        "content_dir": Path("content"),
        "timezone": "Europe/Madrid",
        "language": "es",
        "synonyms_file": Path("data/synonyms.toml"),
        "admins": frozenset(),
        "llm_base_url": None,
        "llm_api_key": None,
        "sentry_dsn": None,
        "llm_model": "",
        "llm_own_decks": False,
        "llm_per_day": 20,
        "uploads_per_day": 30,
        "pictures_per_day": 20,
        "http_port": 0,
        "log_level": "INFO",
        "log_format": "console",
    }


def test_the_environment(monkeypatch):
    """Each setting is read, without regard to case where case means nothing."""
    given(
        monkeypatch,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL="http://localhost:8081/",
        TIMEZONE="America/Argentina/Buenos_Aires",
        LANGUAGE="en",
        ADMINS="telegram:7, discord:8,",
        HTTP_PORT="8080",
        LOG_LEVEL="debug",
        LOG_FORMAT="json",
        CONTENT_DIR="/notes",
    )
    settings = load()
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.telegram_api_url == "http://localhost:8081"
    assert (settings.timezone, settings.language) == ("America/Argentina/Buenos_Aires", "en")
    assert settings.admins == {"telegram:7", "discord:8"}
    assert (settings.http_port, settings.log_level, settings.log_format) == (8080, "DEBUG", "json")
    assert settings.bank == Path("/notes")


def test_a_file_with_settings(folder, monkeypatch):
    """`.env` is read; the environment wins over it; what else stands there does not matter."""
    (folder / ".env").write_text('# mine\nTIMEZONE="Asia/Tokyo"\nHTTP_PORT=8080\nADMINS=telegram:7\nOTHER=1\n')
    given(monkeypatch, HTTP_PORT="9090")
    settings = load()
    assert (settings.timezone, settings.http_port, settings.admins) == ("Asia/Tokyo", 9090, {"telegram:7"})


def test_the_file_as_it_is_shipped(folder):
    """`.env.example` copied and not filled in gives the defaults."""
    example = Path(__file__).parents[1] / ".env.example"
    (folder / ".env").write_bytes(example.read_bytes())
    assert load().model_dump() == Settings(_env_file=None).model_dump()


def test_empty_values_are_no_values(folder, monkeypatch):
    """As `.env.example` has them before they are filled in."""
    names = [name.upper() for name in Settings.model_fields]
    (folder / ".env").write_text("".join(f"{name}=\n" for name in names))
    given(monkeypatch, HTTP_PORT="", ADMINS="")
    assert load() == Settings(_env_file=None)


def test_every_fault_at_once(monkeypatch):
    """One line for each setting, in the order of the documentation."""
    found = complaints(
        monkeypatch,
        TELEGRAM_API_URL="api.telegram.org",
        TIMEZONE="Europe/Madird",
        LANGUAGE="klingon",
        ADMINS="7",
        HTTP_PORT="65536",
        LOG_LEVEL="LOUD",
        LOG_FORMAT="xml",
    )
    assert found == [
        "TELEGRAM_API_URL: it has to begin with http:// or https://",
        'TIMEZONE: there is no time zone "Europe/Madird"; an example: Europe/Madrid',
        "LANGUAGE: it has to be es or en",
        'ADMINS: "7" has to look like telegram:123456789',
        "HTTP_PORT: it has to be from 0 to 65535",
        "LOG_LEVEL: it has to be DEBUG, INFO, WARNING or ERROR",
        "LOG_FORMAT: it has to be console or json",
    ]


@pytest.mark.parametrize("zone", ["Madrid", "Europe", "../../etc/passwd", "/etc/localtime", "europe/madrid ", "\x01"])
def test_a_zone_that_is_none(monkeypatch, zone):
    """Neither a folder of zones nor a path is one."""
    (complaint,) = complaints(monkeypatch, TIMEZONE=zone)
    assert complaint.startswith("TIMEZONE: there is no time zone")


@pytest.mark.parametrize("port", ["-1", "65536", "http", "80.5"])
def test_a_port_that_is_none(monkeypatch, port):
    """Only 0 to 65535 are; 0 means no health page."""
    assert complaints(monkeypatch, HTTP_PORT=port) == ["HTTP_PORT: it has to be from 0 to 65535"]


@pytest.mark.parametrize("name", ["LLM_PER_DAY", "UPLOADS_PER_DAY", "PICTURES_PER_DAY"])
@pytest.mark.parametrize("most", ["0", "-1", "many", "1.5", "100001"])
def test_a_limit_that_is_none(monkeypatch, name, most):
    """Of what costs there is at least one a day."""
    assert complaints(monkeypatch, **{name: most}) == [f"{name}: it has to be from 1 to 100000"]


@pytest.mark.parametrize(
    "admins",
    ["7", "telegram:", "telegram:@ana", "signal:7", "telegram:7;telegram:8", "telegram:²", "discord:" + 30 * "9"],
)
def test_an_admin_that_is_none(monkeypatch, admins):
    """An account is a number on a platform."""
    assert complaints(monkeypatch, ADMINS=admins) == [f'ADMINS: "{admins}" has to look like telegram:123456789']


@pytest.mark.parametrize(
    ("desktop", "language"),
    [
        ("es_ES:es:en", "es"),
        ("en_US:en", "en"),
        ("ca_ES:es_ES:en", "es"),
        ("en_GB", "en"),
        ("fr_FR:fr", "es"),
        ("es_ES.UTF-8", "es"),
        ("de", "es"),
        ("fr", "es"),
        ("ca", "es"),
        ("ast", "es"),
        ("ca:en", "en"),
        ("ca_ES@valencia:en", "en"),
        ("C", "es"),
        ("POSIX", "es"),
        ("C.UTF-8", "es"),
    ],
)
def test_a_desktop_that_sets_the_language_itself(monkeypatch, desktop, language):
    """LANGUAGE is a variable of GNU gettext, too: its list must not keep the bot from starting."""
    given(monkeypatch, LANGUAGE=desktop)
    assert load().language == language


@pytest.mark.parametrize("language", ["spanish", "xx yy", "12", "e", "en,es", ":"])
def test_a_language_that_is_none(monkeypatch, language):
    """What no desktop would set is a mistake of the one who wrote it."""
    assert complaints(monkeypatch, LANGUAGE=language) == ["LANGUAGE: it has to be es or en"]


def test_secrets_are_not_printed(monkeypatch):
    """Neither tokens nor the password of the database, however a Settings is shown."""
    given(
        monkeypatch,
        TELEGRAM_BOT_TOKEN=TOKEN,
        DISCORD_BOT_TOKEN=TOKEN,
        DATABASE_URL="postgresql://ana:geheim@host/repaso",
    )
    settings = load()
    for shown in (repr(settings), str(settings), f"{settings}", repr(settings.model_fields_set)):
        assert "geheim" not in shown
    assert settings.secrets == {TOKEN, ":geheim@"}
    assert settings.database_url == "postgresql://ana:geheim@host/repaso"


def test_a_language_model_is_off_unless_it_has_an_address_and_a_name(monkeypatch):
    """One without the other is told at the start; the key is masked."""
    assert complaints(monkeypatch, LLM_BASE_URL="https://api.example/v1/") == [
        "LLM_MODEL: LLM_BASE_URL needs the name of a model"
    ]
    assert complaints(monkeypatch, LLM_BASE_URL="api.example") == [
        "LLM_BASE_URL: it has to begin with http:// or https://"
    ]
    given(monkeypatch, LLM_BASE_URL="https://api.example/v1/", LLM_MODEL="small", LLM_API_KEY="sk-geheim")
    settings = load()
    assert settings.llm_base_url == "https://api.example/v1"
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize(
    "dsn", ["geheim", "https://sentry.example/7", "https://key@sentry.example", "ftp://key@host/7"]
)
def test_an_address_of_sentry_that_is_none(monkeypatch, dsn):
    """One sentence, without the key."""
    assert complaints(monkeypatch, SENTRY_DSN=dsn) == [
        "SENTRY_DSN: it has to look like https://KEY@HOST/NUMBER; Sentry shows it in the project's settings"
    ]


@pytest.mark.parametrize("dsn", ["https://geheim@o1.ingest.sentry.io/7", "http://geheim@localhost:8000/errors/12"])
def test_an_address_of_sentry(monkeypatch, dsn):
    """It is masked, and hidden in the log."""
    given(monkeypatch, SENTRY_DSN=dsn)
    settings = load()
    assert "geheim" not in repr(settings)
    assert dsn in settings.secrets


def test_secrets_are_not_part_of_a_complaint(monkeypatch):
    """A fault elsewhere does not print the tokens."""
    assert not re.search("geheim", str(complaints(monkeypatch, TELEGRAM_BOT_TOKEN=TOKEN, HTTP_PORT="x")))


def test_settings_do_not_change():
    """They are one value for the whole run."""
    with pytest.raises(ValueError, match="frozen"):
        load().http_port = 1


def test_a_file_that_cannot_be_read_as_text(folder):
    """One sentence, which names the file."""
    (folder / ".env").write_bytes(b"TIMEZONE=Europe/Madrid # \xff\xfe")
    with pytest.raises(BadSettings, match=r"\.env"):
        load()


def test_the_bank_of_an_installed_program(folder, monkeypatch):
    """CONTENT_DIR when it is set, also where there is no such folder; `content` where it exists."""
    assert load().bank == Path("content")
    given(monkeypatch, CONTENT_DIR="notes")
    assert load().bank == Path("notes")
