import msgspec
import pytest

from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, TERMS, a_case, a_page, a_provider, a_reading, a_sighting
from verifier.signals import corroborated

SAME_HOST = "https://www.northmoor.example/help.html"
SAME_CHANNEL = "https://shop.northmoor.example/contact.html"


def kinds(*urls, provider=None, key=NEW):
    case = a_case(now={url: a_reading(key) for url in urls}, provider=provider or a_provider())
    return [suspicion.kind for suspicion in corroborated.check(case)]


def test_two_pages_of_different_channel_and_host_calm():
    assert kinds(CONTACT, HELP) == ["two"]


def test_three_pages_calm_more():
    assert kinds(CONTACT, HELP, TERMS) == ["three"]


@pytest.mark.parametrize("urls", [(CONTACT,), (CONTACT, SAME_HOST), (CONTACT, SAME_CHANNEL)])
def test_one_page_one_host_or_one_channel_does_not_calm(urls):
    pages = (a_page(CONTACT), a_page(SAME_HOST, "help"), a_page(SAME_CHANNEL, "contact"))
    assert kinds(*urls, provider=a_provider(pages=pages)) == []


def test_a_listed_line_needs_no_calming():
    assert kinds(CONTACT, HELP, key=LISTED) == []


def test_a_second_page_that_shows_it_hidden_does_not_calm():
    now = {CONTACT: a_reading(NEW), HELP: a_reading(a_sighting(NEW, layer="hidden"))}
    assert list(corroborated.check(a_case(now=now))) == []


def test_pages_on_other_peoples_hosts_that_agree_do_not_calm():
    store, posts = "https://apps.store.example/northmoor", "https://posts.example/northmoor"
    foreign = [msgspec.structs.replace(a_page(store, "app_listing"), platform=True)]
    foreign += [msgspec.structs.replace(a_page(posts, "social"), platform=True)]
    provider = a_provider(pages=(a_page(CONTACT), *foreign))
    assert kinds(store, posts, provider=provider) == []
    assert kinds(CONTACT, store, provider=provider) == ["two"]
