"""Every way to falsify a chain of decisions is found, with its place, by its own links, by a release or by a copy."""

import json
from datetime import timedelta

import msgspec
import pytest

from directory.audit import canonical, chained
from directory.decisions import Effect
from directory.store import Store
from publish.delta import Listing
from publish.release import make_release, releases_in
from publish.signing import load_or_create_key
from scheduler.config import load_settings
from tests.directory.conftest import Make
from tests.scheduler.listed import FRAUD, LOST, accept

MADE = Make().at(3)
GROUND = {"policy": "", "rules": {}, "licence": "", "contact": "", "takedown": "", "run": ""}
TRIGGERS = ("decisions_no_update", "decisions_no_delete", "decisions_in_turn")


@pytest.fixture
def chain(home):
    """Five decisions; a release after the third carries the chain as it was."""
    (home / "data").mkdir()
    settings = load_settings(home / "hotlinewatch.toml", {})
    with Store.open(settings.database) as store:
        for number in range(1, 6):
            store.decide(Make().draft(reason=f"reason {number}"), lambda _: Effect())
            if number == 3:
                length, head = store.chain_head()
                ground = {**GROUND, "chain_length": length, "chain_head": head}
                key = load_or_create_key(home / "key.pem", settings.data)
                make_release(releases_in(settings.data), Listing(), MADE, ground, key=key)
        yield store


def rewritten(store, change):
    """Put other rows in the place of the chain, as somebody would who holds the database."""
    kept = store.decisions()
    with store.writing() as connection:
        for trigger in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        before = connection.exec_driver_sql("SELECT before, effect FROM decisions").first()
        connection.exec_driver_sql("DELETE FROM decisions")
        for one in change(kept):
            row = (one.seq, one.kind, one.provider, one.finding, one.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
            row += (canonical(one).decode(), one.prev, one.hash, *before)
            connection.exec_driver_sql("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def edit(kept):
    return [*kept[:1], msgspec.structs.replace(kept[1], reason="another"), *kept[2:]]


def delete(kept):
    return [*kept[:1], *kept[2:]]


def insert(kept):
    forged = chained(kept[1].hash, msgspec.structs.replace(kept[1], seq=3, at=kept[1].at + timedelta(hours=1)))
    return [*kept[:2], forged, *(msgspec.structs.replace(one, seq=one.seq + 1) for one in kept[2:])]


def reorder(kept):
    swapped = (msgspec.structs.replace(kept[2], seq=2), msgspec.structs.replace(kept[1], seq=3))
    return [kept[0], *swapped, *kept[3:]]


def truncate(kept):
    return kept[:2]


def rewrite(kept):
    """Chained anew from its second decision on: sound in itself."""
    found = kept[:1]
    for one in kept[1:]:
        found.append(chained(found[-1].hash, msgspec.structs.replace(one, reason=f"{one.reason}, or so")))
    return found


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        (edit, 2, "edited after it was made"),
        (delete, 2, "one is missing"),
        (insert, 4, "is chained to"),
        (reorder, 2, "is chained to"),
    ],
)
def test_what_breaks_the_links_is_found_at_its_place(run, chain, change, place, says):
    rewritten(chain, change)
    done = run("audit", "verify", "--json")
    assert (done.code, done.json["fault"]["place"]) == (6, place)
    assert says in done.json["fault"]["reason"]


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [(truncate, 3, "decisions 3 to 3 are gone"), (rewrite, 3, "rewritten there or before")],
)
def test_a_cut_tail_and_a_chain_rewritten_whole_are_found_by_a_release(run, chain, change, place, says):
    assert run("audit", "verify", "--against", "000001").code == 0
    rewritten(chain, change)
    done = run("audit", "verify", "--json")
    [witness] = done.json["against"]
    assert (done.code, done.json["fault"], witness["place"]) == (6, None, place)
    assert says in witness["reason"]


@pytest.mark.parametrize(("change", "place", "says"), [(truncate, 3, "3 to 5 are gone"), (rewrite, 2, "from there")])
def test_a_copy_tells_the_very_decision(run, home, chain, change, place, says):
    assert run("audit", "export", "chain.jsonl").code == 0
    rewritten(chain, change)
    done = run("audit", "verify", "--copy", "chain.jsonl", "--json")
    [_, witness] = done.json["against"]
    assert (done.code, witness["place"]) == (6, place)
    assert says in witness["reason"]
    kept = (home / "chain.jsonl").read_bytes()
    assert run("audit", "export", "chain.jsonl").code == 6
    assert (home / "chain.jsonl").read_bytes() == kept, "a copy is not overwritten by a chain that lost some of it"


def test_a_copy_grows_and_is_the_same_chain(run, home, chain):
    run("audit", "export", "chain.jsonl")
    first = (home / "chain.jsonl").read_bytes()
    chain.decide(Make().draft(), lambda _: Effect())
    assert run("audit", "verify", "--copy", "chain.jsonl").code == 0
    run("audit", "export", "chain.jsonl")
    assert (home / "chain.jsonl").read_bytes().startswith(first)
    assert [json.loads(line)["seq"] for line in run("audit", "export").out.splitlines()] == [1, 2, 3, 4, 5, 6]


def test_a_line_that_was_changed_by_hand_is_told(run, chain):
    accept(chain, LOST)
    assert run("audit", "verify").code == 0
    with chain.writing() as connection:
        connection.exec_driver_sql(f"UPDATE entries SET key = '{FRAUD}'")  # noqa: S608 - our own constant
    done = run("audit", "verify")
    assert done.code == 6
    assert f"gb/example-pay {FRAUD} stands as verified" in done.out


def test_a_release_that_was_changed_is_no_witness(run, chain, home):
    del chain
    manifest = home / "data" / "releases" / "000001" / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b'"chain_length": 3', b'"chain_length": 2'))
    done = run("audit", "verify")
    assert done.code == 6
    assert "is not as it was made: manifest.json" in done.out


def test_a_copy_is_checked_alone_where_there_is_no_directory_and_held_against_releases(run, chain, home):
    del chain
    run("audit", "export", "chain.jsonl")
    release = home / "data" / "releases" / "000001"
    alone = ("audit", "verify", "--copy", "chain.jsonl", "--data", "elsewhere", "--json")
    done = run(*alone, "--against", release)
    assert (done.code, done.json["length"], [one["length"] for one in done.json["against"]]) == (0, 5, [3, 5])
    kept = (home / "chain.jsonl").read_bytes()
    (home / "chain.jsonl").write_bytes(kept.replace(b"reason 4", b"reason 7"))
    assert run(*alone).json["fault"]["place"] == 4
    (home / "chain.jsonl").write_bytes(b"".join(kept.splitlines(keepends=True)[:2]))
    assert run(*alone, "--against", release).json["against"][0]["place"] == 3


def test_a_file_that_is_no_copy_is_refused_with_its_line(run, chain, home):
    del chain
    (home / "notes.txt").write_text("not a decision\n", encoding="utf-8")
    done = run("audit", "verify", "--copy", "notes.txt")
    assert done.code == 2
    assert "notes.txt: line 1" in done.err


def test_without_a_directory_there_is_nothing_to_check(run):
    assert run("audit", "verify").code == 4
    assert run("audit", "verify", "--against", "000001").code == 2
