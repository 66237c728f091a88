import pytest


def listed(done):
    return {one["id"]: one for one in done.json["signals"]}


def test_every_signal_is_told_with_its_terms_and_that_it_is_on(run):
    found = listed(run("signals", "--json"))
    one = found["shared_number"]
    assert (one["catalogue"], one["family"], one["weight"], one["level"]) == ("S35", "network", 5.0, "urgent")
    assert (one["is_hard"], one["is_on"], one["origin"]) == (True, True, "")
    assert one["about"].startswith("Suspects a number that another, unrelated provider has too.")
    assert set(one["reason"]) == {"en", "zh"}


def test_people_get_a_table_in_their_language(run):
    done = run("signals", "--lang", "zh", "--family", "network")
    assert done.code == 0
    assert done.out.splitlines()[0].split()[0] == "信号"
    assert "near_miss" in done.out
    assert "unlisted_number" not in done.out


@pytest.mark.parametrize(
    ("options", "has", "lacks"),
    [
        (("--family", "language"), "urgency", "near_miss"),
        (("--level", "urgent"), "shared_number", "unlisted_number"),
        (("--level", "routine"), "unlisted_number", "shared_number"),
        (("--state", "on"), "unlisted_number", "no_such"),
        (("S37",), "near_miss", "shared_number"),
        (("一位数字",), "near_miss", "shared_number"),
        (("one digit changed",), "near_miss", "shared_number"),
    ],
)
def test_the_list_can_be_narrowed(run, options, has, lacks):
    found = listed(run("signals", *options, "--json"))
    assert has in found
    assert lacks not in found


def test_a_policy_turns_a_signal_off_once_it_is_adopted_and_the_list_says_so(run, home):
    (home / "policy.toml").write_text('signals_off = ["near_miss"]\n', encoding="utf-8")
    assert "near_miss" not in listed(run("signals", "--state", "off", "--json"))
    run("user", "add", "ada", "--role", "admin", "--no-password")
    assert run("policy", "adopt", "policy.toml", "--by", "ada", "--reason", "too loud here").code == 0
    assert set(listed(run("signals", "--state", "off", "--json"))) >= {"near_miss"}
    assert "off by this installation's policy" in run("signals", "near_miss").out


def test_a_policy_that_names_no_signal_is_not_adopted(run, home):
    (home / "policy.toml").write_text('signals_on = ["near_mess"]\n', encoding="utf-8")
    run("user", "add", "ada", "--role", "admin", "--no-password")
    done = run("policy", "adopt", "policy.toml", "--by", "ada", "--reason", "a slip")
    assert done.code == 2
    assert "'near_mess' is no signal" in done.err


def test_nothing_that_fits_is_said(run):
    done = run("signals", "no such words")
    assert (done.code, done.out.strip()) == (4, "no signal fits")
