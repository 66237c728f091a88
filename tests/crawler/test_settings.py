import subprocess
import sys

import pytest

from crawler.job import write_job
from crawler.settings import CHAIN, crawl_settings, user_agent
from tests.crawler.loopback import a_job, a_provider

# Starts a crawl whose settings were tampered with, as a wrong edit or a renamed setting would.
TAMPER = """
import sys
import crawler.run
honest = crawler.run.crawl_settings
crawler.run.crawl_settings = lambda job: {{**honest(job), **{changes!r}}}
sys.exit(crawler.run.main([{job!r}]))
"""


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"DOWNLOAD_VERIFY_CERTIFICATES": False}, "certificates are not verified"),
        (
            {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver", "DOWNLOAD_MAXSIZE": 0},
            "names are resolved by SimpleResolverComplexifier",
        ),
        (
            {"DOWNLOADER_MIDDLEWARES": {**CHAIN, "crawler.guard.HostPin": None}, "ROBOTSTXT_OBEY": False},
            "requests pass",
        ),
        (
            {"EXTENSIONS_BASE": {"scrapy.extensions.telnet.TelnetConsole": 0}, "TELNETCONSOLE_ENABLED": True},
            "extension scrapy.extensions.telnet.TelnetConsole",
        ),
        ({"DOWNLOAD_HANDLERS": {"s3": None, "ftp": None}}, "schemes ['data', 'file', 'http', 'https'] are open"),
    ],
)
def test_a_crawler_that_is_not_as_safe_as_it_must_be_fetches_nothing_and_says_why(site, tmp_path, changes, complaint):
    write_job(a_job(site, tmp_path, a_provider("http://plain.pay.example/ok")), tmp_path / "job.json")
    del site.seen[:]
    script = TAMPER.format(changes=changes, job=str(tmp_path / "job.json"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert complaint in done.stdout
    assert site.seen == []


def test_a_contact_nobody_can_write_to_is_refused(site, tmp_path):
    write_job(a_job(site, tmp_path, a_provider("http://plain.pay.example/ok"), contact="nobody"), tmp_path / "job.json")
    done = subprocess.run(
        [sys.executable, "-m", "crawler.run", str(tmp_path / "job.json")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "expected an e-mail or web address" in done.stdout


def test_the_limits_are_those_of_the_job(site, tmp_path):
    job = a_job(site, tmp_path, max_bytes=5, timeout_s=6.0, delay_s=7.0, concurrency=8, time_limit_s=9.0)
    found = crawl_settings(job)
    wanted = {
        "DOWNLOAD_MAXSIZE": 5,
        "DOWNLOAD_TIMEOUT": 6.0,
        "DOWNLOAD_DELAY": 7.0,
        "CONCURRENT_REQUESTS": 8,
        "CLOSESPIDER_TIMEOUT": 9.0,
        "RETRY_TIMES": 2,
        "REDIRECT_MAX_TIMES": 5,
    }
    assert {name: found[name] for name in wanted} == wanted


def test_from_every_vantage_we_say_who_we_are_and_claim_no_browser():
    assert {user_agent("a@b.example", vantage) for vantage in ("", "plain")} == {user_agent("a@b.example")}
    mobile = user_agent("a@b.example", "mobile")
    assert mobile.endswith(user_agent("a@b.example"))
    assert "Android" in mobile
    assert "Mobile" in mobile
    assert "Chrome" not in mobile


def test_the_user_agent_names_program_version_and_contact():
    name, _, contact = user_agent("https://hotlinewatch.example/crawler").partition(" ")
    assert name.startswith("hotlinewatch/0.")
    assert contact == "(+https://hotlinewatch.example/crawler)"
