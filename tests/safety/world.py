"""A provider's page whose every word was written to act in whatever prints it, crawled, decided and released as any other."""

import html
import json
from datetime import UTC, datetime

from crawler.warc import Exchange, WarcWriter

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PAGE = "https://help.pay.example/contact"
# What acts: in a browser, a spreadsheet, Markdown, a feed, an address book, a terminal, a mail's head, a file name.
TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example","95188")',
    "＝1+1 ＋1 －1 ＠SUM(A1)",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "[here](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "]]></content><entry><title>planted</title></entry>",
    "END:VCARD BEGIN:VCARD TEL:+15550100",
    "\x1b[31mred\x1b]8;;http://evil.example\x07link\x1b]52;c;ZXZpbA==\x07 \x9b2J",
    "\u202e88159\u202c \u2066x\u2069 \u200b\ufeff \U000e0041 \u2028\u2029",
    "Bcc: all@evil.example Subject: planted",
    "../../../etc/passwd NUL COM1 a/b\\c|d",
    "{{ 7*7 }} {% include 'x' %} ${7*7} %s {0}",
    "call now tel:+15550100 http://evil.example www.evil.example",
)
PROVIDER = """
name = "Example Pay"
kind = "wallet"
country = "GB"
official_hosts = ["pay.example"]
hotline = "published"

[[pages]]
url = "https://help.pay.example/contact"
channel = "contact"
language = "en"
regions = ["GB"]
expect = { least = 1, most = 40 }
"""


def number(n):
    """The n-th line of the page, one of those set aside for fiction (Ofcom)."""
    return f"020 7946 0{100 + n}"


def page():
    """The page: each text as its title, as the words before a line, behind it, as its heading, and in structured data."""
    rows = "".join(
        f"<h3>{html.escape(text)}</h3><p>{html.escape(text)}: {number(n)} ({html.escape(text)})</p>"
        for n, text in enumerate(TEXTS)
    )
    data = json.dumps({"@type": "ContactPoint", "telephone": "+44 20 7946 0100", "contactType": " ".join(TEXTS)})
    data = data.replace("<", "\\u003c")
    title = html.escape(" ".join(TEXTS))
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><main>{rows}</main>"
        f'<script type="application/ld+json">{data}</script>'
    )


def write_home(home):
    """Write the installation and the recorded night; gives the WARC file."""
    (home / "own" / "gb").mkdir(parents=True)
    (home / "own" / "gb" / "example-pay.toml").write_text(PROVIDER, encoding="utf-8")
    (home / "hotlinewatch.toml").write_text(
        'data = "data"\nproviders = "own"\nshipped = false\nkey = "key.pem"\ncontact = "tests@hotlinewatch.example"\n'
        "[reading]\nworkers = 1\ntimeout_s = 60.0\n"
        '[delivery.mail]\nsender = "us@hotlinewatch.example"\nhost = "127.0.0.1"\n'
        '[[delivery.to]]\nname = "all"\naddress = "to@hotlinewatch.example"\nwants = ["digest", "urgent", "pages"]\n',
        encoding="utf-8",
    )
    warc = home / "night.warc.gz"
    with WarcWriter(warc) as writer:
        writer.write_info(AT, "test")
        headers = (("Content-Type", "text/html; charset=utf-8"), ("X-Note", TEXTS[8]))
        writer.write_response(Exchange(url=PAGE, at=AT, status=200, headers=headers, body=page().encode()))
    return warc
