"""One address of every page of the desk, found as a person finds them: by following links."""

import re
from urllib.parse import urljoin, urlsplit

from reports.console.app import all_pages

# Pages that no link leads to, or that are no page but an answer.
UNLINKED = {"/sign-in", "/sign-out", "/language", "/captured/{token}", "/crop/{digest}.png"}
MOST_VISITS = 80


def patterns():
    """Give path → expression for every page of the desk."""
    found = {}
    for page in all_pages():
        words = re.sub(r"\\\{\w+(:path)?\\\}", lambda one: ".+" if one[1] else "[^/]+", re.escape(page.path))
        found[page.path] = re.compile(words + r"\Z")
    return found


def tour(page, address):
    """Give path → an address of it, for every page that links lead to from the first one. page: signed in."""
    wanted = patterns()
    found, waiting, visited = {}, ["/"], set()
    while waiting and len(visited) < MOST_VISITS:
        path = waiting.pop(0)
        bare = urlsplit(path).path
        pattern = next((one for one, words in wanted.items() if words.match(bare)), None)
        if pattern is None or bare in visited or pattern in found or pattern in UNLINKED:
            continue
        visited.add(bare)
        answer = page.goto(address + path)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        found[pattern] = path
        for link in page.eval_on_selector_all("a[href]", "links => links.map((one) => one.getAttribute('href'))"):
            target = urlsplit(urljoin(address + path, link))
            if f"{target.scheme}://{target.netloc}" == address:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return found
