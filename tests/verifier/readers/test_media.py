import pytest

from verifier.readers.media import shows_on


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("", "always"),
        ("all", "always"),
        ("only screen", "always"),
        ("not print", "always"),
        ("print, screen", "always"),
        ("print", "never"),
        ("not all", "never"),
        ("print and (min-width:1px)", "never"),
        ("(min-width:99999px)", "never"),
        ("(max-width:1px)", "never"),
        ("(min-width:900px) and (max-width:800px)", "never"),
        ("(max-width:767px)", "sometimes"),
        ("screen and (min-width: 48em)", "sometimes"),
        ("(prefers-color-scheme:dark)", "sometimes"),
        ("print, (max-width:767px)", "sometimes"),
        ("(min-width:1.2.3px)", "sometimes"),
    ],
)
def test_a_query_holds_on_all_some_or_none_of_the_screens(query, answer):
    assert shows_on(query) == answer
