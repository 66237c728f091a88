import pytest

from tests.verifier.cases import LISTED, NEW, a_provider, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import no_hotline_provider


@pytest.mark.parametrize("hotline", ["none", "app_only"])
def test_every_number_of_a_provider_without_a_hotline_is_suspected(hotline):
    assert keys_of(no_hotline_provider.check, on_contact(NEW, provider=a_provider(hotline=hotline))) == [NEW]


@pytest.mark.parametrize(
    "case",
    [
        on_contact(NEW),
        on_contact(provider=a_provider(hotline="none")),
        on_contact(LISTED, provider=a_provider(hotline="none"), entries=[an_entry(LISTED)]),
        on_contact(a_sighting(NEW, owner="police"), provider=a_provider(hotline="none")),
        on_contact(a_sighting(NEW, layer="script"), provider=a_provider(hotline="none")),
    ],
)
def test_published_hotlines_decided_lines_and_numbers_of_others_stay_quiet(case):
    assert keys_of(no_hotline_provider.check, case) == []
