from lab.trials import _numbers_read, _quiet_night
from lab.world import answers_of
from tests.lab.worlds import small_world

WORLD = small_world()[:2]
ANSWERS = answers_of(WORLD)


def outcomes(reading):
    return {"outcomes": [{"page": page.url, "reading": reading} for one in WORLD for page in one.pages]}


def test_a_quiet_night_churns_some_pages_of_markup():
    quiet = _quiet_night(ANSWERS, 1)
    other = [key for key in ANSWERS if quiet[key] != ANSWERS[key]]
    assert 0 < len(other) < len(ANSWERS) / 2
    assert not any(ANSWERS[key].body.startswith(b"%PDF") for key in other)


def test_a_number_is_counted_once_a_night_where_its_page_was_read():
    own = sum(len({line.key for page in one.pages for line in page.lines}) for one in WORLD)
    assert _numbers_read(WORLD, outcomes("ok"), set()) == own
    assert _numbers_read(WORLD, outcomes("empty"), set()) == 0
    assert _numbers_read(WORLD, outcomes("same"), {one.provider.id for one in WORLD}) == 0
