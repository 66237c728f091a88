from datetime import UTC, datetime

from directory.records import Fetch
from lab.documents import Document, Version
from lab.histories import KINDS, documents, ids_of, organisations
from lab.past import Shown
from verifier.reading import read_snapshot

NIGHT = datetime(2024, 3, 4, tzinfo=UTC)


def read(one):
    (page,), (described,) = one.pages, one.provider.pages
    fetch = Fetch(provider=one.provider.id, page=page.url, at=NIGHT, outcome="ok", media=page.media)
    return [sighting.number for sighting in read_snapshot(page.body, described, one.provider, fetch, ()).sightings]


def test_a_name_keeps_its_id_whatever_the_order():
    assert (
        ids_of(["b", "a", "b"], "cn", "org")
        == ids_of(["a", "b"], "cn", "org")
        == {"a": "cn/org-001", "b": "cn/org-002"}
    )


def test_an_organisation_shows_its_numbers_on_one_official_page():
    night = Shown(at=NIGHT, pages={"支付": ("95188", "400-666-8800"), "银行": ()})
    kinds = {"支付": "wallet", "银行": KINDS["金融银行"]}
    pay, bank = organisations(night, ids_of(night.pages, "cn", "org"), kinds)
    assert read(pay) == ["CN:95188", "+864006668800"]
    assert (bank.provider.kind, read(bank)) == ("bank", [])
    assert pay.pages[0].url.startswith(f"https://www.{pay.provider.official_hosts[0]}/")


def test_what_a_number_holds_never_becomes_markup():
    night = Shown(at=NIGHT, pages={"支付": ("<b>95188",)})
    (pay,) = organisations(night, {"支付": "cn/org-001"}, {"支付": "other"})
    assert b"&lt;b&gt;95188" in pay.pages[0].body


def test_a_document_is_one_agreement_of_plain_text():
    row = Document(id="a", service="Pay", old="", new="", added=(), removed=())
    (one,) = documents(Version(name="new", texts={"a": "Call us on (212) 555-0142."}), [row], {"a": "us/doc-001"})
    assert one.pages[0].channel == "agreement"
    assert read(one) == ["+12125550142"]


def test_whose_name_begins_with_anothers_belongs_to_its_group():
    pages = {"招商银行": ("95555",), "招商银行信用卡": ("95555",), "银行": ()}
    night = Shown(at=NIGHT, pages=pages)
    worlds = organisations(night, ids_of(pages, "cn", "org"), dict.fromkeys(pages, "bank"))
    assert [one.provider.group for one in worlds] == ["招商银行", "招商银行", "银行"]
