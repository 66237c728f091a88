import pytest

from directory.addresses import lies_under
from lab.world import answers_of
from tests.lab.operators.offered import ALL, ENGLISH, added_to, changed, is_in, plant


def certificates(planting, one):
    """Of the one page that a planting changed: what its host showed before, and what it shows."""
    (key, answer), *_ = planting.answers.items()
    return answers_of((one,))[key].certificate, answer.certificate


@pytest.mark.parametrize("operator", ["swapped_under_new_certificate", "added_under_new_certificate"])
@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_another_number_comes_with_another_issuer(operator, one):
    planting = plant(operator, one)
    before, now = certificates(planting, one)
    assert before.host == now.host
    assert before.issuer != now.issuer
    assert is_in(planting.planted, changed(planting))


@pytest.mark.parametrize(("operator", "is_renewed"), [("certificate_renewed", True), ("issuer_changed", False)])
def test_an_honest_certificate_leaves_the_page_as_it_is(operator, is_renewed):
    planting = plant(operator, ENGLISH)
    before, now = certificates(planting, ENGLISH)
    assert added_to(planting, ENGLISH) == ""
    assert before.digest != now.digest
    assert (before.issuer == now.issuer) is is_renewed


@pytest.mark.parametrize("operator", ["host_added", "look_alike_added"])
def test_the_description_names_one_host_and_one_page_more(operator):
    planting = plant(operator, ENGLISH)
    (url, _), *_ = planting.answers
    described, known = planting.described, ENGLISH.provider
    assert described.official_hosts[:-1] == known.official_hosts
    assert [page.url for page in described.pages] == [*(page.url for page in known.pages), url]
    assert lies_under(url.split("/")[2], described.official_hosts[-1:])
    assert is_in(planting.planted, changed(planting))


def test_only_the_look_alike_bears_the_brand():
    assert "northmoor" in plant("look_alike_added", ENGLISH).page
    assert "northmoor" not in plant("host_added", ENGLISH).page
