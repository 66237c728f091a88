"""A process of its own that takes two pages out of a WARC file, as `hotlinewatch run --from` does, and says how they fared."""

import json
import os
import sys
import time
from pathlib import Path

from crawler.archive import import_archives
from crawler.places import ArchiveError
from tests.crawler.loopback import a_page, a_provider
from tests.hostile.cases import peak_mib


def main(file: Path, data: Path) -> dict[str, object]:
    provider = a_provider(a_page("https://pay.example/before"), a_page("https://pay.example/hostile"))
    began = time.monotonic()
    try:
        lines = import_archives([file], [provider], at=None, data=data, folder=data / "warc" / "run")
        before, hostile = (line.fetch for line in lines)
        found = {"outcome": hostile.outcome, "detail": hostile.detail, "before": before.outcome}
    except ArchiveError as error:
        found = {"outcome": "refused", "detail": str(error), "before": "ok"}
    return found | {"seconds": time.monotonic() - began, "mib": peak_mib(os.getpid())}


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
