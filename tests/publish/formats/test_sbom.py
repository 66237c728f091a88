import json

from publish.formats.sbom import render
from tests.publish.conftest import GROUND, contents_of


def test_a_release_names_what_its_maker_consists_of(lines):
    ((path, text),) = render(contents_of(lines, GROUND))
    told = json.loads(text)
    assert (path, told["bomFormat"], told["metadata"]["component"]["name"]) == (
        "sbom.cdx.json",
        "CycloneDX",
        "hotlinewatch",
    )
    assert {"scrapy", "cryptography"} <= {part["name"] for part in told["components"]}
