def test_a_number_says_whose_it_is_and_what_was_asked_of_it(ada):
    page = ada.get("/number/%2B442079460018").text
    for words in ("+44 20 7946 0018", "Example Pay", "verified", "c00000000001", "On no page that was read."):
        assert words in page


def test_what_is_no_number_is_not_there(ada):
    for key in ("x", "%2B", "95188", "%3Cscript%3E", "CN:", "%2B" + "9" * 400):
        assert ada.get(f"/number/{key}").status == 404, key
