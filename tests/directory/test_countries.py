import phonenumbers
import pytest

from directory.countries import countries, country_faults


def test_the_countries_without_a_plan_are_those_the_library_lacks():
    iso = set(countries().codes.split())
    assert len(iso) == 249
    assert iso - set(phonenumbers.SUPPORTED_REGIONS) == set(countries().without_plan.split())


def test_no_hint_hides_a_country():
    assert not set(countries().hints) & set(countries().codes.split())


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("UK", "the United Kingdom is 'GB'"),
        ("uk", "'GB'"),
        ("cn", "write 'CN'"),
        ("EU", "member states"),
        ("ZZ", "3166 code"),
    ],
)
def test_a_wrong_code_is_answered_with_the_one_that_was_meant(code, hint):
    (fault,) = country_faults(code, "country")
    assert fault.startswith(f"country: got '{code}', expected an ISO 3166 code")
    assert fault.endswith(hint) or hint in fault


def test_a_right_code_is_no_fault():
    assert country_faults("GB", "country") == []
