from scheduler.imprint import imprint_of
from tests.scheduler.conftest import settings_in
from verifier.policy import load_policy, policy_name


def test_it_names_the_policy_in_force_the_licence_and_the_contact(tmp_path):
    imprint = imprint_of(settings_in(tmp_path), load_policy())
    assert imprint.policy == policy_name(load_policy())
    assert (imprint.licence, imprint.contact) == ("CC-BY-4.0", "tests@hotlinewatch.example")
