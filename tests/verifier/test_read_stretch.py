from verifier.read_stretch import Around, dialled, read_stretch


def around(words, regions=("CN",), **more):
    fields = {
        "start": 0,
        "end": len(words),
        "lead": "",
        "label": "",
        "links": (),
        "is_spoken": False,
        "explains": False,
    }
    return Around(words=words, regions=regions, **(fields | more))


def test_numbers_and_what_only_looks_like_one_come_apart():
    read = read_stretch(around("客服热线：95188，备案号：京ICP备030247号"))
    assert [found.piece.keys[0] for found in read.found] == ["CN:95188"]
    read = read_stretch(around("客服热线：95188，备案号：京ICP备030247号", explains=True))
    assert [reason for _, _, reason in read.refused] == ["filing"]


def test_digits_that_nothing_calls_a_number_get_a_reason_only_when_asked():
    assert read_stretch(around("共 12345 人次")).refused == ()
    assert [reason for _, _, reason in read_stretch(around("共 12345 人次", explains=True)).refused] == ["unit"]


def test_only_the_stretch_itself_is_read():
    words = "客服热线：95188 服务热线：95017"
    assert [found.piece.keys[0] for found in read_stretch(around(words, end=10)).found] == ["CN:95188"]


def test_a_masked_number_takes_the_place_of_what_was_read_of_it():
    read = read_stretch(around("客服热线：4OO-666-88OO"))
    assert [(found.piece.keys[0], found.is_folded) for found in read.found] == [("+864006668800", True)]


def test_what_is_read_once_is_remembered():
    before = read_stretch.cache_info().hits
    read_stretch(around("客服热线：95533"))
    read_stretch(around("客服热线：95533"))
    assert read_stretch.cache_info().hits == before + 1


def test_a_dialling_link_stands_for_its_number():
    assert dialled("+86 95188", ("CN",)) == ["CN:95188"]
    assert dialled("12", ("CN",)) == []
