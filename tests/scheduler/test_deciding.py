from datetime import timedelta

import msgspec
import pytest

from directory.store import Store
from scheduler.deciding import Speaker, append, bound_to, draft_of, rules_of
from tests.walks.desk import a_world
from tests.walks.world import NIGHTS
from verifier.consent import NotAllowed

FIRST = "b00000000001"


@pytest.fixture
def store(tmp_path):
    with Store.open(a_world(tmp_path / "home").database) as store:
        yield store


def draft(store, kind="accept", who="ada", **more):
    finding = store.finding(FIRST)
    speaker = Speaker(store.account(who), "desk", NIGHTS[1] + timedelta(hours=5), "  called it ")
    return draft_of(kind, None, speaker, provider_id=finding.provider, **(bound_to(finding) | more))


def test_an_answer_is_appended_once(store):
    decided = append(store, draft(store), rules_of(store)).decision
    assert (decided.seq, decided.reason, decided.via) == (3, "called it", "desk")
    with pytest.raises(NotAllowed, match="is answered by decision 3"):
        append(store, draft(store, "reject", "ben"), rules_of(store))
    assert len(store.decisions()) == 3


def test_an_answer_to_evidence_that_is_no_more_is_refused(store):
    with pytest.raises(NotAllowed, match="look at it again"):
        append(store, draft(store, ground="of yesterday"), rules_of(store))


def test_only_people_who_can_sign_in_count_as_deciders(store):
    assert rules_of(store).reviewers == 3
    store.disable("ben")
    assert rules_of(store).reviewers == 2


def test_a_draft_rests_on_the_hosts_and_pages_of_the_provider_as_it_is_described(store):
    from directory.providers import load_providers  # noqa: PLC0415

    provider = msgspec.structs.replace(load_providers(None)["cn/alipay"], official_hosts=("alipay.example",))
    speaker = Speaker(store.account("ada"), "shell", NIGHTS[1], "why")
    assert draft_of("dispute", provider, speaker, key="CN:95188").basis["official_hosts"] == ["alipay.example"]
