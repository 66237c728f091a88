import pytest

from tests.verifier.cases import a_provider
from verifier.page_kind import is_official, kind_of_page

OWN = "https://www.northmoor.example/contact"


@pytest.mark.parametrize(
    ("said", "url", "kind"),
    [
        ("", "", ""),
        ("unknown", "", "unknown"),
        ("", OWN, "provider_own"),
        ("unknown", OWN, "provider_own"),
        ("provider_own", OWN, "provider_own"),
        ("provider_own", "https://www.northmoor.example/community/post/7", "ugc"),
        ("", "https://www.northmoor.example/search?q=call", "ugc"),
        ("unknown", "https://forum.nobody.example/thread/7", "ugc"),
        ("unknown", "https://www.quora.com/Who-answers", "ugc"),
        ("", "https://m.facebook.com/northmoor.help", "social"),
        ("", "https://github.com/nobody/app/blob/main/strings.xml", "code"),
        ("code", "https://github.com/nobody/app/issues/12", "ugc"),
        ("code", "https://code.nobody.example/packages/northmoor-care", "ugc"),
        ("code", "https://code.nobody.example/app/strings.xml", "code"),
        ("unknown", "https://pages.nobody.example/hotlines.html", "unknown"),
        ("", "not an address", ""),
        ("", "http://[broken/", ""),
    ],
)
def test_an_address_tells_what_nobody_said(said, url, kind):
    assert kind_of_page(said, url, a_provider()) == kind


@pytest.mark.parametrize("said", ["ugc", "social", "content_farm", "news", "community_directory"])
@pytest.mark.parametrize("url", [OWN, "https://www.northmoor.example/search?q=call", "https://www.quora.com/x"])
def test_what_a_person_said_of_a_page_stands(said, url):
    assert kind_of_page(said, url, a_provider()) == said


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        (OWN, True),
        ("https://northmoor.example", True),
        ("www.northmoor.example/contact", True),
        ("https://northmoor.example.nobody.example/", False),
        ("https://notnorthmoor.example/", False),
        ("", False),
    ],
)
def test_only_the_providers_hosts_are_official(url, is_one):
    assert is_official(url, a_provider()) is is_one
    assert is_official(url, None) is False
