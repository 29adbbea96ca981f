"""The settings: what a configuration may say, of which type, and what holds where it is silent."""

from pathlib import Path
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct, field

from watcher.events import ChangeKind, Sensitivity

Format = Literal["html", "txt", "md", "json"]

_NoLess = Annotated[float, Meta(ge=0, le=86_400)]
_Seconds = Annotated[float, Meta(gt=0, le=86_400)]
_Days = Annotated[float, Meta(gt=0, le=365)]
_Share = Annotated[float, Meta(ge=0, le=1)]

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


class IntakeSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The folder that is watched; both times are in seconds."""

    folder: Path = Path("../seeds")
    settle_seconds: _NoLess = 1.0
    rescan_seconds: _Seconds = 60.0
    first_run: Literal["tell", "silent"] = "tell"
    recursive: bool = True
    max_bytes: Annotated[int, Meta(gt=0, lt=2**53)] = 10_000_000


class LogSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the log is kept."""

    path: Path = Path("../var/watcher.db")


class FolderChannel(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="folder"
):
    """A folder into which digests are written."""

    path: Path = Path("../var/digests")
    formats: tuple[Format, ...] = ("html", "txt", "json")
    retry_seconds: _Seconds = 60.0
    give_up_days: _Days = 5.0


class AtomChannel(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="atom"
):
    """A folder of feeds: one of everything and one for each topic, with the newest entries.

    `base_url` is where the folder can be reached in the web, if it can.
    """

    path: Path = Path("../var/feeds")
    base_url: str | None = None
    entries: Annotated[int, Meta(ge=1, le=1000)] = 50
    retry_seconds: _Seconds = 60.0
    give_up_days: _Days = 5.0


class SmtpChannel(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="smtp"
):
    """A mail server that takes digests; each recipient gets a letter of its own."""

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65_535)] = 25
    tls: Literal["none", "starttls", "implicit"] = "none"
    sender: str = field(name="from")
    to: tuple[str, ...]
    user: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    unsubscribe: str | None = None
    dkim: bool = False
    retry_seconds: _Seconds = 60.0
    give_up_days: _Days = 5.0


class WebhookChannel(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="webhook"
):
    """A web address to which digests are posted; it stands here, or in a file as a secret."""

    url: str | None = None
    url_file: Path | None = None
    secret_file: Path | None = None
    ca_file: Path | None = None
    timeout_seconds: Annotated[float, Meta(gt=0, le=300)] = 10.0
    retry_seconds: _Seconds = 60.0
    give_up_days: _Days = 5.0


class AppriseChannel(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="apprise"
):
    """Services that the library apprise knows, by addresses; in a file they stand one a line."""

    urls: tuple[str, ...] = ()
    urls_file: Path | None = None
    body: Literal["digest", "first-screen"] = "digest"
    retry_seconds: _Seconds = 60.0
    give_up_days: _Days = 5.0


class UrgentSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What goes out at once, beside a schedule: changes of these kinds that weigh so much."""

    min_importance: _Share = 0.0
    kinds: tuple[ChangeKind, ...] = KINDS
    in_quiet_hours: bool = False


class DigestSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How digests look: `templates` is a folder with templates of the user's own."""

    templates: Path | None = None


class SubscriptionSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reader's wish: which topics, by which channels, when. `("*",)` means every topic."""

    topics: tuple[str, ...] = ("*",)
    channels: tuple[str, ...]
    schedule: str = "0 7 * * *"
    timezone: str = "Europe/Kyiv"
    mode: Literal["combined", "per-topic"] = "combined"
    min_importance: _Share = 0.0
    kinds: tuple[ChangeKind, ...] = KINDS
    urgent: UrgentSettings | None = None
    quiet_hours: str | None = None
    at_most: str | None = None
    group_wait: str = "0s"
    tell_history: bool = False


Channel = FolderChannel | SmtpChannel | AtomChannel | WebhookChannel | AppriseChannel


class ConfigTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file `watcher.toml` may say."""

    topics: Path = Path("topics")
    language: Path = Path("language")
    intake: IntakeSettings = IntakeSettings()
    log: LogSettings = LogSettings()
    digest: DigestSettings = DigestSettings()
    channels: dict[str, Channel] = {}
    subscriptions: dict[str, SubscriptionSettings] = {}


class Settings(Struct, frozen=True, kw_only=True):
    """A whole configuration, checked, with absolute paths. `path` is the file that holds it.

    `language` is None where there is no such folder.
    """

    path: Path
    topics: Path
    language: Path | None = None
    intake: IntakeSettings
    log: LogSettings
    channels: dict[str, Channel]
    subscriptions: dict[str, SubscriptionSettings]
    digest: DigestSettings = DigestSettings()


class TopicTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a topic file may say."""

    name: str
    about: str | None = None
    terms: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    query: str | None = None
    aliases: dict[str, tuple[str, ...]] = {}
    tags: tuple[str, ...] = ()
    sensitivity: Sensitivity = "normal"
    quiet_after: str | None = None
