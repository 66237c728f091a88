"""The settings of every crawl, and the check that they hold in the crawler that runs.

Source of the values: reliability, section 8. Scrapy ignores a setting whose name it does not know, and some of its
defaults are open doors (no certificate checks, a remote control server), so what counts is what the parts really do.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from crawler.job import MIB, CrawlJob, software
from crawler.pin import MAX_REDIRECTS
from crawler.render import HANDLER as RENDER_HANDLER
from crawler.render import HTTP_HANDLER, RULES, needs_browser
from directory.terms import Vantage

AGENT = "hotlinewatch"
# What a site goes by when it has a page of its own for telephones: the words Android and Mobile behind Mozilla/5.0
# (RFC 9110, section 10.1.5; "User-agent reduction" of Chromium). No browser's name: we are none.
DEVICES: dict[Vantage, str] = {"": "", "plain": "", "mobile": "Mozilla/5.0 (Linux; Android 10; Mobile) "}
# A page we read needs no more at once; each thread costs address space (name look-ups only).
NAME_THREADS = 6
# The extensions that run; Scrapy's other ones open ports, write files or only chat.
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
# Nothing else may stand between us and the network; every one is named here with its place in the chain.
CHAIN = {
    "crawler.guard.HostPin": 60,
    "crawler.robots.RobotsRule": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "crawler.retry.PoliteRetry": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "crawler.guard.HeaderBudget": 800,
}


class SettingsError(RuntimeError):
    """The running crawler is not what the settings ask for: says which parts, and that nothing was fetched."""


def user_agent(contact: str, vantage: Vantage = "") -> str:
    """Name ourselves openly, from every vantage: program, version, and where to complain."""
    return f"{DEVICES[vantage]}{software()} (+{contact})"


def crawl_settings(job: CrawlJob) -> dict[str, Any]:
    """Give the Scrapy settings of one job."""
    return {
        **limits(job),
        **closed_doors(),
        "BOT_NAME": AGENT,
        "USER_AGENT": user_agent(job.contact, job.vantage),
        "ROBOTSTXT_USER_AGENT": AGENT,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"},
        "EXTENSIONS_BASE": EXTENSIONS,
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES": CHAIN,
        "TWISTED_DNS_RESOLVER": "crawler.names.GuardResolver",
        "RESOLVE": dict(job.resolve),
        "ALLOW_PRIVATE": list(job.allow_private),
        "HTTPERROR_ALLOW_ALL": True,
        "SCHEDULER_PRIORITY_QUEUE": "crawler.turns.HostTurns",
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "LOG_LEVEL": "ERROR",
        "LOG_VERSIONS": [],
        "STATS_DUMP": False,
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "RETRY_WAIT_MOST_S": job.retry_wait_most_s,
    }


def limits(job: CrawlJob) -> dict[str, Any]:
    """Give how fast, how long and how much."""
    return {
        "DOWNLOAD_MAXSIZE": job.max_bytes,
        "DOWNLOAD_WARNSIZE": min(2 * MIB, job.max_bytes),
        "DOWNLOAD_TIMEOUT": job.timeout_s,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DNS_TIMEOUT": job.dns_timeout_s,
        "REDIRECT_MAX_TIMES": MAX_REDIRECTS,
        "RETRY_TIMES": 2,
        "CLOSESPIDER_TIMEOUT": job.seconds_allowed(),
        "CONCURRENT_REQUESTS": job.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # A page yields no items; for a hundred that might come Scrapy starts a hundred tasks a page.
        "CONCURRENT_ITEMS": 1,
        "DOWNLOAD_DELAY": job.delay_s,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": job.delay_s,
        "AUTOTHROTTLE_MAX_DELAY": 60.0,
        "REACTOR_THREADPOOL_MAXSIZE": NAME_THREADS,
    }


def closed_doors() -> dict[str, Any]:
    """Give what must be on or off for safety, whatever the job says."""
    return {
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("file", "data", "ftp", "s3")),
            **dict.fromkeys(("http", "https"), HTTP_HANDLER),
        },
        "ROBOTSTXT_OBEY": True,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "REFERER_ENABLED": False,
        "REFERRER_POLICY": "no-referrer",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "JOBDIR": None,
    }


def check_crawler(crawler: Crawler, job: CrawlJob, resolver: object) -> None:
    """Refuse to start unless the running crawler has the parts and values that the settings ask for.

    resolver: the reactor's name resolver in force. Raises SettingsError with every difference.
    """
    wanted = crawl_settings(job)
    faults = [
        f"{name} is {crawler.settings[name]!r}, expected {wanted[name]!r}"
        for name in (*limits(job), *closed_doors())
        if name != "DOWNLOAD_HANDLERS" and crawler.settings[name] != wanted[name]
    ]
    faults += [*handler_faults(crawler, job), *part_faults(crawler), *browser_faults(crawler, job)]
    guard = load_object("crawler.names.GuardNames")
    if not isinstance(resolver, guard):
        faults.append(f"names are resolved by {type(resolver).__name__}, expected {guard.__name__}")
    if not urlsplit(job.contact).scheme and "@" not in job.contact:
        faults.append(f"contact is {job.contact!r}, expected an e-mail or web address")
    if faults:
        raise SettingsError("nothing was fetched, the crawler is not as safe as it must be: " + "; ".join(faults))


def handler_faults(crawler: Crawler, job: CrawlJob) -> list[str]:
    """List what is wrong with the parts that open connections."""
    handlers = {k: v for k, v in crawler.settings.getwithbase("DOWNLOAD_HANDLERS").items() if v is not None}
    known = {HTTP_HANDLER, RENDER_HANDLER} if needs_browser(job) else {HTTP_HANDLER}
    faults = [f"addresses of {scheme}: are opened by {path}" for scheme, path in handlers.items() if path not in known]
    if sorted(handlers) != ["http", "https"]:
        faults.append(f"schemes {sorted(handlers)} are open, expected http and https")
    https = crawler.engine.downloader.handlers._get_handler("https")  # noqa: SLF001 - no public way to ask
    if getattr(getattr(https, "_contextFactory", None), "_verify_certificates", None) is not True:
        faults.append("certificates are not verified")
    return faults


def browser_faults(crawler: Crawler, job: CrawlJob) -> list[str]:
    """List what is wrong with how Chromium would be started; nothing when it will not be."""
    options = crawler.settings.getdict("PLAYWRIGHT_LAUNCH_OPTIONS")
    if not options:
        return []
    faults = [f"Chromium lacks the switch {switch}" for switch in RULES.switches if switch not in options["args"]]
    if options["chromium_sandbox"] != job.browser_sandbox:
        faults.append(f"Chromium's sandbox is {options['chromium_sandbox']}, expected {job.browser_sandbox}")
    return faults


def part_faults(crawler: Crawler) -> list[str]:
    """List middlewares and extensions that run and should not, or should and do not."""
    chain = [path_of(part) for part in crawler.engine.downloader.middleware.middlewares]
    faults = [] if chain == list(CHAIN) else [f"requests pass {chain}, expected {list(CHAIN)}"]
    extensions = {path_of(part) for part in crawler.extensions.middlewares}
    return [*faults, *(f"extension {name}: differs from the settings" for name in sorted(extensions ^ set(EXTENSIONS)))]


def path_of(part: object) -> str:
    """Give the dotted path of a part's class, as settings name it."""
    return f"{type(part).__module__}.{type(part).__name__}"
