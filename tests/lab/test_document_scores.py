from lab.document_scores import score_documents
from lab.documents import Document

ROW = Document(
    id="a",
    service="Pay",
    old="",
    new="",
    added=("+12125550142",),
    removed=("+12125550155",),
    unsure_digits=("0800001180",),
)
IDS = {"a": "us/doc-001"}


def asked(number, level="review", matter="addition"):
    return {"provider": "us/doc-001", "number": number, "level": level, "matter": matter}


def changed(number, change, was=""):
    return {"provider": "us/doc-001", "number": number, "change": change, "was": was}


def a_night(*findings, changes=()):
    return {"findings": list(findings), "changes": list(changes)}


def scored(new, cut=None, whole=None):
    return score_documents([ROW], {"new": new, "cut": cut or a_night(), "whole": whole or a_night()}, IDS)


def test_a_new_number_is_found_when_a_finding_is_about_it_with_whatever_extension():
    assert scored(a_night(asked("+12125550142;ext=7"))).added_found == 1
    assert scored(a_night()).added_found == 0


def test_a_gone_number_is_told_by_a_change():
    assert scored(a_night(changes=[changed("+12125550155", "missing")])).removed_found == 1
    moved = changed("+12125550142", "replaced", was="+12125550155")
    assert scored(a_night(changes=[moved])).removed_found == 1
    assert scored(a_night(changes=[changed("+12125550142", "appeared")])).removed_found == 0


def test_what_no_label_speaks_of_is_a_false_alarm_and_what_labellers_doubted_is_none():
    score = scored(a_night(asked("+12125550199", "urgent"), asked("+39800001180"), asked("+12125550142")))
    assert (score.false_review, score.false_urgent) == (1, 1)


def test_a_cut_capture_must_remove_nothing_and_a_whole_one_ask_nothing():
    cut = a_night(asked("+12125550155", matter="removal"), asked("", matter="held"))
    score = scored(a_night(), cut, a_night(asked("+12125550142")))
    assert (score.cut_removals, score.cut_held, score.whole) == (1, 1, 1)
