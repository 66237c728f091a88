import pytest

from directory.records import Entry, Provider
from scheduler.line_lists.comparing import compare_list
from scheduler.line_lists.listed import Listed
from scheduler.line_lists.matching import Placed

EXPAY = Provider(
    id="gb/example-pay", name="Example Pay", kind="wallet", country="GB", official_hosts=(), hotline="published"
)
ALIPAY = Provider(id="cn/alipay", name="Alipay", kind="wallet", country="CN", official_hosts=(), hotline="published")
SILENT = Provider(id="gb/silent", name="Silent", kind="wallet", country="GB", official_hosts=(), hotline="none")
PROVIDERS = {one.id: one for one in (EXPAY, ALIPAY, SILENT)}


def an_entry(key, provider="gb/example-pay", status="verified", **given):
    return Entry(id=1, provider=provider, key=key, status=status, **{"decision": 1} | given)


def compare(*keys, provider=EXPAY, entries=(), known_false=None, label="", **given):
    rows = [Placed(Listed("line 2", number=key, label=label), provider, (key,)) for key in keys]
    return compare_list(rows, entries, known_false or {}, PROVIDERS, **given)


def test_agreement_and_gaps_both_ways_are_told():
    ours = [an_entry("+442079460018"), an_entry("+442079460019", status="candidate")]
    [one] = compare("+442079460018", "+442079460555", entries=ours).providers
    assert [(same.key, same.kind, same.status) for same in one.agree] == [("+442079460018", "same", "verified")]
    assert [only.key for only in one.only_list] == ["+442079460555"]
    assert [(only.key, only.status) for only in one.only_directory] == [("+442079460019", "candidate")]
    assert one.contradictions == ()


@pytest.mark.parametrize(
    ("theirs", "ours", "kind"),
    [("+8657195188", "CN:95188", "form"), ("CN:95188;ext=6", "CN:95188", "sub_line")],
)
def test_another_form_of_a_line_is_agreement_of_its_kind(theirs, ours, kind):
    [one] = compare(theirs, provider=ALIPAY, entries=[an_entry(ours, "cn/alipay")]).providers
    assert [(same.key, same.kind) for same in one.agree] == [(ours, kind)]
    assert (one.only_list, one.only_directory) == ((), ())


@pytest.mark.parametrize(
    ("entry", "known_false", "kind", "other"),
    [
        (an_entry("+442079460018", "cn/alipay"), {}, "other_provider", "cn/alipay"),
        (an_entry("+442079460018", status="retired"), {}, "retired", ""),
        (an_entry("+442079460018", status="disputed"), {}, "disputed", ""),
        (an_entry("+442079460999"), {"+442079460018": ("gb/example-pay",)}, "known_false", ""),
        (an_entry("+442079460018", purpose="fraud"), {}, "purpose", "fraud"),
    ],
)
def test_what_cannot_both_be_right_is_a_contradiction(entry, known_false, kind, other):
    [one] = compare("+442079460018", entries=[entry], known_false=known_false, label="Fax").providers
    assert [(wrong.kind, wrong.other) for wrong in one.contradictions] == [(kind, other)]
    assert one.only_list == ()


def test_a_number_for_a_provider_without_a_hotline_is_a_contradiction():
    [one] = compare("+442079460018", provider=SILENT).providers
    assert [wrong.kind for wrong in one.contradictions] == ["no_hotline"]


def test_only_lines_of_the_statuses_asked_for_count_as_ours():
    ours = [an_entry("+442079460018", status="candidate")]
    [one] = compare("+442079460018", entries=ours, statuses=("verified",)).providers
    assert (one.agree, len(one.only_list)) == ((), 1)


def test_providers_of_ours_that_the_list_does_not_name_and_rows_of_nobody_are_told():
    rows = [Placed(Listed("line 9", number="1", names=("Nobody",)), None, (), "no provider", "expected one")]
    found = compare_list(rows, [an_entry("+442079460018")], {}, PROVIDERS)
    assert found.unlisted == ("gb/example-pay",)
    assert [one.place for one in found.left] == ["line 9"]
