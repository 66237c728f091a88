import pytest

from reports.nightly import compose
from reports.render import render
from reports.view import Imprint

DESK = "https://desk.example"


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_every_finding_leads_to_the_desk_where_the_installation_names_one(busy_night, form):
    with_desk = compose(busy_night, imprint=Imprint(policy="p", licence="l", contact="", desk=DESK))
    for finding in busy_night.findings:
        if any(card.id == finding.id for card in with_desk.cards):
            assert f"{DESK}/finding/{finding.id}" in render(with_desk, form).replace("\\", "")
    assert "/finding/" not in render(compose(busy_night), form)
