import msgspec
import pytest

from directory.findings import Change
from directory.nights import Past
from directory.records import Reading
from directory.register import ReportList
from scheduler.closing import _cases, close_night, compare, reference_digest, spoil
from scheduler.fetching import fetch_pages
from scheduler.order import order_run
from scheduler.rereading import read_pages
from scheduler.run import _known, _prepare, _with_reports
from tests.scheduler.conftest import DEMO, NOW
from verifier.policy import load_policy
from verifier.reconcile import Reconciled

POLICY = load_policy()
LIST = ReportList(
    source="own", dated_on=NOW.date(), about="called", format="plain", region="", digest="", imported_at=NOW
)


@pytest.fixture
def night(place):
    """The first night, fetched and read but not closed."""
    order = order_run(place.store, list(place.providers.values()), [DEMO / "night-1.warc.gz"], None, NOW)
    place.store.begin_run(order.run_id, order.at, order.inputs, {})
    _prepare(order, place.store)
    fetch_pages(order, place.settings, place.store, quiet=True)
    pages = read_pages(order, place.settings, place.store, {}, quiet=True)
    return order, pages, _known(order, place.store, place.providers, {}, ())


def closed(order, pages, known):
    compared = {one.id: compare(pages, known, one, POLICY) for one in order.providers}
    return close_night(order, pages, known, compared, POLICY, has_canary=True)


def test_the_same_records_give_the_same_night(night):
    assert msgspec.json.encode(closed(*night)) == msgspec.json.encode(closed(*night))


def test_the_order_of_pages_changes_no_finding(night):
    order, pages, known = night
    assert closed(order, list(reversed(pages)), known).night.findings == closed(*night).night.findings


def test_one_providers_trouble_leaves_its_lines_and_the_others_go_on(night):
    order, pages, known = night
    alipay = next(one for one in order.providers if one.id == "cn/alipay")
    closing = closed(order, spoil(pages, alipay, "TypeError: ours"), known)
    assert {one.fetch for one in closing.night.outcomes if one.provider == "cn/alipay"} == {"internal_error"}
    assert "cn/alipay" not in {finding.provider for finding in closing.night.findings}
    assert "cn/wechat-pay" in {finding.provider for finding in closing.night.findings}


def test_a_page_that_was_not_read_well_is_a_first_failure(night):
    order, pages, known = night
    broken = [
        msgspec.structs.replace(one, now=Reading(snapshot="", outcome="captcha", content="")) if index == 0 else one
        for index, one in enumerate(pages)
    ]
    told = closed(order, broken, known).night
    assert told.transitions == {pages[0].page.url: ("first", 1)}
    assert told.run.failed == 1


def test_reports_the_past_and_the_age_of_hosts_reach_the_case_of_their_provider(night):
    order, pages, known = night
    alipay = next(one for one in order.providers if one.id == "cn/alipay")
    past = Past(at=NOW, change=Change(provider=alipay.id, number="CN:95188", change="appeared", cause="provider"))
    told = {
        "past": {alipay.id: (past,)},
        "hosts_since": {alipay.id: {alipay.official_hosts[0]: NOW, "gone.example": NOW}},
    }
    cases = _cases(
        order,
        {one.id: [page for page in pages if page.provider.id == one.id] for one in order.providers},
        msgspec.structs.replace(known, **told),
        {one.id: Reconciled((), held=False) for one in order.providers},
        {},
        {one.id: () for one in order.providers},
    )
    assert {case.provider.id: (case.past, case.hosts_since) for case in cases if case.past or case.hosts_since} == {
        alipay.id: ((past,), {alipay.official_hosts[0]: NOW})
    }


def test_a_night_remembers_its_hosts_and_asks_report_lists_of_what_it_shows(night, place):
    order, pages, known = night
    assert known.hosts_since == {one.id: {} for one in order.providers}
    shown = min(seen.number for page in pages for seen in page.now.sightings)
    number = place.store.begin_list(LIST)
    place.store.add_reports(number, {shown: 2, "+12025550101": 1})
    place.store.finish_list(number, rows=3, empty=0, unread=0)
    assert _with_reports(known, place.store, pages).reference.reported == {shown: ("own 2026-11-22 (×2)",)}


def test_another_reference_has_another_digest(night):
    _, _, known = night
    changed = msgspec.structs.replace(known.reference, known_false={"CN:95188": ("cn/alipay",)})
    assert reference_digest(known.reference) != reference_digest(changed)


def test_a_statement_that_there_is_no_hotline_makes_its_new_numbers_suspicious(night):
    order, pages, known = night
    stated = {one.id: 1 for one in order.providers}
    closing = closed(order, pages, msgspec.structs.replace(known, stated=stated))
    suspected = [one for one in closing.night.findings if any(hit.id == "no_hotline_provider" for hit in one.signals)]
    assert suspected
    assert {one.matter for one in suspected} == {"addition"}
    assert "no_hotline_provider" not in {hit.id for one in closed(*night).night.findings for hit in one.signals}


def test_what_decisions_and_statements_rested_on_is_asked_about_when_the_file_has_changed(night):
    order, pages, known = night
    name = order.providers[0].id
    moved = {"official_hosts": ["old.example"], "pages": []}
    asked = msgspec.structs.replace(known, stated={name: 7}, bases={7: moved})
    found = [one for one in closed(order, pages, asked).night.findings if one.matter == "ground"]
    assert [(one.provider, one.keys, one.level) for one in found] == [(name, (), "review")]


def test_the_thresholds_of_a_night_are_those_of_the_policy_in_force(night):
    order, pages, known = night
    by_provider = {one.id: compare(pages, known, one, POLICY) for one in order.providers}
    strict = msgspec.structs.replace(POLICY, review_score=0.01, urgent_score=0.02)
    closing = close_night(order, pages, known, by_provider, strict, has_canary=True)
    assert {one.level for one in closing.night.findings if one.score > 0.02} <= {"urgent"}
