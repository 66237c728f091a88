from datetime import UTC, datetime

from directory.providers import load_providers
from lab.before import play_before, providers_of_night
from lab.nights import Folder, make_bench
from lab.planting import Operator, Planting
from lab.schedule import Trial
from lab.world import answers_of
from tests.lab.operators.offered import CHINESE, ENGLISH, plant

WORLD = (CHINESE, ENGLISH)
AT = datetime(2026, 3, 20, 2, tzinfo=UTC)


def a_trial(planting):
    operator = Operator(planting.operator, "attack", "words", "S00", lambda *_: planting)
    return Trial(operator, "development", planting)


class NotedFolder(Folder):
    """A folder that notes the nights it is asked to run."""

    nights: list

    def run(self, warc, at, only=(), providers=None):  # noqa: ARG002 - the bench's own serve
        self.nights.append((at.day, tuple(only), warc.stat().st_size > 0))
        return {}


def test_nights_before_are_played_a_day_apart_with_their_providers_alone(tmp_path):
    folder = NotedFolder(tmp_path / "data", make_bench(tmp_path, WORLD))
    folder.nights = []
    history = plant("rotating_number", ENGLISH)
    shorter = Planting(operator="x", provider=CHINESE.provider.id, answers={}, before=({},))
    none = Planting(operator="x", provider="cn/none", answers={})
    play_before(WORLD, answers_of(WORLD), folder, [a_trial(one) for one in (history, shorter, none)], AT)
    english, chinese = ENGLISH.provider.id, CHINESE.provider.id
    assert folder.nights == [(17, (english,), True), (18, (english,), True), (19, (chinese, english), True)]


def test_changed_descriptions_lie_beside_the_others(tmp_path):
    bench = make_bench(tmp_path, WORLD)
    added = plant("host_added", ENGLISH)
    folder = providers_of_night(bench, [a_trial(added)], tmp_path / "changed")
    loaded = load_providers(folder)
    assert loaded[ENGLISH.provider.id].official_hosts == added.described.official_hosts
    assert loaded[CHINESE.provider.id].official_hosts == CHINESE.provider.official_hosts


def test_where_no_description_changes_the_benchs_own_serve(tmp_path):
    assert (
        providers_of_night(make_bench(tmp_path, WORLD), [a_trial(plant("swapped_text_and_link", ENGLISH))], tmp_path)
        is None
    )
