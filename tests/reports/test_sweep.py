from reports.sweep import MOST_URLS, host_of, summarize


def a_line(number: str, host: str, verdict: str = "suspicious", page: int = 0) -> dict:
    return {
        "provider": "cn/alipay",
        "number": number,
        "verdict": verdict,
        "score": 4.0,
        "reasons": [],
        "at": "",
        "url": f"https://{host}/{page}",
    }


def test_hosts_that_share_a_false_number_directly_or_through_others_are_one_cluster():
    lines = [a_line("+1", "a.example"), a_line("+1", "b.example"), a_line("+2", "b.example"), a_line("+2", "c.example")]
    alone = [a_line("+3", "d.example")]
    assert summarize(lines + alone).clusters() == [
        {"numbers": ["+1", "+2"], "hosts": ["a.example", "b.example", "c.example"], "pages": 4}
    ]


def test_true_numbers_make_no_cluster():
    assert summarize([a_line("+1", "a.example", "official"), a_line("+1", "b.example", "official")]).clusters() == []


def test_a_summary_counts_all_pages_and_names_some():
    row = summarize(a_line("+1", "a.example", page=page) for page in range(50)).claims()[0]
    assert (row["pages"], len(row["urls"]), row["hosts"]) == (50, MOST_URLS, ["a.example"])


def test_an_address_that_is_none_has_no_host():
    assert host_of("http://[") == ""
