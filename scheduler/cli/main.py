"""The program `hotlinewatch`: finds a verb, runs it, and turns trouble into a message and an exit code."""

from __future__ import annotations

import difflib
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from scheduler.cli import options
from scheduler.disk_trouble import disk_trouble

# Verb → where it lives, and its line in --help. A verb is imported only when it is called, so that
# --help costs neither Scrapy nor SQLAlchemy (0.4 s each: dependencies, section 0).
VERBS: dict[str, tuple[str, str]] = {
    "run": ("scheduler.cli.run:run", "Check providers' pages now, live or from WARC files, then report."),
    "read": ("scheduler.cli.read:read", "Show the numbers in a file, or in many (--jsonl)."),
    "check": ("scheduler.cli.check:check", "Say what is known of a number: verdict and reasons."),
    "show": ("scheduler.cli.show:show", "Show one provider: its lines, pages and open questions."),
    "entries": ("scheduler.cli.show:entries", "List the lines of the directory."),
    "review": ("scheduler.cli.review:review", "List the questions that wait for an answer, or show one."),
    "accept": ("scheduler.cli.answers:accept", "Answer: the page is right, the directory follows it."),
    "reject": ("scheduler.cli.answers:reject", "Answer: the page is wrong, the directory stays."),
    "wait": ("scheduler.cli.answers:wait", "Answer: ask again on a date."),
    "dispute": ("scheduler.cli.statements:dispute", "Take a line off the feed until it is settled."),
    "retire": ("scheduler.cli.statements:retire", "End a line that its provider no longer has."),
    "attest": ("scheduler.cli.attest:attest", "State a line that only a file can prove."),
    "no-hotline": ("scheduler.cli.statements:no_hotline", "State that a provider has no public hotline."),
    "undo": ("scheduler.cli.statements:undo", "Take back a decision by a new one."),
    "user": ("scheduler.cli.user:user", "Add, list, change and disable accounts."),
    "report": ("scheduler.cli.report:report", "Render the report of a run again."),
    "runs": ("scheduler.cli.runs:runs", "List runs, or the pages of one, with what they cost."),
    "slo": ("scheduler.cli.slo:slo", "Tell how fast, fresh and rightly this installation tells what it tells."),
    "sweep": ("scheduler.cli.sweep:sweep", "Judge the numbers that third-party pages in WARC or WET files give."),
    "replay": ("scheduler.cli.replay:replay", "Read stored nights again with today's code."),
    "release": ("scheduler.cli.release:release", "Make, verify or list public releases."),
    "schedule": ("scheduler.cli.schedule:schedule", "Carry out the nightly jobs, or list them."),
    "worker": ("scheduler.cli.worker:worker", "Take part in the nights of a cluster, or list their shards."),
    "deliver": ("scheduler.cli.deliver:deliver", "Tell people what the last runs found; show what was told."),
    "serve": ("scheduler.cli.serve:serve", "Serve the review desk and the public API."),
    "mcp": ("scheduler.cli.mcp:mcp", "Answer an assistant about providers' lines and numbers, over stdin and stdout."),
    "export": ("scheduler.cli.export:export_release", "Print one format of the release that is up."),
    "import": (
        "scheduler.cli.import_list:import_list",
        "Read a list: lines as candidates or claims, reported numbers.",
    ),
    "compare": ("scheduler.cli.compare:compare", "Hold a list against the directory: agreement, gaps, contradictions."),
    "lists": ("scheduler.cli.lists:lists", "List imported report lists and known false numbers; take a list out."),
    "providers": ("scheduler.cli.providers:providers", "List, check, try out or start provider descriptions."),
    "demo": ("scheduler.cli.demo:demo", "Tell the whole story on recorded pages, without a network."),
    "signals": ("scheduler.cli.signals:signals", "List the rules that may suspect a number, and which of them are on."),
    "policy": ("scheduler.cli.policy:policy", "Show the written policy in force, or put another in force."),
    "audit": ("scheduler.cli.audit:audit", "Check the chain of decisions, or keep a copy of it."),
    "backup": (
        "scheduler.cli.backup:backup",
        "Back the installation up, list and check backups, keep the signing keys.",
    ),
    "restore": ("scheduler.cli.restore:restore", "Restore a backup into an empty folder, and prove it."),
    "retention": (
        "scheduler.cli.retention:retention",
        "Say which captures are old enough to go, and how long the disk lasts.",
    ),
    "doctor": ("scheduler.cli.doctor:doctor", "Check this machine and this installation."),
}

