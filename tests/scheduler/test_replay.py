import msgspec

from scheduler.replay import replay_runs


def test_todays_code_reads_a_stored_night_as_it_was_recorded(place):
    night = place.run("night-1")
    told = replay_runs(place.store, place.settings, place.providers, [night.run.id], quiet=True)
    assert (told.runs, told.pages, told.differences) == (1, night.run.pages, ())


def test_a_description_that_keeps_less_is_told_as_a_difference(place):
    night = place.run("night-1")
    alipay = place.providers["cn/alipay"]
    pages = tuple(msgspec.structs.replace(page, keep=("#nothing-here",)) for page in alipay.pages)
    changed = {**place.providers, "cn/alipay": msgspec.structs.replace(alipay, pages=pages)}
    told = replay_runs(place.store, place.settings, changed, [night.run.id], quiet=True)
    assert {one.provider for one in told.differences} == {"cn/alipay"}
    assert {one.outcome for one in told.differences} == {"keep_missed"}
    assert all("CN:95188" in one.lost for one in told.differences if "CN:95188" in one.lost)
