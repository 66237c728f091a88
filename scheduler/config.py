"""What an installation says of itself: `hotlinewatch.toml`, overlaid by HOTLINEWATCH_… variables."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_origin

import msgspec

from directory.records import Record
from scheduler.cluster_settings import ClusterSettings
from scheduler.delivery_settings import DeliverySettings
from scheduler.retention_settings import RetentionSettings
from scheduler.schedule_settings import Count, Positive, ScheduleSettings

FILE_NAME = "hotlinewatch.toml"
PREFIX = "HOTLINEWATCH_"
# Names the file itself, so it is no setting.
CONFIG_VARIABLE = "HOTLINEWATCH_CONFIG"
DATABASE_NAME = "directory.db"
LANGUAGES = ("en", "zh")

MIB = 1024 * 1024


class ConfigError(ValueError):
    """A setting that cannot be used: says the file or variable, the key, what came and what was expected."""


class CrawlSettings(Record, frozen=True):
    """How politely, how long and how far the crawler reaches.

    delay_s: pause between two requests to one host. timeout_s, max_bytes: limits of one page (source of the
    numbers: reliability, section 8: 8 MiB and 30 s). concurrency: requests in flight over all hosts.
    resolve, allow_private, ca_file: exceptions for loopback tests; each is printed in the run record.
    browser_sandbox: false lets Chromium run without its sandbox where it cannot have one; printed there too.
    vantages: from where else pages are looked at. vantage_share: of all pages, each night others: 0.1 looks at each once
    in ten nights, which adds a tenth to what a site is asked; a page whose numbers moved tonight is looked at in any case.
    """

    delay_s: Annotated[float, msgspec.Meta(ge=0)] = 2.0
    timeout_s: Positive = 30.0
    max_bytes: Count = 8 * MIB
    concurrency: Count = 8
    resolve: dict[str, str] = msgspec.field(default_factory=dict)
    allow_private: tuple[str, ...] = ()
    ca_file: Path | None = None
    browser_sandbox: bool = True
    vantages: tuple[Literal["mobile"], ...] = ()
    vantage_share: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.1


class ReadingSettings(Record, frozen=True):
    """Limits of the disposable reading processes (reliability, section 4.4: 1 GiB and 5 s an item).

    memory_bytes: address space above what a started worker already holds. timeout_s: processor time for one document.
    """

    workers: Count = 2
    memory_bytes: Annotated[int, msgspec.Meta(ge=64 * MIB)] = 1024 * MIB
    timeout_s: Positive = 5.0


class ApiSettings(Record, frozen=True):
    """The public API. per_s, burst: requests of one client, lastingly and at once.

    trusted_proxies: addresses or networks whose X-Forwarded-For names the client. public_key: the PEM that releases must
    be signed with; None takes the one in the releases folder.
    """

    per_s: Positive = 20.0
    burst: Count = 200
    trusted_proxies: tuple[str, ...] = ()
    public_key: Path | None = None


class DeskSettings(Record, frozen=True):
    """The review desk. address: where people reach it behind a proxy, "https://desk.example"; "" for where it listens.

    trusted_proxies: addresses or networks whose X-Forwarded-For names the client whose tries to sign in are counted.
    """

    address: Annotated[str, msgspec.Meta(pattern=r"^(https?://[^/?#\s]+)?$")] = ""
    trusted_proxies: tuple[str, ...] = ()


class MetricsSettings(Record, frozen=True):
    """Where `serve` tells Prometheus its figures. port: None nowhere. host: this machine alone unless it names another."""

    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] | None = None
    host: str = "127.0.0.1"


class Settings(Record, frozen=True):
    """One installation. `country` is "" where none was set; `providers` None means the shipped set.

    shipped: whether the shipped set stands under the installation's own `providers`, or these stand alone.

    watch: the list of third-party pages that are looked at each week (docs/sweep.md).
    key: the file that signs releases, outside the data folder; None means one in the user's settings folder.
    """

    data: Path
    database: str
    contact: str = ""
    country: Annotated[str, msgspec.Meta(pattern="^([A-Z]{2})?$")] = ""
    lang: Literal["en", "zh"] = "en"
    log: Literal["text", "json"] = "text"
    providers: Path | None = None
    shipped: bool = True
    policy: Path | None = None
    watch: Path | None = None
    key: Path | None = None
    crawl: CrawlSettings = CrawlSettings()
    cluster: ClusterSettings = ClusterSettings()
    reading: ReadingSettings = ReadingSettings()
    api: ApiSettings = ApiSettings()
    desk: DeskSettings = DeskSettings()
    metrics: MetricsSettings = MetricsSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    delivery: DeliverySettings = DeliverySettings()
    retention: RetentionSettings = RetentionSettings()


_TABLES = {
    "crawl": CrawlSettings,
    "cluster": ClusterSettings,
    "reading": ReadingSettings,
    "api": ApiSettings,
    "desk": DeskSettings,
    "metrics": MetricsSettings,
    "schedule": ScheduleSettings,
    "delivery": DeliverySettings,
    "retention": RetentionSettings,
}


def settings_json(settings: Settings) -> bytes:
    """Write settings for a child process."""
    return msgspec.json.encode(settings, enc_hook=str)


def read_settings(data: bytes) -> Settings:
    """Read what `settings_json` wrote."""
    return msgspec.json.decode(data, type=Settings, dec_hook=_path_from(Path("/")))


def load_settings(
    config: Path | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    data: Path | None = None,
    lang: str | None = None,
) -> Settings:
    """Read the settings of this installation: command line before variables before file before defaults.

    config: the file; None looks at HOTLINEWATCH_CONFIG, then for `hotlinewatch.toml` in the current folder.
    environ: None means this process's own variables. data, lang: what the command line gave, if it did.
    Paths in the file are relative to the file, all others to the current folder.
    Raises ConfigError.
    """
    variables = os.environ if environ is None else environ
    file = _find_file(config, variables)
    table = {} if file is None else _read_file(file)
    _overlay(table, variables)
    if data is not None:
        table["data"] = data.expanduser().absolute()
    if lang is not None:
        table["lang"] = lang
    table.setdefault("data", _default_data(variables))
    table.setdefault("database", "")
    settings = _convert(table, file)
    if settings.database:
        return settings
    return msgspec.structs.replace(settings, database=f"sqlite:///{settings.data / DATABASE_NAME}")


def exceptions(settings: Settings) -> tuple[str, ...]:
    """Name the settings in force that weaken a protection, one line each, as the run record prints them."""
    crawl = settings.crawl
    lines = [f"crawl.resolve {host} = {address}" for host, address in sorted(crawl.resolve.items())]
    lines += [f"crawl.allow_private {address}" for address in sorted(crawl.allow_private)]
    if crawl.ca_file is not None:
        lines.append(f"crawl.ca_file {crawl.ca_file.name}")
    if not crawl.browser_sandbox:
        lines.append("crawl.browser_sandbox = false")
    return tuple(lines)


def _find_file(config: Path | None, variables: Mapping[str, str]) -> Path | None:
    named = config if config is not None else variables.get(CONFIG_VARIABLE)
    if not named:
        here = Path.cwd() / FILE_NAME
        return here if here.is_file() else None
    file = Path(named).expanduser().absolute()
    if not file.is_file():
        raise ConfigError(
            f"{file}: no such file, expected a {FILE_NAME}; it was named by --config or {CONFIG_VARIABLE}"
        )
    return file


def _read_file(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}; expected TOML in UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    # Checked alone first, so that a bad line is told with the file's name even where a variable hides it.
    _convert({"data": ".", "database": "", **table}, file)
    return table


def _default_data(variables: Mapping[str, str]) -> Path:
    # XDG Base Directory Specification: data of one user.
    home = variables.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "hotlinewatch"


def _overlay(table: dict[str, Any], variables: Mapping[str, str]) -> None:
    for name in sorted(variables):
        if not name.startswith(PREFIX) or name == CONFIG_VARIABLE:
            continue
        *parents, key = name.removeprefix(PREFIX).lower().split("__")
        kind: Any = Settings
        inner = table
        for parent in parents:
            kind = _field_type(kind, parent, name)
            inner[parent] = dict(inner.get(parent, {}))
            inner = inner[parent]
        inner[key] = _read_variable(variables[name], _field_type(kind, key, name), name)


def _field_type(kind: Any, key: str, name: str) -> Any:
    known = {} if not isinstance(kind, type) else {field.name: field.type for field in msgspec.structs.fields(kind)}
    if key not in known:
        raise ConfigError(
            f"{name}: unknown setting {key!r}, expected one of {', '.join(sorted(known)) or 'no more parts'}"
        )
    return known[key]


def _read_variable(text: str, kind: Any, name: str) -> Any:
    value: Any = text
    if get_origin(kind) in {tuple, dict} or (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        try:
            value = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f'{name}: got {text!r}, expected a TOML value such as ["a"] or {{ a = "b" }}') from error
    try:
        return msgspec.convert(value, kind, strict=False, dec_hook=_path_from(Path.cwd()))
    except msgspec.ValidationError as error:
        raise ConfigError(f"{name}: got {text!r}: {error}") from error


def _convert(table: dict[str, Any], file: Path | None) -> Settings:
    folder = Path.cwd() if file is None else file.parent
    try:
        return msgspec.convert(table, Settings, dec_hook=_path_from(folder))
    except msgspec.ValidationError as error:
        raise ConfigError(f"{file or 'settings'}: {_explain(str(error), table)}") from error


def _path_from(folder: Path) -> Any:
    def read(kind: type, value: object) -> object:
        if kind is not Path or not isinstance(value, str | Path):
            raise TypeError(f"Expected `path`, got `{type(value).__name__}`")
        return folder / Path(value).expanduser()

    return read


def _explain(said: str, table: dict[str, Any]) -> str:
    found = re.fullmatch(r"(?P<said>.*?)(?: - at `\$\.?(?P<key>.*)`)?", said, re.DOTALL)
    if found is None:
        return said
    key = found["key"] or ""
    unknown = re.fullmatch(r"Object contains unknown field `(.*)`", found["said"])
    if unknown:
        kind: Any = _TABLES.get(key, Settings)
        known = ", ".join(sorted(field.name for field in msgspec.structs.fields(kind)))
        return f"{'.'.join(filter(None, (key, unknown[1])))}: unknown key, expected one of {known}"
    came: Any = table
    for part in key.split("."):
        came = came.get(part) if isinstance(came, dict) else came
    return f"{key}: got {came!r}: {found['said']}"
