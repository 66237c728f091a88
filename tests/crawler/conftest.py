"""The loopback Internet, once a test session."""

import pytest

from tests.crawler.loopback import serve_site


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with serve_site(tmp_path_factory.mktemp("certificates")) as found:
        yield found
