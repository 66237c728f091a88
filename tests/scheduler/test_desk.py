from directory.providers import load_providers
from directory.store import Store
from reports.console.doors import Answer
from scheduler.config import CrawlSettings
from scheduler.deciding import Speaker, append, draft_of, rules_of
from scheduler.desk import Described, rows_of
from scheduler.releasing import release_now
from tests.walks.desk import a_desk, a_world
from tests.walks.world import NEW, NIGHTS, OLD, provider_file


def test_a_number_that_is_disputed_at_the_desk_is_off_the_feeds_before_the_answer(tmp_path):
    with a_desk(a_world(tmp_path / "home")) as room:
        ada = room.store.account("ada")
        room.doors.decide(ada, [Answer(kind="accept", reason="called it", finding="b00000000001")])
        assert room.doors.wait_for_release(30)
        assert [one.lines for one in room.doors.releases() if one.is_up] == [3]
        told = Answer(kind="dispute", reason="rings elsewhere", provider="gb/example-pay", key=OLD)
        (outcome,) = room.doors.decide(ada, [told])
        assert outcome.decision.kind == "dispute"
        withdrawn = tmp_path / "home" / "data" / "releases" / "withdrawn.json"
        assert "2079460018" in withdrawn.read_text(encoding="utf-8")
        assert room.doors.wait_for_release(30)


def test_what_a_desk_that_died_had_decided_is_withdrawn_and_released_by_the_next(tmp_path):
    settings = a_world(tmp_path / "home")
    with Store.open(settings.database) as store:
        release_now(store, settings, load_providers(settings.providers), NIGHTS[1], None)
        account, rules = store.account("ada"), rules_of(store)
        owner = load_providers(settings.providers)["gb/example-pay"]
        append(
            store, draft_of("dispute", owner, Speaker(account, "desk", NIGHTS[1], "rings elsewhere"), key=OLD), rules
        )
    with a_desk(settings) as room:
        assert room.doors.wait_for_release(30)
        assert [(one.number, one.lines) for one in room.doors.releases() if one.is_up] == [(2, 1)]
    assert OLD in (settings.data / "releases" / "withdrawn.json").read_text(encoding="utf-8")
    with a_desk(settings) as room:
        assert room.doors.wait_for_release(30)
        assert len(room.doors.releases()) == 2, "nothing new is no new release"


def test_a_damaged_list_of_lines_taken_back_is_told_and_the_desk_is_open_all_the_same(tmp_path):
    settings = a_world(tmp_path / "home")
    with Store.open(settings.database) as store:
        release_now(store, settings, load_providers(settings.providers), NIGHTS[1], None)
    (settings.data / "releases" / "withdrawn.json").write_text("{", encoding="utf-8")
    with a_desk(settings) as room:
        assert room.doors.wait_for_release(30)
        assert "withdrawn.json" in room.doors.releasing().trouble
        assert room.person("").get("/sign-in").status == 200


def test_a_preview_says_what_would_be_and_decides_nothing(tmp_path):
    with a_desk(a_world(tmp_path / "home")) as room:
        before = len(room.store.decisions())
        preview = room.doors.preview(room.store.account("ada"), "c00000000001")
        assert NEW in {one.key for one in preview.entries}
        assert preview.waits_for == "second_person"
        assert "who only looks" not in preview.refused
        assert room.doors.preview(room.store.account("dan"), "c00000000001").refused
        assert len(room.store.decisions()) == before


def test_a_provider_file_that_changes_is_read_again(tmp_path):
    settings = a_world(tmp_path / "home")
    described = Described(settings, look_every_s=0)
    assert set(described.now()) == {"gb/example-pay", "gb/example-bank", "gb/planted-pay"}
    told = provider_file("New Pay", "新支付", "wallet", "new.example")
    (settings.providers / "gb" / "new-pay.toml").write_text(told, encoding="utf-8")
    assert described.now()["gb/new-pay"].name == "New Pay"
    assert described.now() is described.now()


def test_settings_are_shown_without_the_password_of_the_database(tmp_path):
    settings = a_world(tmp_path / "home")
    settings = type(settings)(
        data=settings.data,
        database="postgresql+psycopg://desk:secret@db.example/x",
        crawl=CrawlSettings(allow_private=("127.0.0.1",)),
    )
    rows = rows_of(settings)
    assert "secret" not in str(rows)
    assert ("exception", "crawl.allow_private 127.0.0.1") in rows
