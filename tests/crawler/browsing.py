"""Shows pages of the loopback Internet in Chromium, as the program does."""

from pathlib import Path

from crawler.job import Line
from tests.crawler.loopback import Site, a_job, a_page, a_provider, run_job

HELP = "https://help.pay.example"


def show(site: Site, data: Path, *paths: str, **changes) -> tuple[list[Line], Path]:
    pages = [a_page(HELP + path, render="browser") for path in paths]
    job = a_job(site, data, a_provider(*pages), timeout_s=10.0, **changes)
    lines, _events = run_job(job)
    return [lines[HELP + path] for path in paths], Path(job.data)
