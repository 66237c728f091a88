from publish.contents import by_provider
from tests.publish.conftest import GROUND, a_provider, contents_of


def test_every_provider_is_given_with_its_lines_also_one_without_any(lines):
    providers = tuple(a_provider(id=name) for name in ("cn/alipay", "gb/example-pay", "us/no-pay"))
    given = [
        (one.provider.id, len(one.entries)) for one in by_provider(contents_of(lines, GROUND, providers=providers))
    ]
    assert given == [("cn/alipay", 1), ("gb/example-pay", 1), ("us/no-pay", 0)]
