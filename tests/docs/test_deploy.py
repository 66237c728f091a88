"""The examples of docs/deploy: read by the programs they are for where these are here, and always by us."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import trustme
import yaml

from scheduler.cli.serve import DESK_PORT, PORT
from scheduler.config import load_settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PROGRAM = "/opt/hotlinewatch/.venv/bin/hotlinewatch"
# What no unit may do without, whatever else it is allowed.
LEAST = {
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "CapabilityBoundingSet=",
    "RestrictSUIDSGID=yes",
    "SystemCallArchitectures=native",
}
# Exposure as systemd counts it, 0 to 100: a service without any protection has 96.
MOST_EXPOSED = {"hotlinewatch-api": 15, "hotlinewatch-desk": 30, "hotlinewatch-schedule": 30, "hotlinewatch-worker": 30}
# Debian keeps servers' programs where only root looks.
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
needs_nginx = pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")


def lines(file):
    text = file.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.fixture(params=UNITS, ids=lambda file: file.stem)
def unit(request, tmp_path):
    """A unit as it is, with a program that exists on every machine in the place of ours."""
    file = tmp_path / request.param.name
    file.write_text(request.param.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true"), encoding="utf-8")
    return file


def test_there_is_a_unit_for_each_process_of_an_installation():
    assert {file.stem for file in UNITS} == set(MOST_EXPOSED)


@needs_systemd
def test_systemd_finds_no_fault_with_a_unit(unit):
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
def test_systemd_finds_a_unit_little_exposed(unit):
    most = f"--threshold={MOST_EXPOSED[unit.stem]}"
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", most, unit]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:]


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.stem)
def test_a_unit_has_no_more_rights_than_it_needs(file):
    assert set(lines(file)) >= LEAST
    assert any(line in {"DynamicUser=yes", "User=hotlinewatch"} for line in lines(file))


def test_the_api_s_unit_sees_releases_and_nothing_else():
    found = lines(DEPLOY / "systemd" / "hotlinewatch-api.service")
    assert {"TemporaryFileSystem=/var/lib/hotlinewatch:ro", "BindReadOnlyPaths=/var/lib/hotlinewatch/releases"} <= set(
        found
    )
    assert not any("EnvironmentFile" in line or "CONFIG" in line or "StateDirectory" in line for line in found)


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.stem)
def test_what_a_unit_starts_is_a_command_of_ours_and_its_variables_are_settings(file, tmp_path, run_help):
    (command,) = (line.removeprefix(f"ExecStart={PROGRAM} ") for line in lines(file) if line.startswith("ExecStart="))
    verb, *options = command.split()
    told = run_help(verb)
    assert all(option in told for option in options if option.startswith("--"))
    pairs = re.findall(r"(HOTLINEWATCH_\w+)=((?:\[.*?\])|\S+)", " ".join(lines(file)).replace('\\"', '"'))
    given = {name: value.rstrip('"') for name, value in pairs if name != "HOTLINEWATCH_CONFIG"}
    assert load_settings(environ=given, data=tmp_path).log == "json"


@pytest.fixture
def run_help(capsys):
    from scheduler.cli.main import main  # noqa: PLC0415 - after the environment of the test stands

    def call(verb):
        assert main([verb, "--help"]) == 0
        return capsys.readouterr().out

    return call


@needs_nginx
def test_nginx_takes_the_example(tmp_path):
    authority = trustme.CA()
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for host in ("desk.example", "api.example"):
        certificate = authority.issue_cert(host)
        folder = tmp_path / host
        folder.mkdir()
        certificate.private_key_pem.write_to_path(folder / "key.pem")
        certificate.cert_chain_pems[0].write_to_path(folder / "fullchain.pem")
    # Ports that anybody may open: the test need not be root's.
    text = text.replace("/etc/ssl", str(tmp_path)).replace("443 ssl", "18443 ssl")
    text = re.sub(r"listen (\[::\]:)?80;", r"listen \g<1>18080;", text)
    folders = "".join(
        f"    {name}_temp_path {tmp_path / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"pid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\nhttp {{\n{folders}    access_log off;\n{text}}}\n"
    file = tmp_path / "nginx.conf"
    file.write_text(whole, encoding="utf-8")
    command = [NGINX, "-t", "-p", str(tmp_path), "-e", str(tmp_path / "errors"), "-c", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "test is successful" in done.stderr
    assert "[warn]" not in done.stderr


def test_the_proxy_leads_to_desk_and_api_and_never_to_the_figures():
    found = lines(DEPLOY / "nginx.conf")
    ports = {int(port) for line in found for port in re.findall(r"proxy_pass http://127\.0\.0\.1:(\d+);", line)}
    assert ports == {PORT, DESK_PORT}
    assert not any("metrics" in line for line in found)
    # A claim of the client is never passed on.
    assert not any("proxy_add_x_forwarded_for" in line for line in found)


class TestContainer:
    @pytest.fixture
    def told(self):
        text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
        return text, lines(DEPLOY / "Containerfile")

    def test_it_says_that_it_was_not_built_here(self, told):
        assert told[0].startswith("# NOT BUILT HERE")

    def test_every_library_comes_with_its_hash_and_nothing_more_is_fetched(self, told):
        installs = [line for line in told[1] if "pip install" in line]
        assert len(installs) == 2
        assert "--require-hashes --requirement locks/${LOCK}.txt" in installs[0]
        assert "--no-deps --no-build-isolation --no-index ." in installs[1]
        (lock,) = (line.partition("=")[2] for line in told[1] if line.startswith("ARG LOCK="))
        assert "--hash=sha256:" in (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")

    def test_it_runs_as_nobody_in_particular_and_never_as_root(self, told):
        user = [line for line in told[1] if line.startswith("USER ")]
        assert re.fullmatch(r"USER [1-9]\d{3,}:[1-9]\d{3,}", user[-1])
        assert told[1].index(user[-1]) > max(n for n, line in enumerate(told[1]) if line.startswith("RUN "))

    def test_it_holds_every_package_and_no_more_than_it_names(self, told):
        copied = [line.split()[1:-1] for line in told[1] if line.startswith("COPY ") and "--from" not in line]
        names = {name for one in copied for name in one if "$" not in name}
        packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
        assert {one.partition(".")[0] for one in packages} <= names
        assert "." not in names
        assert [name for name in names if not (ROOT / name).exists()] == []

    def test_its_base_is_a_python_that_we_run_on(self, told):
        (base,) = (line.partition("=")[2] for line in told[1] if line.startswith("ARG BASE="))
        version = re.match(r"python:3\.(\d+)-", base)
        assert int(version[1]) >= 11
        assert "latest" not in base


class TestFigures:
    @pytest.fixture
    def exported(self):
        """The names of all figures, as the modules that export them write them."""
        modules = [ROOT / "scheduler" / name for name in ("metrics.py", "store_metrics.py", "release_metrics.py")]
        words = {word for file in modules for word in re.findall(r'"([a-z_]+)"', file.read_text(encoding="utf-8"))}
        release = re.findall(r'_plain\(\s*"([a-z_]+)"', modules[2].read_text(encoding="utf-8"))
        return {word.removeprefix("hotlinewatch_") for word in words} | {f"release_{name}" for name in release}

    def test_every_alert_is_on_a_figure_that_there_is(self, exported):
        text = (DEPLOY / "prometheus.rules.yml").read_text(encoding="utf-8")
        (group,) = yaml.safe_load(text)["groups"]
        assert len(group["rules"]) == 8
        for rule in group["rules"]:
            named = set(re.findall(r"hotlinewatch_([a-z_]+)", rule["expr"]))
            assert named <= exported, rule["alert"]
            assert named or "up{" in rule["expr"]
            assert rule["annotations"]["summary"]

    def test_every_figure_of_the_manual_is_one(self, exported):
        text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
        table = text.partition("| figure (`hotlinewatch_…`) | tells |")[2].partition("\n\n")[0]
        names = [name for row in table.splitlines()[2:] for name in re.findall(r"`([a-z_]+)", row.split("|")[1])]
        assert len(names) > 20
        own = [name for name in names if not name.startswith(("process_", "python_", "build_"))]
        assert [name for name in own if name.removesuffix("_total") not in exported] == []
