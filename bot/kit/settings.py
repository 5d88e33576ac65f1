"""What the environment says. A missing or malformed value becomes one clear line, never a traceback."""

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Mode = Literal["socket", "http"]
Language = Literal["fr", "en"]

SECRET_LENGTH = 16  # characters, at least


class Settings(BaseSettings):
    """The settings, one field for each name in `.env.example`; the environment beats the `.env` file."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_mode: Annotated[Mode | None, NoDecode] = None
    slack_api_url: str = "https://slack.com/api/"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    public_url: str | None = None
    database_url: SecretStr = SecretStr("sqlite:///diapason.db")
    diapason_timezone: str = "Europe/Paris"
    diapason_language: Language = "en"
    diapason_command_prefix: str = ""
    diapason_retention_days: int | None = Field(default=None, ge=30)
    github_token: SecretStr | None = None
    gitlab_token: SecretStr | None = None
    gitlab_url: str = "https://gitlab.com/"
    releases_webhook_secret: SecretStr | None = None
    fetch_private_addresses: bool = False
    diapason_score_signal: int = 1
    diapason_score_account: int = 3
    diapason_score_dealbreaker: int = 5
    diapason_score_revenue_step: int = 10_000
    diapason_late_helper: int = 5
    diapason_late_lead: int = 8
    semantic: bool = True
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("diapason_timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(
                f"'{value}' is no time zone; write one like Europe/Paris or America/Montreal"
            ) from error
        return value

    @field_validator("diapason_command_prefix")
    @classmethod
    def _prefix(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z0-9_-]{0,20}", value):
            raise ValueError("use up to 20 of a-z, 0-9, - and _, such as 'dia-' for /dia-signal")
        return value

    @field_validator(
        "diapason_score_signal",
        "diapason_score_account",
        "diapason_score_dealbreaker",
        "diapason_score_revenue_step",
        "diapason_late_helper",
        "diapason_late_lead",
        mode="before",
    )
    @classmethod
    def _weight(cls, value: object) -> object:
        if not re.fullmatch(r"[0-9]{1,9}", str(value).strip()):
            raise ValueError(f"'{value}' can't be used; write a whole number such as 5, or 0 to leave it out")
        return value

    @field_validator("slack_api_url", "public_url", "gitlab_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("write a full address that starts with https://")
        return value.rstrip("/") + "/"

    @field_validator(
        "slack_bot_token",
        "slack_app_token",
        "slack_signing_secret",
        "github_token",
        "gitlab_token",
        "releases_webhook_secret",
        mode="before",
    )
    @classmethod
    def _stripped(cls, value: object) -> object:
        """Copied with a space around it, a secret is the same; of spaces alone, it is none."""
        return value.strip() or None if isinstance(value, str) else value

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _token(cls, value: SecretStr | None, info: object) -> SecretStr | None:
        prefix = "xapp-" if getattr(info, "field_name", "") == "slack_app_token" else "xoxb-"
        if value is not None and not value.get_secret_value().startswith(prefix):
            raise ValueError(f"a token that starts with {prefix} belongs here (README, “Your own Slack”)")
        return value

    @field_validator("releases_webhook_secret")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SECRET_LENGTH:
            raise ValueError(
                f"use {SECRET_LENGTH} characters or more; `openssl rand -hex 32` makes a good one"
            )
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        usable = url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://"))
        if not usable or url.removeprefix("sqlite:///") in ("", ":memory:") or not _has_good_port(url):
            # From None: the parts of the address would stand in the cause.
            raise ValueError(
                "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
            ) from None
        return value

    @property
    def mode(self) -> Mode:
        """How Slack reaches us: as forced by SLACK_MODE, else by socket where there is an app token."""
        return self.slack_mode or ("socket" if self.slack_app_token else "http")


class RunSettings(Settings):
    """The settings of a bot that talks to Slack: what is optional for other commands is required here."""

    @model_validator(mode="after")
    def _complete(self) -> "RunSettings":
        missing = []
        if self.slack_bot_token is None:
            missing.append(
                "SLACK_BOT_TOKEN is missing: the xoxb- token of your Slack app (README, “Your own Slack”)"
            )
        if self.mode == "socket" and self.slack_app_token is None:
            missing.append(
                "SLACK_APP_TOKEN is missing: SLACK_MODE=socket needs the xapp- token of your Slack app"
            )
        if self.mode == "http" and self.slack_signing_secret is None:
            missing.append(
                "SLACK_SIGNING_SECRET is missing: HTTP mode verifies each request with it "
                "(or set SLACK_APP_TOKEN for Socket Mode)"
            )
        if missing:
            raise ValueError("\n".join(missing))
        return self


def _has_good_port(url: str) -> bool:
    try:
        _ = urlsplit(url).port
    except ValueError:
        return False
    return True


class SettingsError(Exception):
    """The environment is not usable; `lines` has one clear line per problem."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def load(kind: type[Settings] = Settings, **overrides: object) -> Settings:
    """Read the environment and `.env`.

    Raises SettingsError with one line per problem; a secret's value is in none of them.
    """
    try:
        return kind(**overrides)  # type: ignore[arg-type]  # pydantic checks what the environment and callers give
    except ValidationError as error:
        raise SettingsError([line for problem in error.errors() for line in _lines(problem)]) from None


def _lines(problem: object) -> list[str]:
    assert isinstance(problem, dict)
    words = str(problem["msg"]).removeprefix("Value error, ")
    place = ".".join(str(part) for part in problem["loc"]).upper()
    return [f"{place}: {words}"] if place else words.split("\n")
