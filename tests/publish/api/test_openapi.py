import json

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from publish.api.answers import PAGE_MOST
from publish.api.app import make_api
from publish.api.desk import Desk
from publish.api.openapi import describe
from publish.shelf import Shelf
from scheduler.cli.shelves import now


def test_the_document_is_served_and_names_every_path(api):
    document = api.ask("/v1/openapi.json").json
    assert document["openapi"].startswith("3.")
    assert set(document["paths"]) == {
        "/v1/status",
        "/v1/numbers/{number}",
        "/v1/providers",
        "/v1/providers/{folder}/{slug}",
        "/v1/entries",
        "/v1/releases",
        "/v1/releases/{release}/{name}",
        "/v1/files/{name}",
        "/v1/deltas",
    }
    assert all(set(path) == {"get"} for path in document["paths"].values())
    assert str(PAGE_MOST) in json.dumps(document["paths"]["/v1/entries"])


def test_every_shape_that_is_referred_to_is_there(tmp_path):
    document = describe(make_api(Desk(Shelf(tmp_path), now)))
    text = json.dumps(document)
    named = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(document["components"]["schemas"])
    assert "HTTPValidationError" not in text


def test_the_server_keeps_what_its_document_promises(api):
    config = schemathesis.Config.from_dict(
        {"checks": {"negative_data_rejection": {"expected-statuses": [400, 404, 414]}}}
    )
    schema = schemathesis.openapi.from_dict(api.ask("/v1/openapi.json").json, config=config)
    tried = 0
    for operation in (found.ok() for found in schema.get_all_operations()):
        # What takes no parameters cannot be asked wrongly.
        for mode in GenerationMode if list(operation.iter_parameters()) else [GenerationMode.POSITIVE]:

            @given(operation.as_strategy(generation_mode=mode))
            @settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
            def keeps(case):
                nonlocal tried
                tried += 1
                case.call_and_validate(base_url=f"http://127.0.0.1:{api.port}")

            keeps()
    assert tried > 80
