"""What the person who hosts the bot decides: the environment and `.env`, as one frozen value."""

import re
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.allowances import USUAL, Costly
from bot.domain.conversation import Platform
from bot.domain.errors import RepasoError
from bot.texts.catalog import LANGUAGES

_LOCALE = r"(?:[a-z]{2,3}|C|POSIX)(?:_\w+)?(?:\.[\w-]+)?(?:@\w+)?"
_LOCALES = re.compile(f"{_LOCALE}(?::{_LOCALE})*")
_LANGUAGE_OF = re.compile(r"[a-zA-Z]+")
_DSN = re.compile(r"https?://[^\s/@]+@[^\s/@]+/(?:[^\s@]+/)?\d+")
_PASSWORD = re.compile(r"(?<=//)[^/@:]*(:[^/]+@)")
_ADMIN = re.compile(r"(?:telegram|discord):[0-9]{1,19}")
_ALLOWED = {
    "language": "it has to be es or en",
    "http_port": "it has to be from 0 to 65535",
    "telegram_paid_broadcast": "it has to be 1 or 0",
    "llm_per_day": "it has to be from 1 to 100000",
    "uploads_per_day": "it has to be from 1 to 100000",
    "pictures_per_day": "it has to be from 1 to 100000",
    "log_level": "it has to be DEBUG, INFO, WARNING or ERROR",
    "log_format": "it has to be console or json",
}
"""What a setting may be, where pydantic would say it in its own words."""
_Some = Annotated[int, Field(ge=1, le=100_000)]
_SHIPPED_CONTENT = Path(__file__).parent / "_shipped" / "content"


class BadSettings(RepasoError):
    """One or more settings cannot be used; the sentence lists them all."""


class Settings(BaseSettings):
    """Every setting, with its default. Tokens are masked wherever a Settings is printed."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    telegram_paid_broadcast: bool = False
    discord_bot_token: SecretStr | None = None
    database_url: Annotated[str, Field(repr=False)] = "sqlite:///data/repaso.db"  # it may hold a password
    content_dir: Path = Path("content")
    timezone: str = "Europe/Madrid"
    language: Literal["es", "en"] = "es"
    synonyms_file: Path = Path("data/synonyms.toml")
    admins: Annotated[frozenset[str], NoDecode] = frozenset()
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_model: Annotated[str, Field(validate_default=True)] = ""
    llm_own_decks: bool = False
    llm_per_day: _Some = USUAL[Costly.OPINION].most
    uploads_per_day: _Some = USUAL[Costly.UPLOAD].most
    pictures_per_day: _Some = USUAL[Costly.PICTURE].most
    http_port: Annotated[int, Field(ge=0, le=65535)] = 0
    sentry_dsn: SecretStr | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("language", mode="before")
    @classmethod
    def _first_spoken(cls, language: object) -> object:
        """Desktops set LANGUAGE too, as locales (`en_GB:en`, `de`, `C`): the first that the bot speaks counts, and
        where it speaks none, nobody meant the bot.
        """
        if not isinstance(language, str) or not _LOCALES.fullmatch(language):
            return language
        wanted = (match[0] for part in language.split(":") if (match := _LANGUAGE_OF.match(part)))
        return next((one for one in wanted if one in LANGUAGES), LANGUAGES[0])

    @field_validator("timezone")
    @classmethod
    def _exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f'there is no time zone "{zone}"; an example: Europe/Madrid') from error
        return zone

    @field_validator("telegram_api_url", "llm_base_url")
    @classmethod
    def _is_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("it has to begin with http:// or https://")
        return url and url.rstrip("/")

    @field_validator("llm_model")
    @classmethod
    def _is_named(cls, model: str, info: ValidationInfo) -> str:
        if info.data.get("llm_base_url") and not model.strip():
            raise ValueError("LLM_BASE_URL needs the name of a model")
        return model.strip()

    @field_validator("sentry_dsn")
    @classmethod
    def _is_dsn(cls, dsn: SecretStr | None) -> SecretStr | None:
        if dsn is not None and not _DSN.fullmatch(dsn.get_secret_value()):
            raise ValueError("it has to look like https://KEY@HOST/NUMBER; Sentry shows it in the project's settings")
        return dsn

    @field_validator("admins", mode="before")
    @classmethod
    def _split(cls, text: object) -> object:
        return frozenset(part.strip() for part in text.split(",") if part.strip()) if isinstance(text, str) else text

    @field_validator("admins")
    @classmethod
    def _name_platforms(cls, admins: frozenset[str]) -> frozenset[str]:
        for admin in admins:
            if not _ADMIN.fullmatch(admin):
                raise ValueError(f'"{admin}" has to look like telegram:123456789')
        return admins

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @property
    def host_admins(self) -> frozenset[tuple[Platform, int]]:
        """ADMINS as accounts."""
        parts = (admin.partition(":") for admin in self.admins)
        return frozenset((Platform(platform), int(account)) for platform, _, account in parts)

    @property
    def secrets(self) -> frozenset[str]:
        """What may stand in no line of the log."""
        keys = (self.telegram_bot_token, self.discord_bot_token, self.llm_api_key, self.sentry_dsn)
        # A password alone may be any word.
        passwords = _PASSWORD.findall(self.database_url)
        return frozenset([*(key.get_secret_value() for key in keys if key), *passwords])

    @property
    def bank(self) -> Path:
        """The folder of notes: CONTENT_DIR, or the shipped notes where an installed program has no such folder."""
        if "content_dir" not in self.model_fields_set and not self.content_dir.exists() and _SHIPPED_CONTENT.exists():
            return _SHIPPED_CONTENT
        return self.content_dir


def load() -> Settings:
    """Reads the settings. Raises BadSettings with every fault at once, without the values of secrets."""
    try:
        return Settings()
    except ValidationError as error:
        found = ((str(fault["loc"][0]), fault["msg"]) for fault in error.errors())
        faults = (f"{name.upper()}: {_reason(name, message)}" for name, message in found)
        raise BadSettings("These settings cannot be used:\n  " + "\n  ".join(faults)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"The file .env cannot be read: {error}") from None


def _reason(name: str, message: str) -> str:
    return _ALLOWED.get(name) or message.removeprefix("Value error, ")
