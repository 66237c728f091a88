from html import unescape

import pytest
from msgspec.structs import replace

from reports.nightly import compose
from reports.render import render
from reports.view import Imprint


def test_a_quiet_night_says_that_nothing_is_needed(quiet_night):
    report = compose(quiet_night)
    assert report.headline == "Nothing needs you tonight"
    assert report.tone == "quiet"
    assert not report.cards
    assert compose(quiet_night, lang="zh").headline == "今晚无需处理"


def test_the_headline_counts_what_waits_and_what_is_urgent(busy_night):
    assert compose(busy_night).headline == "34 matters need you tonight, 1 of them is urgent"
    assert compose(busy_night, lang="zh").headline == "今晚有 34 件事等您决定，其中 1 件紧急"
    assert [(tally.level, tally.count) for tally in compose(busy_night).tallies] == [
        ("urgent", 1),
        ("review", 3),
        ("routine", 30),
    ]


def test_a_first_night_of_additions_is_not_called_urgent(busy_night):
    routine = tuple(finding for finding in busy_night.findings if finding.level == "routine")
    report = compose(replace(busy_night, findings=routine))
    assert report.headline == "30 new lines wait to be listed; nothing is urgent"
    assert report.tone == "routine"


def test_only_what_is_new_is_news_but_the_urgent_is_always_told(busy_night):
    calm = replace(busy_night, findings=tuple(each for each in busy_night.findings if each.level != "urgent"))
    assert compose(calm, previous=calm).headline == "Nothing new tonight; 33 matters still wait"
    assert compose(busy_night, previous=busy_night).headline.endswith("1 of them is urgent")


def test_a_run_that_missed_its_canary_is_called_invalid_whatever_it_found(quiet_night):
    report = compose(replace(quiet_night, run=replace(quiet_night.run, canary="missed")))
    assert report.headline.startswith("This run is invalid")
    assert report.tone == "broken"


def test_a_run_that_reached_nothing_says_that_no_line_was_touched(quiet_night):
    report = compose(replace(quiet_night, run=replace(quiet_night.run, fetched=0, unchanged=0, failed=74)))
    assert report.headline == "No page could be fetched; no line of the directory was touched"


def test_numbers_on_pages_that_failed_are_counted_once_each(busy_night):
    twice = replace(busy_night, changes=busy_night.changes * 2)
    assert compose(twice).kept == "1 listed number could not be looked at and keeps its dates."


def test_coverage_names_who_is_held_and_alarms_on_what_failed(busy_night):
    facts = {fact.label: (fact.value, fact.is_alarm) for fact in compose(busy_night).facts}
    assert facts["held"] == ("Squid 八達通", True)
    assert facts["failed"] == ("3", True)
    assert facts["redesigned"] == ("2", False)
    assert facts["canary"] == ("seen", False)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_night_in_another_order_makes_the_same_report(busy_night, lang):
    turned = replace(
        busy_night,
        findings=busy_night.findings[::-1],
        changes=busy_night.changes[::-1],
        outcomes=busy_night.outcomes[::-1],
        redesigned=busy_night.redesigned[::-1],
    )
    report, other = compose(busy_night, lang=lang), compose(turned, lang=lang)
    assert replace(report, night=quiet(report)) == replace(other, night=quiet(other))


def quiet(report):
    return replace(report.night, findings=(), changes=(), outcomes=(), redesigned=())


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["html", "md", "text"])
def test_every_report_that_people_read_says_who_corrects_it_and_on_which_policy_it_rests(busy_night, name, lang):
    imprint = Imprint(policy="policy:0123456789ab", licence="CC-BY-4.0", contact="corrections@hotlinewatch.example")
    told = " ".join(unescape(render(compose(busy_night, None, lang, imprint), name)).replace("\\", "").split())
    for said in ("policy:0123456789ab", "CC-BY-4.0", "corrections@hotlinewatch.example", "dispute"):
        assert said in told


def test_an_installation_without_a_contact_is_told_to_set_one(busy_night):
    imprint = Imprint(policy="policy:0123456789ab", licence="CC-BY-4.0", contact="")
    assert any("names no contact" in sentence for sentence in compose(busy_night, None, "en", imprint).imprint)
