from directory.number import country_of
from lab.forging import keys_of
from tests.lab.operators.offered import ALL, ENGLISH, added_to, is_in, plant
from tests.lab.worlds import whole_world

WORLD = {one.provider.id: one for one in whole_world()}
SISTERS = [one for one in WORLD.values() if one.provider.group]


def test_a_sisters_line_is_one_that_a_firm_of_the_group_links():
    planted = [(one, plant("sisters_line", one, beside=SISTERS)) for one in SISTERS]
    found = [(one, planting) for one, planting in planted if planting is not None]
    assert len(found) > 1
    for one, planting in found:
        kin = [other for other in SISTERS if other.provider.group == one.provider.group and other is not one]
        assert planting.planted in set().union(*map(keys_of, kin)) - keys_of(one)
        assert country_of(planting.planted) == one.provider.country
        assert planting.planted in added_to(planting, one)


def test_a_firm_of_no_group_has_no_sister():
    assert plant("sisters_line", ENGLISH, beside=SISTERS) is None


def test_a_second_line_stands_on_two_hosts_and_channels():
    one = WORLD["gb/kestrel-pay"]
    planting = plant("second_line_on_channels", one)
    pages = [one.page(url) for url, _ in planting.answers]
    assert len({page.url.split("/")[2] for page in pages}) == len({page.channel for page in pages}) == 2
    assert all(is_in(planting.planted, answer.body.decode()) for answer in planting.answers.values())


def test_where_all_pages_are_on_one_host_there_is_no_second_channel():
    assert [plant("second_line_on_channels", one) for one in ALL] == [None] * len(ALL)
