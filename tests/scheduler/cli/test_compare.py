import pytest

from tests.scheduler.cli.nights import store_night

LIST = "provider,number\nexpay,020 7946 0018\nexpay,020 7946 0555\nalipay,+44 20 7946 0018\nnobody,1\n"


@pytest.fixture
def hold(run, home):
    """Hold a text as a list against the directory."""

    def call(text, *more):
        (home / "list.csv").write_text(text, encoding="utf-8")
        return run("compare", "list.csv", "--quiet", *more)

    return call


def test_agreement_gaps_and_contradictions_are_printed_by_provider(hold, home):
    store_night(home)
    done = hold(LIST, "--json")
    assert done.code == 3
    alipay, expay = done.json["compared"]
    assert [one["kind"] for one in alipay["contradictions"]] == ["other_provider"]
    assert [one["key"] for one in alipay["only_directory"]] == ["CN:95188"]
    assert [one["key"] for one in expay["agree"]] == ["+442079460018"]
    assert [one["key"] for one in expay["only_list"]] == ["+442079460555"]
    assert [one["place"] for one in done.json["left"]] == ["line 5"]
    shown = hold(LIST)
    assert "gb/example-pay  both: 1, only in the list: 1, only in the directory: 0, contradictions: 0" in shown.out
    assert "CONTRADICTION: here a line of gb/example-pay" in shown.out
    assert "矛盾" in hold(LIST, "--lang", "zh").out


def test_without_a_directory_the_shipped_claims_are_compared_and_that_is_said(hold):
    done = hold("provider,number\nexpay,020 7946 0018\n")
    assert done.code == 0
    assert "unverified" in done.err
    assert "both (candidate)" in done.out


def test_an_empty_list_is_nothing_and_another_file_is_refused(hold):
    assert hold("provider,number\n").code == 4
    assert hold("colour\nred\n").code == 2
    assert hold(LIST, "--status", "best").code == 2
