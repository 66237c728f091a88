import pytest
from pydantic import ValidationError

from publish.api.asked import EntriesAsked, NumberAsked, ProvidersAsked, SinceAsked


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (EntriesAsked, {"limit": 0}),
        (EntriesAsked, {"limit": 501}),
        (EntriesAsked, {"offset": -1}),
        (EntriesAsked, {"country": "cn"}),
        (EntriesAsked, {"purpose": "anything"}),
        (EntriesAsked, {"other": "1"}),
        (NumberAsked, {"country": "CHN"}),
        (NumberAsked, {"provider": "x" * 101}),
        (ProvidersAsked, {"q": ""}),
        (SinceAsked, {}),
        (SinceAsked, {"since": 10**9}),
    ],
)
def test_what_is_out_of_bounds_or_unknown_is_refused(asked, given):
    with pytest.raises(ValidationError):
        asked(**given)


def test_nothing_need_be_asked_for():
    assert (EntriesAsked().limit, EntriesAsked().offset, NumberAsked().country) == (100, 0, None)
