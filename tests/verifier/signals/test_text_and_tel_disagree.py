import pytest

from tests.verifier.cases import (
    CONTACT,
    HELP,
    LISTED,
    NEW,
    PREMIUM,
    TERMS,
    a_case,
    a_page,
    a_provider,
    a_reading,
    a_sighting,
    an_entry,
    keys_of,
    on_contact,
)
from verifier.judge import judge
from verifier.signals import text_and_tel_disagree


def a_link(shown, dialled, raw_link="", **more):
    """What the reader makes of `<a href="tel:…">…</a>`: the text with its target, and the link itself."""
    return a_sighting(shown, target=dialled, **more), a_sighting(dialled, layer="tel_link", raw=raw_link or dialled)


def test_a_link_that_dials_another_number_is_suspected_on_the_number_dialled():
    found = list(text_and_tel_disagree.check(on_contact(*a_link(LISTED, PREMIUM))))
    assert [(one.key, one.quote) for one in found] == [(PREMIUM, "+44 20 7946 0155")]
    assert found[0].values == {"shown": "+44 20 7946 0155", "dialled": "+44 909 879 0123"}


def test_a_swapped_text_over_an_honest_link_is_suspected_on_the_text():
    assert keys_of(text_and_tel_disagree.check, on_contact(*a_link(PREMIUM, LISTED))) == [PREMIUM]


def test_where_both_are_unlisted_the_number_dialled_is_suspected():
    assert keys_of(text_and_tel_disagree.check, on_contact(*a_link(NEW, PREMIUM))) == [PREMIUM]


def test_a_link_that_dials_nothing_of_the_providers_own_is_suspected_too():
    case = on_contact(a_sighting(LISTED, target=PREMIUM), a_sighting(PREMIUM, layer="tel_link", owner="police"))
    assert keys_of(text_and_tel_disagree.check, case) == [PREMIUM]


def test_what_already_disagreed_before_is_not_new():
    page = {CONTACT: a_reading(*a_link(LISTED, PREMIUM))}
    assert keys_of(text_and_tel_disagree.check, a_case(now=page, before=page)) == []


def test_another_disagreement_on_the_same_page_is_new():
    before = {CONTACT: a_reading(*a_link(LISTED, NEW))}
    now = {CONTACT: a_reading(*a_link(LISTED, PREMIUM))}
    assert keys_of(text_and_tel_disagree.check, a_case(now=now, before=before)) == [PREMIUM]


@pytest.mark.parametrize(
    ("shown", "dialled"),
    [
        (a_sighting(NEW), ""),
        (a_sighting(NEW, target=NEW), NEW),
        (a_sighting("CN:95188", target="+8657195188"), "+8657195188"),
        (a_sighting("+8657195188", target="CN:95188"), "CN:95188"),
        (a_sighting("CN:95188;ext=6", target="CN:95188"), "CN:95188"),
        (a_sighting("+864006668800", target="+864006668800;ext=1"), "+864006668800;ext=1"),
        (
            a_sighting("+18004190157", readings=("+18004190157", "+9118004190157"), target="+9118004190157"),
            "+9118004190157",
        ),
        (a_sighting(LISTED, target=PREMIUM, layer="user_content"), PREMIUM),
        (a_sighting(LISTED, target=PREMIUM, layer="hidden"), PREMIUM),
        (a_sighting(LISTED, target=PREMIUM, is_kept=False), PREMIUM),
    ],
)
def test_one_line_in_two_notations_and_text_of_others_stay_quiet(shown, dialled):
    link = [a_sighting(dialled, layer="tel_link")] if dialled else []
    case = on_contact(shown, *link, entries=[an_entry("CN:95188"), an_entry(LISTED)])
    assert keys_of(text_and_tel_disagree.check, case) == []


def test_two_listed_lines_that_change_places_are_no_unlisted_number():
    entries = [an_entry(LISTED), an_entry(NEW)]
    assert keys_of(text_and_tel_disagree.check, on_contact(*a_link(LISTED, NEW), entries=entries)) == []


def test_a_prefix_that_the_link_left_off_is_no_other_number():
    provider = a_provider(country="IN", pages=(a_page(CONTACT, regions=("IN",)),))
    shown = a_sighting("+18004190157", raw="+1 800 419 0157", target="+9118004190157")
    link = a_sighting("+9118004190157", layer="tel_link", raw="18004190157")
    assert keys_of(text_and_tel_disagree.check, on_contact(shown, link, provider=provider)) == []


def test_the_same_digits_behind_a_foreign_country_code_are_another_number():
    shown = a_sighting("+448081570967", raw="0808 157 0967", target="+88208081570967"[:15])
    link = a_sighting(shown.target, layer="tel_link", raw=shown.target)
    assert keys_of(text_and_tel_disagree.check, on_contact(shown, link)) == [shown.target]


@pytest.mark.parametrize("attribute", ["data-phone", "data-tel", "data-hotline"])
def test_a_button_that_dials_another_number_than_its_line_shows_is_suspected(attribute):
    button = a_sighting(PREMIUM, layer="attribute", place=f"main > p > button[{attribute}]")
    assert keys_of(text_and_tel_disagree.check, on_contact(a_sighting(LISTED), button)) == [PREMIUM]


def test_a_link_in_words_beside_another_number_is_suspected():
    link = a_sighting(PREMIUM, layer="tel_link", place="main > p > a:nth-of-type(1)[href]")
    assert keys_of(text_and_tel_disagree.check, on_contact(a_sighting(LISTED), link)) == [PREMIUM]


@pytest.mark.parametrize(
    "sightings",
    [
        (a_sighting(LISTED), a_sighting(LISTED, layer="tel_link", place="main > p > a[href]")),
        (a_sighting(LISTED), a_sighting(PREMIUM, layer="tel_link", place="footer > p > a[href]")),
        (a_sighting(LISTED), a_sighting(NEW), a_sighting(PREMIUM, layer="tel_link", place="main > p > a[href]")),
        (a_sighting(LISTED, target=LISTED), a_sighting(PREMIUM, layer="tel_link", place="main > p > a[href]")),
        (a_sighting(LISTED), a_sighting(PREMIUM, layer="attribute", place="main > p > img[alt]")),
        (a_sighting(LISTED), a_sighting("GB:317081845", layer="tel_link", place="main > p > a[href]")),
    ],
)
def test_a_link_of_another_line_of_text_or_of_no_single_number_stays_quiet(sightings):
    assert keys_of(text_and_tel_disagree.check, on_contact(*sightings)) == []


def test_the_same_digits_behind_a_plus_that_no_country_has_are_a_slip():
    shown = a_sighting("+19802176841", raw="(980) 217-6841", target="+9802176841")
    link = a_sighting("+9802176841", layer="tel_link", raw="+9802176841")
    assert keys_of(text_and_tel_disagree.check, on_contact(shown, link)) == []


@pytest.mark.parametrize("dialled", [PREMIUM, NEW, "+18885550142", "CN:95188", "+8613800138000"])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_planted_disagreement_is_urgent_whatever_it_dials_and_whoever_agrees(dialled, is_known):
    """The most calming night there is: the new number stands on three independent pages as well."""
    pages = {url: a_reading(*a_link(LISTED, dialled), a_sighting(dialled)) for url in (CONTACT, HELP, TERMS)}
    entries = [an_entry(LISTED)] if is_known else []
    [level] = {one.level for one in judge([a_case(now=pages, entries=entries)]) if one.number == dialled}
    assert level == "urgent"
