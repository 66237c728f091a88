from datetime import timedelta

import msgspec
import pytest

from directory.decisions import Decision
from directory.providers import load_providers
from tests.walks.desk import a_desk, a_world
from tests.walks.world import NIGHTS, a_finding, a_night, a_place

FIRST, SECOND, URGENT = "b00000000001", "b00000000002", "c00000000001"


@pytest.fixture
def room(tmp_path):
    with a_desk(a_world(tmp_path / "home")) as room:
        yield room


def state(room, name):
    return room.store.queued(name, 1).standing.state


def test_a_finding_shows_reason_evidence_effect_and_both_numbers(room):
    page = room.person().get(f"/finding/{URGENT}")
    for words in (
        "A number that was not there before",
        "Customer hotline",
        "020 7946 0018",
        "What accepting does",
        "+3.0",
    ):
        assert words in page.text
    assert "A second person must say the same" in page.text
    assert "ada" in room.person("ben").get(f"/finding/{URGENT}").text.split("seen by")[1]


def test_an_answer_is_in_the_chain_and_leads_to_the_next_finding(room):
    answer = room.person().send(f"/finding/{FIRST}?provider=gb/example-bank", verb="accept", reason="called it")
    assert answer.path == f"/finding/{SECOND}?provider=gb%2Fexample-bank&done=3&answered=b00000000001"
    assert "Decision 3 is in the chain." in answer.text
    last = room.store.decisions()[-1]
    assert isinstance(last, Decision)
    assert (last.kind, last.via, last.reason, last.finding) == ("accept", "desk", "called it", FIRST)
    assert state(room, FIRST) == "answered"


def test_an_answer_can_be_taken_back(room):
    ada = room.person()
    ada.send(f"/finding/{FIRST}", verb="accept", reason="called it")
    ada.send(f"/finding/{SECOND}", verb="undo", undoes="3", reason="too fast")
    assert state(room, FIRST) == "open"


def test_a_second_reviewer_is_told_who_was_first_and_loses_nothing(room):
    ada, ben = room.person("ada"), room.person("ben")
    page = ben.get(f"/finding/{FIRST}")
    ada.send(f"/finding/{FIRST}", verb="accept", reason="called it")
    form = {"verb": "reject", "reason": "looks wrong", "ground": page.value("ground"), "token": page.value("token")}
    answer = ben.post(f"/finding/{FIRST}", **form)
    assert answer.status == 409
    assert "is answered by decision 3 (accept" in answer.text
    assert len(room.store.decisions()) == 3


def test_evidence_that_changed_since_it_was_shown_is_looked_at_again(room):
    answer = room.person().send(f"/finding/{FIRST}", verb="accept", reason="called it", ground="of yesterday")
    assert answer.status == 409
    assert "its evidence changed" in answer.text
    assert state(room, FIRST) == "open"


def test_an_urgent_finding_takes_two_people(room):
    assert (
        "waits for a second person"
        in room.person("ada").send(f"/finding/{URGENT}", verb="accept", reason="called").text
    )
    assert room.store.decisions()[-1].waits_for == "second_person"
    room.person("ada").send(f"/finding/{URGENT}", verb="accept", reason="called again")
    assert room.store.decisions()[-1].waits_for == "second_person"
    room.person("ben").send(f"/finding/{URGENT}", verb="accept", reason="called too")
    assert room.store.decisions()[-1].waits_for == ""
    assert state(room, URGENT) == "answered"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"verb": "accept", "reason": "  "}, "A reason is needed"),
        ({"verb": "wait", "reason": "later", "until": "2020-01-01"}, "A date after today"),
        ({"verb": "wait", "reason": "later", "until": "soon"}, "A date after today"),
        ({"verb": "undo", "reason": "x", "undoes": "x"}, "which decision is taken back"),
        ({"verb": "undo", "reason": "x", "undoes": "77"}, "none of that number"),
    ],
)
def test_a_form_that_lacks_something_says_what(room, form, told):
    answer = room.person().send(f"/finding/{FIRST}", **form)
    assert answer.status == 409
    assert told in answer.text
    assert state(room, FIRST) == "open"


def test_a_verb_that_is_none_does_nothing(room):
    assert room.person().send(f"/finding/{FIRST}", verb="explode", reason="x").status == 200
    assert len(room.store.decisions()) == 2


def test_what_waits_is_asked_again_on_its_day(room):
    room.person().send(f"/finding/{FIRST}", verb="wait", reason="they answer on Monday", until="2099-01-04")
    assert state(room, FIRST) == "waiting"
    assert "until 2099-01-04" in room.person().get(f"/finding/{FIRST}").text


def test_people_note_for_each_other_and_look_after_findings(room):
    ada, ben = room.person("ada"), room.person("ben")
    ada.send(f"/finding/{FIRST}", verb="comment", text="<b>rang twice</b>")
    ada.send(f"/finding/{FIRST}", verb="assign")
    page = ben.get(f"/finding/{FIRST}")
    assert "&lt;b&gt;rang twice&lt;/b&gt;" in page.html
    assert "Looked after by ada" in page.text
    assert FIRST in ada.get("/?assigned=me").html
    ada.send(f"/finding/{FIRST}", verb="release")
    assert "Nobody looks after it." in ben.get(f"/finding/{FIRST}").text


def test_a_change_of_the_providers_file_is_shown_line_by_line(room):
    settings = room.doors._settings
    file = settings.providers / "gb" / "example-bank.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('["bank.example"]', '["bank.example", "new.example"]'), encoding="utf-8")
    bank = load_providers(settings.providers)["gb/example-bank"]
    asked = a_finding(
        "d00000000001", bank.id, "+442079460200", a_place("https://bank.example/help", "", ""), matter="ground"
    )
    room.store.begin_run("run-3", NIGHTS[1] + timedelta(days=1), "three", {})
    night = a_night(1, (asked,))
    night = msgspec.structs.replace(
        night, changes=(), run=msgspec.structs.replace(night.run, id="run-3", at=NIGHTS[1] + timedelta(days=1))
    )
    room.store.close_run("run-3", night)
    room.doors._described._looked_at = 0.0
    page = room.person().get("/finding/d00000000001").html
    assert '<span class="added">+     &#34;new.example&#34;</span>' in page
