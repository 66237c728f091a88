import threading
from datetime import UTC, datetime

import msgspec

from directory.nights import Night, Run
from scheduler.requests import HOLD, WORDS, take_all, take_one, words
from tests.scheduler.captured import AT, a_finding, keep, shown, two_pages

CLOCK = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def now():
    return CLOCK


def take(place):
    return take_one(place.settings, place.store, place.providers, "here", now)


def found(place, finding):
    """Close the night that found it."""
    counts = {"providers": 1, "pages": 2, "fetched": 2, "unchanged": 0, "failed": 0, "held": ()}
    run = Run(id="run-1", at=AT, canary="seen", reference="f" * 64, **counts)
    place.store.close_run("run-1", Night(run=run, findings=(finding,)))
    return finding


def test_nothing_is_taken_where_nothing_waits(place):
    assert take(place) is None


def test_crops_are_made_and_the_result_says_how_many(place):
    rendered, _ = two_pages(place)
    finding = found(place, a_finding((rendered, "Call 020 7946 0018"), ("f" * 64, "Call 020 7946 0019")))
    asked = place.store.ask("crop", "gb/pay", by="1", at=CLOCK, finding=finding.id)
    ended = take(place)
    assert (ended.id, ended.state, ended.ended_at) == (asked.id, "done", CLOCK)
    assert ended.result == words("cropped", made=1, wanted=2)
    assert take(place) is None


def test_a_finding_that_is_gone_or_has_no_place_fails_in_words(place):
    two_pages(place)
    bare = found(place, a_finding())
    for name in ("no-such-one", bare.id):
        place.store.ask("crop", "gb/pay", by="1", at=CLOCK, finding=name)
    assert "no finding has that id" in take(place).result["en"]
    assert take(place).result == words("no_evidence")


def test_without_a_browser_the_request_fails_with_the_command_that_installs_one(place, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    _, plain = two_pages(place)
    finding = found(place, a_finding((plain, "Call 020 7946 0019")))
    place.store.ask("crop", "gb/pay", by="1", at=CLOCK, finding=finding.id)
    ended = take(place)
    assert ended.state == "failed"
    assert "apt-get install" in ended.result["zh"]


def test_a_run_waits_for_the_one_that_is_under_way_and_lets_others_pass(place):
    rendered, _ = two_pages(place)
    finding = found(place, a_finding((rendered, "Call 020 7946 0018")))
    name = next(iter(place.providers))
    run = place.store.ask("run_provider", name, by="1", at=CLOCK)
    crop = place.store.ask("crop", "gb/pay", by="1", at=CLOCK, finding=finding.id)
    with place.store.one_run():
        waiting = take(place)
        assert (waiting.id, waiting.state, waiting.progress) == (run.id, "waiting", words("busy"))
        assert waiting.held_until == CLOCK + HOLD
        assert take(place).id == crop.id


def test_a_run_of_an_unknown_provider_or_without_a_contact_fails_in_words(place):
    place.store.ask("run_page", "xx/nobody", by="1", at=CLOCK, page="https://pay.example/")
    assert take(place).result == words("gone", what="xx/nobody")
    settings = msgspec.structs.replace(place.settings, contact="")
    place.store.ask("run_page", next(iter(place.providers)), by="1", at=CLOCK, page="https://pay.example/")
    assert take_one(settings, place.store, place.providers, "here", now).result == words("no_contact")


def test_a_thread_takes_what_is_asked_until_it_is_told_to_stop(place):
    [snapshot] = keep(place, pages=[("https://pay.example/", b"<p>Call 020 7946 0018", "text/html", shown())])
    finding = found(place, a_finding((snapshot, "Call 020 7946 0018")))
    asked = place.store.ask("crop", "gb/pay", by="1", at=CLOCK, finding=finding.id)
    stop = threading.Event()
    taker = threading.Thread(target=take_all, args=(place.settings, lambda: place.providers, "thread", now, stop))
    taker.start()
    for _ in range(200):
        if place.store.request(asked.id).state == "done":
            break
        stop.wait(0.05)
    stop.set()
    taker.join(10)
    assert not taker.is_alive()
    assert place.store.request(asked.id).taker == "thread"


def test_both_languages_have_words_for_the_same_things():
    assert WORDS["en"].keys() == WORDS["zh"].keys()
