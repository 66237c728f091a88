import msgspec
from hypothesis import given
from hypothesis import strategies as st

from directory.records import Expect, Page, Provider
from scheduler.cluster.shards import shards_of, site_of

HOSTS = (
    "www.bank.example",
    "help.bank.example",
    "pay.example",
    "shop.apps.example",
    "apps.example",
    "a.co.uk",
    "b.co.uk",
)


def provider_of(name, addresses):
    pages = tuple(
        Page(url=url, channel="help", language="en", regions=("GB",), expect=Expect(least=0, most=9))
        for url in addresses
    )
    return Provider(
        id=f"gb/{name}",
        name=name,
        kind="bank",
        country="GB",
        official_hosts=("bank.example",),
        hotline="published",
        pages=pages,
    )


WORLDS = st.lists(
    st.lists(st.builds("https://{}/{}".format, st.sampled_from(HOSTS), st.integers(0, 30)), max_size=12, unique=True),
    max_size=6,
).map(lambda worlds: [provider_of(f"p{n}", urls) for n, urls in enumerate(worlds)])


def pages_of(shards):
    return [(one.id, page.url) for shard in shards for one in shard.providers for page in one.pages]


@given(WORLDS, st.integers(1, 20))
def test_every_page_is_in_one_shard_and_no_site_in_two(providers, most):
    shards = shards_of(providers, most)
    assert sorted(pages_of(shards)) == sorted((one.id, page.url) for one in providers for page in one.pages)
    sites = [{site_of(page) for one in shard.providers for page in one.pages} for shard in shards]
    assert sum(map(len, sites)) == len(set().union(*sites))
    assert all(shard.pages == len(pages_of([shard])) > 0 for shard in shards)


@given(WORLDS, st.integers(1, 20))
def test_the_same_providers_give_the_same_shards_and_others_another_name(providers, most):
    shards = shards_of(providers, most)
    assert shards == shards_of(providers, most)
    assert len({shard.name for shard in shards}) == len(shards)
    renamed = [msgspec.structs.replace(one, name="another") for one in providers]
    assert not {shard.name for shard in shards} & {shard.name for shard in shards_of(renamed, most)}


def test_a_site_is_what_one_registered_domain_holds():
    assert [site_of(provider_of("x", [f"https://{host}/"]).pages[0]) for host in HOSTS] == [
        *("bank.example", "bank.example", "pay.example", "apps.example", "apps.example", "a.co.uk", "b.co.uk")
    ]


def test_plain_http_and_a_port_change_nothing_of_it():
    urls = ["http://help.bank.example/a", "https://www.bank.example:8443/b"]
    assert [site_of(page) for page in provider_of("x", urls).pages] == ["bank.example", "bank.example"]


def test_large_sites_are_spread_over_the_shards():
    providers = [provider_of(f"p{n}", [f"https://www.site-{n}.example/{page}" for page in range(10)]) for n in range(4)]
    assert [shard.pages for shard in shards_of(providers, 20)] == [20, 20]
