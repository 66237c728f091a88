import json
import unicodedata

import pytest
from msgspec.structs import replace

from directory.findings import Voice
from reports.formats.json import render
from reports.nightly import compose

RUN = ["id", "at", "providers", "pages", "fetched", "unchanged", "failed", "held", "canary", "reference"]
CHANGE = ["provider", "number", "was", "change", "cause", "storm", "evidence"]
FINDING = [
    "id", "provider", "matter", "number", "was", "page", "summary", "level", "score", "signals", "voices", "evidence",
]  # fmt: skip
EVIDENCE = ["url", "snapshot", "place", "layer", "quote"]
OUTCOME = ["provider", "page", "fetch", "reading", "detail"]


def test_the_object_has_exactly_the_keys_of_the_design_and_of_decision_0009(busy_night):
    whole = json.loads(render(compose(busy_night)))
    assert list(whole) == ["run", "changes", "findings", "outcomes"]
    assert list(whole["run"]) == RUN
    assert {tuple(each) for each in whole["changes"]} == {tuple(CHANGE)}
    assert {tuple(each) for each in whole["findings"]} == {tuple(FINDING)}
    assert {tuple(each) for each in whole["outcomes"]} == {tuple(OUTCOME)}
    assert {tuple(hit) for each in whole["findings"] for hit in each["signals"]} == {("id", "weight", "reason")}
    proofs = [proof for each in [*whole["changes"], *whole["findings"]] for proof in each["evidence"]]
    assert {tuple(proof) for proof in proofs} == {tuple(EVIDENCE)}


def test_the_run_is_told_as_it_was(busy_night):
    run = json.loads(render(compose(busy_night)))["run"]
    assert run["at"] == "2026-11-22T02:04:00Z"
    assert run["held"] == ["hk/squid"]
    assert (run["providers"], run["pages"], run["fetched"], run["unchanged"], run["failed"]) == (26, 74, 21, 52, 3)
    assert run["canary"] == "seen"


def test_what_stayed_is_left_out_and_what_was_not_looked_at_is_told(busy_night):
    kinds = {each["change"] for each in json.loads(render(compose(busy_night)))["changes"]}
    assert kinds == {"replaced", "missing", "appeared", "relabelled", "unread"}


@pytest.mark.parametrize(("lang", "reason"), [("en", "It is on no list we hold."), ("zh", "我们的名单里没有它。")])
def test_reasons_come_in_the_language_asked_for(busy_night, lang, reason):
    findings = json.loads(render(compose(busy_night, lang=lang)))["findings"]
    assert findings[1]["signals"] == [{"id": "unlisted_number", "weight": 2.0, "reason": reason}]


def test_a_finding_alone_tells_what_to_check_and_which_pages_agree(busy_night):
    voice = Voice(page="https://help.pouch.example/contact", channel="help", says="names_others")
    night = replace(
        busy_night,
        findings=(replace(busy_night.findings[0], voices=(voice,), summary={"en": "Check it.", "zh": "请核对。"}),),
    )
    (finding,) = json.loads(render(compose(night)))["findings"]
    assert finding["voices"] == [{"page": voice.page, "channel": "help", "says": "names_others"}]
    assert finding["summary"] == "Check it."
    assert finding["was"] == busy_night.findings[0].was


def test_findings_stand_by_level_and_score(busy_night):
    findings = json.loads(render(compose(busy_night)))["findings"]
    assert [each["level"] for each in findings[:5]] == ["urgent", "review", "review", "review", "routine"]
    assert [each["score"] for each in findings[:4]] == [6.5, 2.0, 1.5, 1.0]


def test_the_same_night_gives_the_same_bytes_in_whatever_order_it_was_stored(busy_night):
    turned = replace(
        busy_night,
        findings=busy_night.findings[::-1],
        changes=busy_night.changes[::-1],
        outcomes=busy_night.outcomes[::-1],
        run=replace(busy_night.run, held=busy_night.run.held[::-1]),
    )
    assert render(compose(turned)) == render(compose(busy_night))


def test_hostile_text_comes_through_unchanged_and_moves_no_terminal(hostile_night):
    text = render(compose(hostile_night))
    whole = json.loads(text)
    assert {each["detail"] for each in whole["outcomes"]} == {each.detail for each in hostile_night.outcomes}
    unseen = {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert unseen == {"\n"}
