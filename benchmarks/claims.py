"""Judge claims of which the answer is known, made from the real directory of ../shared/data, and print the table.

    python benchmarks/claims.py     the rows of docs/claims.md, "How well"

Right claims are the directory's numbers for the providers that we describe. Wrong ones are its numbers of other firms,
claimed for those providers, and the providers' own long lines with one slip. Hidden ones are right and unlisted: each
number of a firm with several, asked for while the directory holds only its others; whatever is called suspicious among
them is a false alarm.
"""

import csv
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from directory.nights import Reference
from directory.number import country_of, line_of, print_number
from directory.printed import read_number
from directory.providers import load_providers, names_of, shipped_folder
from directory.records import Entry, Provider
from lab.obfuscations import Planted, families, obfuscate
from scheduler.claimed import claimed_entries
from scheduler.cli.claims import COLUMNS, rows_of
from scheduler.config import load_settings
from scheduler.known import known_now
from tests.real_pages import DATA, NOTHING_REAL
from verifier.claim import judge_claim
from verifier.claim_signals import Told
from verifier.look_alike import LEAST_DIGITS, national_digits
from verifier.page_kind import PAGE_KINDS

ORGANISATIONS = DATA / "directory-vcards.jsonl"
# Called wrong: somebody should not call this number for that provider.
WRONG = ("suspicious", "known_false", "official_other_provider", "retired")
ROWS_A_KIND = 200
# Provider, country, number, whether its file claims it.
DISGUISED = (
    ("world/paypal", "US", "1-888-221-1161", True),
    ("cn/alipay", "CN", "95188", True),
    ("world/apple-pay", "CN", "400-666-8800", True),
    ("world/google-pay", "IN", "1800 419 0157", True),
    ("world/paypal", "US", "1-888-555-0142", False),
    ("cn/alipay", "CN", "400-712-0345", False),
)
SEED = 20261123


class Asked(NamedTuple):
    """One claim: provider id, country, number as printed, kind of page."""

    provider: str
    country: str
    number: str
    page_kind: str


def organisations() -> list[dict]:
    """The rows of the real directory that have a number."""
    rows = [json.loads(line) for line in ORGANISATIONS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["phones"]]


def ours(providers: Iterable[Provider]) -> dict[str, Provider]:
    """Our providers by every name, in small letters."""
    return {name.lower(): one for one in providers for name in names_of(one)}


def right_claims(providers: dict[str, Provider], page_kind: str) -> list[Asked]:
    """The real directory's numbers of the providers that we describe."""
    known = ours(providers.values())
    return [
        Asked(known[row["org"].lower()].id, "CN", phone["raw"], page_kind)
        for row in organisations()
        if row["org"].lower() in known
        for phone in row["phones"]
    ]


def others_claims(providers: dict[str, Provider], page_kind: str) -> list[Asked]:
    """Numbers of other firms, claimed for our Chinese providers; none that one of these has itself."""
    chance, known = random.Random(SEED), ours(providers.values())
    home = [one for one in providers.values() if one.country == "CN"]
    held = {line_of(entry.key) for one in providers.values() for entry in claimed_entries(one)}
    raws = [
        phone["raw"]
        for row in organisations()
        if row["org"].lower() not in known
        for phone in row["phones"]
        if not {line_of(key) for key in read_number(phone["raw"], ["CN"])} & held
    ]
    return [Asked(chance.choice(home).id, "CN", raw, page_kind) for raw in chance.sample(raws, ROWS_A_KIND)]


def slipped_claims(providers: dict[str, Provider], page_kind: str) -> list[Asked]:
    """Our providers' own long lines with one slip: two neighbours swapped, a digit changed, the last group turned."""
    held = {entry.key for one in providers.values() for entry in claimed_entries(one)}
    found = []
    for one in providers.values():
        for entry in claimed_entries(one):
            digits = national_digits(entry.key)
            country = country_of(entry.key)
            if entry.key.startswith("+") and len(digits) >= LEAST_DIGITS and country:
                printed = print_number(entry.key)
                code = printed.partition(" ")[0]
                keys = [f"{code}{slip}" for slip in slips(digits)]
                found += [Asked(one.id, country, key, page_kind) for key in keys if key not in held]
    return found


def disguised_claims(page_kind: str) -> tuple[list[Asked], list[Asked]]:
    """Listed and unlisted numbers in every way of writing that needs no markup."""
    found: tuple[list[Asked], list[Asked]] = ([], [])
    for family in families():
        for provider, country, number, is_listed in DISGUISED:
            if not family.is_html and family.fits.fullmatch(number):
                text = obfuscate(family, Planted("", number, ""), SEED)
                found[0 if is_listed else 1].append(Asked(provider, country, text, page_kind))
    return found


def slips(digits: str) -> list[str]:
    """What a hand makes of some digits with one slip."""
    swapped = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(3, len(digits) - 1)]
    changed = [digits[:at] + str((int(digits[at]) + 3) % 10) + digits[at + 1 :] for at in range(3, len(digits))]
    return sorted({*swapped, *changed, digits[:-4] + digits[-2:] + digits[-4:-2]} - {digits})


def verdicts(asked: Iterable[Asked], folder: Path) -> Counter[str]:
    """How often each verdict is given, by the program's own table of claims."""
    table = folder / "claims.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows((one.provider, one.country, one.number, "", one.page_kind) for one in asked)
    # An installation that has met nobody yet: what the person at hand has already seen must not answer.
    (folder / "hotlinewatch.toml").write_text('data = "empty"\n', encoding="utf-8")
    settings = load_settings(folder / "hotlinewatch.toml", {})
    known = known_now(settings, load_providers(shipped_folder()))
    return Counter(row["verdict"] for row in rows_of(table, known, settings))


def hidden_verdicts(page_kind: str) -> Counter[str]:
    """The verdicts on right numbers that the directory lacks while it holds the firm's others."""
    found: Counter[str] = Counter()
    for row in organisations():
        keys = [key for phone in row["phones"] for key in read_number(phone["raw"], ["CN"])[:1]]
        provider = Provider(
            id="cn/firm", name=row["org"], kind="other", country="CN", official_hosts=(), hotline="published"
        )
        for key in keys if len(keys) > 1 else ():
            lines = [
                Entry(id=0, provider=provider.id, key=one, status="candidate", origin="a list")
                for one in keys
                if one != key
            ]
            told = Told(page_kind=page_kind)
            claim = judge_claim([key], provider, lines, Reference(), {provider.id: provider}, told=told)
            found[claim.verdict] += 1
    return found


def share(found: Counter[str], verdicts_: Iterable[str] = WRONG) -> str:
    """How many of the claims got one of some verdicts."""
    count = sum(found[one] for one in verdicts_)
    return f"{count}/{found.total()} ({count / found.total():.1%})"


def main() -> int:
    if not ORGANISATIONS.is_file():
        print(NOTHING_REAL, file=sys.stderr)
        return 2
    providers = load_providers(shipped_folder())
    print("| page | other firms' numbers called wrong | long lines with a slip | right numbers | right, hidden |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for kind in PAGE_KINDS:
            parts = [make(providers, kind) for make in (others_claims, slipped_claims, right_claims)]
            told = [share(verdicts(part, Path(folder))) for part in parts]
            print("| " + " | ".join([kind or "not said", *told, share(hidden_verdicts(kind))]) + " |")
        listed, unlisted = disguised_claims("ugc")
        print(f"\nDisguised: listed candidates {share(verdicts(listed, Path(folder)), ('candidate',))}, ", end="")
        print(f"unlisted called wrong {share(verdicts(unlisted, Path(folder)))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
