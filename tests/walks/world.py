"""An installation after two nights: lines that were accepted, a queue of what is new, and pages that were planted.

Everything is written through the store and the archive, as runs write it, but made up: nothing was crawled or judged.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from crawler.book import Book
from crawler.warc import Exchange
from directory.crops import keep_crop
from directory.findings import Change, Evidence, Finding, Hit, Voice
from directory.nights import Night, Outcome, Run
from directory.providers import load_providers
from directory.records import Entry, Fetch
from directory.requests import Crop
from directory.store import Store
from scheduler.config import ReadingSettings, Settings
from tests.scheduler.captured import a_screenshot

PASSWORD = "a long word of nobody"  # noqa: S105 - of accounts that live for a test
NIGHTS = tuple(datetime(2026, 11, day, 2, 0, tzinfo=UTC) for day in (21, 22))
PROVIDERS = {
    "gb/example-pay": ("Example Pay", "示例支付", "wallet", "pay.example"),
    "gb/example-bank": ("Example Bank", "示例银行", "bank", "bank.example"),
    "gb/planted-pay": ("Planted Pay", "被篡改的支付", "payment", "planted.example"),
}
QUEUE = 10
OLD, NEW = "+442079460018", "+442079460019"
BIDI = "\u202etxt.exe\u2066 Call \u200b\u202d"
WORD = "W" * 10_000
SCRIPT = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
# What is planted: the id of a finding → its address, place, quoted words, and what a signal and a summary say.
PLANTED = {
    "a00000000001": ("https://planted.example/help", f"main > {SCRIPT}", f"{SCRIPT} Call 020 7946 0301", SCRIPT),
    "a00000000002": (f"https://planted.example/{SCRIPT}", "main > p", "Call 020 7946 0302", "</textarea></style>"),
    "a00000000003": ("javascript:document.title='ran'", "main > p", "Call 020 7946 0303", "{{ 7*7 }} {% raw %}"),
    "a00000000004": ("https://planted.example/" + WORD, WORD, f"{WORD} 020 7946 0304 {WORD}", WORD),
    "a00000000005": ("https://planted.example/bidi", BIDI, f"{BIDI} 020 7946 0305 {BIDI}", BIDI),
    "a00000000006": (
        "https://planted.example/%3Cscript%3E.html",
        "'\"><b onclick=x>",
        "'\"> 020 7946 0306",
        "&lt;b&gt;'\"",
    ),
}


def number(n):
    """The n-th number of the queue."""
    return f"+4420794601{n:02}"


def printed(key):
    return f"020 7946 {key[-4:]}"


def provider_file(name, zh, kind, host):
    pages = "".join(
        f'\n[[pages]]\nurl = "https://{host}/{path}"\nchannel = "{channel}"\nlanguage = "en"\nregions = ["GB"]\n'
        f"expect = {{ least = 1, most = 20 }}\n"
        for path, channel in (("help", "help"), ("contact", "contact"))
    )
    head = f'name = "{name}"\nnames = {{ zh = "{zh}" }}\nkind = "{kind}"\ncountry = "GB"\n'
    return head + f'official_hosts = ["{host}"]\nhotline = "published"\n{pages}'


def settings_of(home: Path) -> Settings:
    """Give the settings of the installation in a folder."""
    data = home / "data"
    return Settings(
        data=data,
        database=f"sqlite:///{data / 'directory.db'}",
        contact="tests@hotlinewatch.example",
        providers=home / "providers",
        shipped=False,
        key=home / "release.pem",
        reading=ReadingSettings(workers=1, timeout_s=60.0),
    )


def make_world(home: Path) -> Settings:
    """Make the installation in a folder; gives its settings. Its accounts are ada, ben (reviewers), cleo (admin), dan (viewer)."""
    for name, told in PROVIDERS.items():
        file = home / "providers" / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(provider_file(*told), encoding="utf-8")
    (home / "data").mkdir()
    settings = settings_of(home)
    with Store.open(settings.database) as store:
        fill(settings, store)
    return settings


def fill(settings, store):
    """Write both nights, and the decisions between them."""
    providers = load_providers(settings.providers)
    for name, role in (("ada", "reviewer"), ("ben", "reviewer"), ("cleo", "admin"), ("dan", "viewer")):
        store.add_account(name, role, PASSWORD, NIGHTS[0])
    store.save_providers(list(providers.values()), {name: f"basis of {name}" for name in providers})
    store.note_hosts(list(providers.values()), NIGHTS[0])
    first = captured(settings, store, 0)
    store.close_run("run-1", a_night(0, tuple(first_findings(first))), first_entries(first))
    accept_first(store, providers)
    second = captured(settings, store, 1)
    findings = (*queue(second), replacement(first, second), *planted(second))
    store.close_run("run-2", a_night(1, findings), [])
    pictures(settings, store, first, second)


def bodies(night):
    """The pages of a night: address → HTML."""
    old = OLD if night == 0 else NEW
    bank = "".join(f"<p>Line {n}: {printed(number(n))}</p>" for n in range(1, QUEUE + 1)) if night else ""
    title = SCRIPT if night else "Help"
    yield (
        "https://pay.example/help",
        f"<!doctype html><title>Help</title><main><p>Customer hotline: {printed(old)}, day and night</p></main>",
    )
    yield (
        "https://bank.example/help",
        f"<!doctype html><title>Help</title><main><p>Bank: 020 7946 0200</p>{bank}</main>",
    )
    yield (
        "https://planted.example/help",
        f"<!doctype html><title>{title}</title><main>{title}<p>Call 020 7946 0301</p></main>",
    )


def captured(settings, store, night):
    """Keep a night's captures; gives address → snapshot."""
    run, at = f"run-{night + 1}", NIGHTS[night]
    store.begin_run(run, at, f"inputs of {run}", {})
    found = {}
    owners = {told[3]: name for name, told in PROVIDERS.items()}
    with Book(data=settings.data, folder=settings.data / "warc" / run, attempt=1, at=at, software="test") as book:
        for url, html in bodies(night):
            owner = owners[url.split("/")[2]]
            fetch = Fetch(provider=owner, page=url, at=at, outcome="ok", media="text/html", charset="utf-8", status=200)
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            exchange = Exchange(url=url, at=at, status=200, headers=headers, body=html.encode())
            line = book.write_page(fetch, [exchange])
            store.save_fetches(run, owner, [line.fetch], [line.capture])
            found[url] = line.fetch.snapshot
    return found


