from directory.findings import Evidence
from directory.spots import Spot, number_in, spots_of

OLD, NEW = "+442079460018", "+442079460019"


def an_evidence(quote, snapshot="a" * 64, place="main > p"):
    return Evidence(url="https://pay.example/", snapshot=snapshot, place=place, layer="visible", quote=quote)


def test_each_piece_of_evidence_shows_the_number_whose_digits_it_quotes(make):
    finding = make.finding(number=NEW, was=OLD, keys=(NEW, OLD))
    assert number_in(an_evidence("Call 020 7946 0019"), finding) == NEW
    assert number_in(an_evidence("Call +44 (0)20-7946-0018"), finding) == OLD
    assert number_in(an_evidence("from 020 7946 0018 to 020 7946 0019"), finding) == NEW
    assert number_in(an_evidence("Call us"), finding) == ""


def test_a_number_is_shown_once_a_snapshot_in_the_order_of_the_evidence(make):
    quotes = [an_evidence("020 7946 0019"), an_evidence("020 7946 0019", place="footer"), an_evidence("no number")]
    evidence = (*quotes, an_evidence("020 7946 0018", snapshot="b" * 64), an_evidence("020 7946 0018", snapshot=""))
    finding = make.finding(number=NEW, was=OLD, evidence=evidence)
    assert spots_of(finding) == [Spot("a" * 64, NEW, "main > p"), Spot("b" * 64, OLD, "main > p")]