# Errors whose message is written for the person at the shell: module, class, exit code. Looked up by name,
# because an error of a module that was never imported cannot be under way.
_TOLD: tuple[tuple[str, str, int], ...] = (
    ("scheduler.config", "ConfigError", options.USAGE),
    ("scheduler.which", "Ambiguous", options.USAGE),
    ("scheduler.opened", "NothingThere", options.NOTHING),
    ("scheduler.nursery", "ReadingPoolError", options.STORE_TROUBLE),
    ("verifier.decide", "NotAllowed", options.USAGE),
    ("verifier.policy", "PolicyError", options.USAGE),
    ("directory.providers", "ProviderError", options.USAGE),
    ("verifier.signal", "BrokenSignal", options.USAGE),
    ("directory.holders", "HoldersError", options.USAGE),
    ("directory.number", "BadKey", options.USAGE),
    ("directory.number", "UnknownRegion", options.USAGE),
    ("directory.audit", "ChainFileError", options.USAGE),
    ("directory.store_trouble", "NotFound", options.NOTHING),
    ("directory.store_trouble", "StoreTrouble", options.STORE_TROUBLE),
    ("publish.withdrawn", "WithdrawnDamaged", options.STORE_TROUBLE),
    ("publish.signing", "KeyTrouble", options.STORE_TROUBLE),
    ("directory.snapshots", "SnapshotDamaged", options.STORE_TROUBLE),
    ("crawler.places", "ArchiveError", options.STORE_TROUBLE),
    ("scheduler.crawling", "CrawlBroken", options.STORE_TROUBLE),
    ("scheduler.backing_up", "BackupTrouble", options.STORE_TROUBLE),
)


class LazyGroup(click.Group):
    """A group whose verbs are imported when they are called, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every verb, in the order of a working day."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb; None when there is no such verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        module, _, attribute = VERBS[cmd_name][0].partition(":")
        verb = getattr(importlib.import_module(module), attribute)
        if not isinstance(verb, click.Command):
            raise TypeError(f"{module}:{attribute} is {type(verb).__name__}, expected a click command")
        return verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that was asked for; an unknown one is refused with the nearest name."""
        asked = args[0]
        if asked not in VERBS and not asked.startswith("-"):
            near = difflib.get_close_matches(asked, VERBS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`hotlinewatch --help` lists them"
            raise click.UsageError(f"there is no verb {asked!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with their lines, importing none."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=options.exit_codes(0, 2, 3, 4, 5, 6) + " Settings: hotlinewatch.toml and HOTLINEWATCH_… variables.",
)
@options.shared_options
@click.version_option(package_name="hotlinewatch", prog_name="hotlinewatch", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, /, **given: Any) -> None:
    """Keep a directory of hotlines that providers themselves publish, and re-check it every night."""
    context.obj = given


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; messages go to stderr.

    arguments: without the program's name; None takes the process's own.
    """
    previous = signal.signal(signal.SIGTERM, _end)
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    finally:
        signal.signal(signal.SIGTERM, previous)


def _run(arguments: list[str]) -> int:
    try:
        answer = cli.main(arguments, prog_name="hotlinewatch", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return options.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("hotlinewatch: interrupted", err=True)
        return options.INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; Python would complain once more while it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return options.DONE
    except tuple(_told()) as error:
        return _tell(error)
    except OSError as error:
        trouble = disk_trouble(error)
        if not trouble:
            raise
        click.echo(f"hotlinewatch: {trouble}", err=True)
        return options.STORE_TROUBLE
    return answer if isinstance(answer, int) else options.DONE


def _told() -> dict[type[Exception], int]:
    kinds = ((getattr(sys.modules.get(module), name, None), code) for module, name, code in _TOLD)
    return {kind: code for kind, code in kinds if kind is not None}


def _tell(error: Exception) -> int:
    click.echo(f"hotlinewatch: {error}", err=True)
    return next(code for kind, code in _told().items() if isinstance(error, kind))


def _end(number: int, frame: object) -> NoReturn:
    # A normal way out, so that `finally` ends worker processes; 128 + the signal, as shells count.
    del frame
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
