import io

import pytest

from directory.store import Store


@pytest.fixture
def type_in(monkeypatch):
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_an_account_is_added_listed_changed_and_disabled(run, home, type_in):
    type_in("long enough\n")
    done = run("user", "add", "ann", "--role", "admin", "--password-stdin")
    assert (done.code, done.out) == (0, "account 1: ann, admin\n")
    type_in("another one\n")
    assert run("user", "passwd", "ann", "--password-stdin", "--by", "ann").code == 0
    with Store.open(f"sqlite:///{home / 'data' / 'directory.db'}") as store:
        assert store.check_password("ann", "another one").id == 1
    run("user", "add", "zoe", "--no-password", "--role", "admin", "--by", "ann")
    assert run("user", "disable", "ann", "--by", "ann").code == 0
    account, _ = run("user", "list", "--json").json["accounts"]
    assert (account["name"], account["role"], account["is_disabled"]) == ("ann", "admin", True)
    assert "password" not in account


def test_a_role_is_changed_and_the_only_admin_keeps_it(run):
    run("user", "add", "ann", "--role", "admin", "--no-password")
    for change in (("disable", "ann"), ("role", "ann", "reviewer")):
        done = run("user", *change, "--by", "ann")
        assert done.code == 2
        assert "add another one first" in done.err
    run("user", "add", "zoe", "--no-password", "--by", "ann")
    assert run("user", "role", "zoe", "admin", "--by", "ann").out == "zoe is admin now\n"
    assert run("user", "role", "ann", "viewer", "--by", "zoe").code == 0
    assert [one["role"] for one in run("user", "list", "--json").json["accounts"]] == ["viewer", "admin"]


def test_a_shell_account_needs_no_password(run):
    assert run("user", "add", "bot", "--no-password").code == 0
    assert "reviewer" in run("user", "list").out


def test_a_short_password_a_taken_name_and_an_unknown_one_are_refused(run, type_in):
    type_in("short\n")
    assert run("user", "add", "ann", "--password-stdin").code == 2
    run("user", "add", "ann", "--no-password")
    assert "taken" in run("user", "add", "ann", "--no-password").err
    type_in("long enough\n")
    assert run("user", "passwd", "bob", "--password-stdin").code == 4
    assert run("user", "disable", "bob").code == 4


@pytest.mark.parametrize(
    "what", [("add", "zoe", "--no-password"), ("passwd", "rob", "--password-stdin"), ("disable", "rob")]
)
def test_once_there_is_an_admin_accounts_are_an_admins_business(run, type_in, what):
    run("user", "add", "rob", "--no-password")
    run("user", "add", "ada", "--role", "admin", "--no-password")
    for by in ((), ("--by", "rob")) if what[0] != "passwd" else ((),):
        type_in("a long password")
        done = run("user", *what, *by)
        assert done.code == 2
        assert "expected an admin who is active: ada" in done.err
    type_in("a long password")
    assert run("user", *what, "--by", "ada").code == 0


def test_who_an_account_belongs_to_changes_its_password_and_an_admin_who_left_changes_nothing(run, type_in):
    run("user", "add", "ada", "--role", "admin", "--no-password")
    run("user", "add", "rob", "--no-password", "--by", "ada")
    run("user", "add", "eve", "--role", "admin", "--no-password", "--by", "ada")
    type_in("a long password")
    assert run("user", "passwd", "rob", "--password-stdin", "--by", "rob").code == 0
    assert run("user", "disable", "eve", "--by", "ada").code == 0
    assert run("user", "add", "tom", "--no-password", "--by", "eve").code == 2
