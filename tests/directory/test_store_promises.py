from datetime import timedelta

import msgspec
import pytest

from directory.findings import Change, Evidence, Hit

NUMBER = "CN:95188"


def evidence(make):
    return Evidence(url=make.page, snapshot="a" * 64, place="main", layer="visible", quote="Call 95188")


def hit(weight=3.0, name="near_miss"):
    return Hit(id=name, weight=weight, reason={"en": "x", "zh": "x"})


def change(kind):
    return Change(provider="xx/pay", number=NUMBER, change=kind, cause="provider")


def night_with(store, make, number, *findings, changes=(), hour=0):
    """One closed night whose page was read well, at its hour."""
    run = make.begun(store, number)
    fetch = make.fetch(at=make.at(number) + timedelta(hours=hour))
    make.read(store, run, fetch, make.reading())
    store.close_run(run, make.night(number, findings=findings, changes=changes))


@pytest.fixture
def account(store, make):
    return store.add_account("ann", "reviewer", None, make.at())


def decided(store, make, account, kind, **given):
    draft = make.draft(kind=kind, who=str(account.id), **given)
    return store.decide(draft, lambda _state: make.effect(finding_state="answered"))


def test_a_change_can_have_stood_there_since_the_last_good_look_at_its_page(store, make):
    night_with(store, make, 1)
    night_with(store, make, 2, make.finding(evidence=(evidence(make),)), hour=3)
    (one,) = store.kept_since(make.at(1)).detections
    assert (one.finding, one.hours) == ("0123456789ab", 27.0)


def test_a_look_that_failed_tells_nothing_so_the_time_is_longer(store, make):
    night_with(store, make, 1)
    run = make.begun(store, 2)
    store.save_fetches(run, "xx/pay", [make.fetch(at=make.at(2), outcome="timed_out", snapshot=None)], [])
    store.close_run(run, make.night(2))
    night_with(store, make, 3, make.finding(evidence=(evidence(make),)))
    assert [one.hours for one in store.kept_since(make.at(1)).detections] == [48.0]


def test_a_first_look_detects_nothing(store, make):
    night_with(store, make, 1, make.finding(evidence=(evidence(make),)))
    assert store.kept_since(make.at(1)).detections == ()


def test_a_removal_is_timed_from_the_last_night_that_showed_the_line(store, make):
    night_with(store, make, 1, changes=[change("stayed")])
    night_with(store, make, 2, changes=[change("missing")])
    night_with(store, make, 4, make.finding(matter="removal"), changes=[change("missing")])
    assert [one.hours for one in store.kept_since(make.at(1)).detections] == [72.0]


def test_what_was_found_before_is_no_part_of_it(store, make):
    night_with(store, make, 1)
    night_with(store, make, 2, make.finding(evidence=(evidence(make),)))
    kept = store.kept_since(make.at(3))
    assert (kept.detections, kept.valid_on, kept.first_on) == ((), (), make.at(1).date())


def test_unchanged_numbers_and_valid_nights_are_counted(store, make):
    night_with(store, make, 1, changes=[change("appeared")])
    night_with(store, make, 2, changes=[change("stayed")])
    run = make.begun(store, 3)
    store.close_run(run, make.night(3, canary="missed", changes=[change("stayed")]))
    kept = store.kept_since(make.at(1))
    assert kept.unchanged == 1
    assert kept.valid_on == (make.at(1).date(), make.at(2).date())


class TestVerdicts:
    @pytest.fixture
    def asked(self, store, make):
        """A finding with one signal that speaks against the page and one that speaks for it."""
        night_with(store, make, 1, make.finding(signals=(hit(), hit(-2.0, "corroborated"))))
        return "0123456789ab"

    def verdicts(self, store, make):
        return store.kept_since(make.at(1)).verdicts

    def test_the_word_of_a_person_is_a_verdict_with_the_signals_against_the_page(self, store, make, account, asked):
        decided(store, make, account, "accept", finding=asked, ground="g1")
        (one,) = self.verdicts(store, make)
        assert (one.finding, one.level, one.signals, one.is_right) == (asked, "review", ("near_miss",), True)

    def test_the_last_word_counts(self, store, make, account, asked):
        decided(store, make, account, "accept", finding=asked, ground="g1")
        decided(store, make, account, "reject", finding=asked, ground="g1")
        assert [one.is_right for one in self.verdicts(store, make)] == [False]

    def test_what_was_undone_or_comes_from_the_policy_or_waits_for_another_is_none(self, store, make, account, asked):
        first = decided(store, make, account, "accept", finding=asked, ground="g1")
        decided(store, make, account, "undo", finding=asked, undoes=first.seq)
        assert self.verdicts(store, make) == ()


def test_every_verified_line_is_told_with_when_a_page_showed_it_last(store, make):
    line = make.entry(status="verified", last_seen=make.at(3), verified_on=make.at().date(), accepted_by="person")
    store.decide(
        make.draft(), lambda state: make.effect(entries=(msgspec.structs.replace(line, decision=state.decision.seq),))
    )
    store.seed_candidates([make.entry(key="CN:95017")])
    assert store.kept_since(make.at(1)).last_seen == (make.at(3),)
