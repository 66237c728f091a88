"""Drive the real program: a night's answers go into a WARC file, `hotlinewatch run` reads it, its JSON comes back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from crawler.warc import Exchange, WarcWriter, snapshot_of
from lab.world import Answer, Answers, World, write_providers

# Two seconds between pages, as a polite crawl of one host would leave.
_PAUSE = timedelta(seconds=2)
_PROGRAM = (sys.executable, "-m", "scheduler.cli.main")
# Exit codes of design § 6 with which a night is told: done, done in part.
_TOLD = (0, 3)
# A command line of so many ids stays far below what a system takes.
_ANSWERS_AT_ONCE = 2000
_SETTINGS = 'data = "data"\nproviders = "providers"\nshipped = false\npolicy = "policy.toml"\nkey = "release-key.pem"\n'
# One maintainer accepts the clean world alone and at once; nothing else departs from the program's own policy.
_POLICY = "two_persons = false\n"


class ProgramFailedError(RuntimeError):
    """The program ended otherwise than its help says a told night ends: the command, its exit code, its last words."""


class Bench(NamedTuple):
    """Where the program runs: its provider files, its settings, and the folder all that lies in."""

    providers: Path
    settings: Path
    folder: Path


def make_bench(folder: Path, world: World) -> Bench:
    """Write the settings and provider files under which the program meets a world, into a new folder."""
    bench = Bench(folder / "providers", folder / "hotlinewatch.toml", folder)
    write_providers(world, bench.providers)
    (folder / "policy.toml").write_text(_POLICY, encoding="utf-8")
    bench.settings.write_text(_SETTINGS, encoding="utf-8")
    return bench


def write_night(answers: Answers, at: datetime, file: Path) -> Path:
    """Write what every address answered before `at`, when the night is judged; the same answers give the same bytes."""
    file.unlink(missing_ok=True)
    at -= _PAUSE * len(answers)
    with WarcWriter(file) as writer:
        writer.write_info(at, "hotlinewatch lab")
        for (page, vantage), answer in sorted(answers.items()):
            for exchange in _exchanges(page, answer, at):
                shown = answer.certificate if exchange.url == answer.url else None
                writer.write_response(msgspec.structs.replace(exchange, vantage=vantage, certificate=shown))
            at += _PAUSE
    return file


def _exchanges(page: str, answer: Answer, at: datetime) -> list[Exchange]:
    """The answers on the way to a page, each naming the next, and the last one with its body."""
    found = [_exchange(url, status, (("Location", location),), b"", at) for url, status, location in answer.hops]
    if not answer.hops and answer.url != page:
        found.append(_exchange(page, HTTPStatus.FOUND, (("Location", answer.url),), b"", at))
    return [*found, _exchange(answer.url, answer.status, answer.headers, answer.body, at)]


def _exchange(url: str, status: int, headers: tuple[tuple[str, str], ...], body: bytes, at: datetime) -> Exchange:
    named = (("Date", format_datetime(at, usegmt=True)), *headers, ("ETag", f'"{snapshot_of(body)[:16]}"'))
    return Exchange(url=url, at=at, status=status, reason=HTTPStatus(status).phrase, headers=named, body=body)


class Folder:
    """One data folder of the program, driven night by night."""

    def __init__(self, data: Path, bench: Bench) -> None:
        self.data = data
        self._bench = bench
        self._has_account = False

    def run(self, warc: Path, at: datetime, only: Sequence[str] = (), providers: Path | None = None) -> dict[str, Any]:
        """One night from a WARC file; gives what `run --json` prints. Raises ProgramFailedError.

        only: ids of the providers to look at, () for all. providers: their files, None for the bench's.
        """
        told = self._call(
            "run", *only, "--from", str(warc), "--at", f"{at:%Y-%m-%dT%H:%M:%SZ}", "--quiet", "--json",
            "--providers", str(self._bench.providers if providers is None else providers),
        )  # fmt: skip
        night: dict[str, Any] = msgspec.json.decode(told)
        return night

    def accept_all(self) -> int:
        """Accept every line that is asked, as the maintainer of a clean world would; gives how many."""
        asked = msgspec.json.decode(self._call("review", "list", "--json"))
        return self.accept([finding["id"] for finding in asked["findings"]])

    def accept(self, findings: Sequence[str]) -> int:
        """Accept findings by id; gives how many."""
        return self._answer("accept", findings, "The lab's clean world.")

    def reject(self, findings: Sequence[str]) -> int:
        """Reject findings by id: their numbers are known to be false from then on; gives how many."""
        return self._answer("reject", findings, "A false number of the lab's.")

    def import_reports(self, keys: Sequence[str], on: date) -> None:
        """Import a list of numbers, by key, that people were told to call and that were false."""
        file = self.data.parent / f"{self.data.name}-reports.txt"
        file.write_text("".join(f"{key}\n" for key in keys), encoding="utf-8")
        self._call("import", str(file), "--as", "reports", "--source", "lab", "--date", on.isoformat(), "--quiet")

    def _answer(self, verb: str, findings: Sequence[str], reason: str) -> int:
        if not self._has_account:
            self._call("user", "add", "lab", "--no-password", "--role", "admin")
            self._call("policy", "adopt", "--by", "lab", "--reason", "The lab's maintainer decides alone.")
            self._has_account = True
        for start in range(0, len(findings), _ANSWERS_AT_ONCE):
            some = findings[start : start + _ANSWERS_AT_ONCE]
            self._call(verb, *some, "--by", "lab", "--reason", reason)
        return len(findings)

    def copy(self, data: Path) -> Folder:
        """The same folder once more: what a trial does to it does not come back. Archives are linked, as they stay."""
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.data, data, copy_function=_link_archive)
        copied = Folder(data, self._bench)
        copied._has_account = self._has_account
        return copied

    def _call(self, *words: str) -> bytes:
        command = [*_PROGRAM, *words, "--config", str(self._bench.settings), "--data", str(self.data)]
        ended = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - the program under test
        if ended.returncode not in _TOLD:
            told = ended.stderr.decode(errors="replace")[-2000:]
            raise ProgramFailedError(f"{' '.join(command)}: exit code {ended.returncode}, expected 0 or 3: {told}")
        return ended.stdout


def _link_archive(source: str, target: str) -> str:
    if source.endswith(".warc.gz"):
        os.link(source, target)
        return target
    return shutil.copy2(source, target)
