from publish.formats.readme import render
from tests.publish.conftest import GROUND, contents_of


def test_it_says_who_corrects_it_on_which_rule_it_rests_and_how_it_is_verified(lines):
    (text,) = dict(render(contents_of(lines, GROUND))).values()
    for said in (
        "person-only",
        "CC-BY-4.0",
        "corrections@hotlinewatch.example",
        "Write to the contact.",
        "openssl pkeyutl",
    ):
        assert said in text
    assert "lines       2 of 2 providers" in text


def test_an_installation_that_names_nobody_says_so(lines):
    (text,) = dict(render(contents_of(lines, {**GROUND, "contact": ""}))).values()
    assert "names no contact" in text