def a_night(night, findings):
    counts = {"providers": 3, "pages": 3, "fetched": 3, "unchanged": 0, "failed": 0, "held": ()}
    run = Run(id=f"run-{night + 1}", at=NIGHTS[night], canary="seen", reference="f" * 64, **counts)
    changes = tuple(
        Change(
            provider=one.provider,
            number=one.number,
            change="replaced" if one.was else "appeared",
            cause="provider",
            was=one.was,
        )
        for one in findings
    )
    outcomes = tuple(
        Outcome(provider=name, page=f"https://{told[3]}/help", fetch="ok", reading="ok")
        for name, told in PROVIDERS.items()
    )
    names = {name: told[0] for name, told in PROVIDERS.items()}
    return Night(run=run, changes=changes, findings=findings, outcomes=outcomes, names=names)


def a_finding(name, provider, key, *evidence, **fields):
    known = {"matter": "addition", "level": "review", "score": 3.0, "ground": f"ground of {name}", "keys": (key,)}
    said = {"en": "A number that was not there before", "zh": "以前没有的号码"}
    hits = (Hit(id="new_number", weight=3.0, reason=said),)
    voices = (Voice(page=evidence[0].url, channel="help", says="agrees"),)
    record = {"id": name, "provider": provider, "number": key, "evidence": evidence, "page": evidence[0].url}
    return Finding(**(known | {"signals": hits, "voices": voices, "summary": said} | record | fields))


def a_place(url, snapshot, quote, place="main:nth-of-type(1) > p:nth-of-type(1)"):
    return Evidence(url=url, snapshot=snapshot, place=place, layer="visible", quote=quote)


def first_findings(snapshots):
    """What the first night asked, and people accepted."""
    for n, (owner, key) in enumerate((("gb/example-pay", OLD), ("gb/example-bank", "+442079460200")), 1):
        url = f"https://{PROVIDERS[owner][3]}/help"
        place = a_place(url, snapshots[url], f"Customer hotline: {printed(key)}, day and night")
        yield a_finding(f"f0000000000{n}", owner, key, place, level="routine", score=0.5, is_bulkable=True)


def first_entries(snapshots):
    return [
        Entry(
            id=0,
            provider=one.provider,
            key=one.number,
            status="candidate",
            presence="seen",
            pages=(one.page,),
            first_seen=NIGHTS[0],
            last_seen=NIGHTS[0],
            night_on=NIGHTS[0].date(),
            source=one.page,
            snapshot=one.evidence[0].snapshot,
        )
        for one in first_findings(snapshots)
    ]


def queue(snapshots):
    """Ten findings of one bank: numbers that are new on its page."""
    url = "https://bank.example/help"
    for n in range(1, QUEUE + 1):
        quote = f"Line {n}: {printed(number(n))}"
        yield a_finding(
            f"b0000000000{n:x}", "gb/example-bank", number(n), a_place(url, snapshots[url], quote), score=4.0
        )


def replacement(first, second):
    """One line that moved, for which one person is not enough."""
    url = "https://pay.example/help"
    places = [a_place(url, second[url], f"Customer hotline: {printed(NEW)}, day and night")]
    places.append(a_place(url, first[url], f"Customer hotline: {printed(OLD)}, day and night"))
    fields = {"matter": "replacement", "level": "urgent", "score": 6.5, "was": OLD, "keys": (NEW, OLD)}
    return a_finding("c00000000001", "gb/example-pay", NEW, *places, **fields)


def planted(snapshots):
    """Findings whose every crawled word is an attack."""
    snapshot = snapshots["https://planted.example/help"]
    for name, (url, place, quote, words) in PLANTED.items():
        said = {"en": words, "zh": words}
        key = f"+4420794603{name[-2:]}"
        hits = (Hit(id="new_number", weight=2.0, reason=said),)
        evidence = a_place(url, snapshot, quote, place)
        yield a_finding(name, "gb/planted-pay", key, evidence, score=2.0, signals=hits, summary=said)


def pictures(settings, store, first, second):
    """Crops of the line that moved."""
    digest = keep_crop(settings.data, a_screenshot())
    url = "https://pay.example/help"
    store.save_crops(
        [
            Crop(snapshot=second[url], number=NEW, at=NIGHTS[1], digest=digest, width=640, height=200, is_late=True),
            Crop(snapshot=first[url], number=OLD, at=NIGHTS[1], digest=digest, width=640, height=200),
        ]
    )


def accept_first(store, providers):
    """Two people accept the first night's lines, so that there is something to replace."""
    from scheduler.cli.deciding import append, bound_to, draft_of, rules_of  # noqa: PLC0415

    rules = rules_of(store)
    for finding in store.findings():
        owner = providers[finding.provider]
        draft = draft_of("accept", owner, store.account("cleo"), "called it", **bound_to(finding))
        append(store, msgspec.structs.replace(draft, at=NIGHTS[0] + timedelta(hours=7)), rules)
