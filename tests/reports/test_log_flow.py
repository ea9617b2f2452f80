"""Who counts where in the screening log, worked out by hand."""

from hypothesis import given
from hypothesis import strategies as st
from support.log_entries import FOLDER, MADE, book, entry, reasons, unfinished

from assistant.reports.log.content import Log
from assistant.reports.log.entries import DAMAGED, Entry, left_out
from assistant.reports.log.participants import participants
from assistant.reports.log.screening_log import screening_log
from assistant.reports.log.selection import Selection


def log(*entries: Entry, language: str = "en") -> Log:
    return screening_log(book(*entries), Selection(), language, MADE)


def boxes(found: Log) -> dict[str, int]:
    return {box.id: int(box.count) for box in found.flow}


def rows(found: Log, id_: str) -> dict[str, str]:
    (box,) = [box for box in found.flow if box.id == id_]
    return {row.label: row.text for row in box.rows}


def bars(found: Log) -> dict[str, list[tuple[str, str, str]]]:
    return {
        chart.id: [(bar.criterion, bar.count, bar.share) for bar in chart.bars]
        for chart in found.charts
    }


MIXED = (
    entry(1, "eligible"),
    entry(2, "not_eligible", failed=reasons("I9a")),
    entry(3, "not_eligible", failed=reasons("I9a", "E5b"), contested=reasons("I4")),
    entry(4, contested=reasons("I4")),
    entry(5, contested=reasons("I4"), missing=reasons("I9a")),
    unfinished(6, "not_eligible", failed=reasons("E5b"), not_assessed=("I9a",)),
    unfinished(7, "eligible"),
)


def test_each_participant_stands_in_one_box() -> None:
    found = log(*MIXED)
    assert boxes(found) == {"assessed": 7, "excluded": 2, "undetermined": 4, "eligible": 1}
    assert rows(found, "assessed") == {"screenings": "7"}
    assert rows(found, "excluded") == {
        "I9a Liver function": "2",
        "E5b Neuro exam over 7 days old": "1",
    }
    assert rows(found, "undetermined") == {
        "screening not finished": "2",
        "an answer is missing": "1",
        "the sponsor's reading is needed": "1",
    }


def test_that_reasons_add_up_to_more_than_participants_is_said_only_where_they_do() -> None:
    def note(*entries: Entry) -> str:
        (box,) = [box for box in log(*entries).flow if box.id == "excluded"]
        return box.note

    assert note(*MIXED) == "One participant can fail several criteria."
    assert note(*MIXED[:2]) == ""


def test_bars_count_who_is_excluded_or_undetermined_by_each_criterion() -> None:
    assert bars(log(*MIXED)) == {
        "failed": [("I9a", "2", "100%"), ("E5b", "1", "50%")],
        "contested": [("I4", "2", "100%")],
        "missing": [("I9a", "1", "50%")],
    }
    assert bars(log(entry(1, "eligible"))) == {}


def test_whoever_is_screened_again_counts_once_by_the_last_screening() -> None:
    first = entry(1, "not_eligible", failed=reasons("I9a"))
    again = entry(8, "eligible", subject=first.subject)
    found = log(again, first, entry(2, "eligible"))
    assert boxes(found) == {"assessed": 2, "excluded": 0, "undetermined": 0, "eligible": 2}
    assert rows(found, "assessed") == {"screenings": "3", "screened more than once": "1"}
    assert bars(found) == {}
    notes = {line.screening[:8]: line.notes for line in found.lines}
    assert notes["00000001"] == ("screened again: 00000008 counts",)
    assert notes["00000008"] == ()


def test_who_is_eligible_and_signed_for() -> None:
    signed = entry(1, "eligible", state="signed", signed_by="dr.leroy", signed_at=MADE)
    found = log(signed, entry(2, "eligible"))
    assert rows(found, "eligible") == {"signed by an investigator": "1"}
    assert boxes(found)["eligible"] == 2
    assert rows(log(entry(2, "eligible")), "eligible") == {}


def test_a_link_joins_screenings_whose_codes_differ() -> None:
    first = entry(1, "not_eligible", failed=reasons("I9a"))
    linked = entry(2, "eligible", rescreens=first.screening)
    last = unfinished(3, rescreens=linked.screening)
    (one,) = participants((last, first, linked))
    assert one.screenings == (first, linked, last)
    assert boxes(log(last, first, linked))["undetermined"] == 1
    assert log(last, linked).lines[0].notes == ("rescreening of 00000002",)


def test_one_code_at_two_sites_is_two_participants() -> None:
    here = entry(1, "eligible")
    there = entry(2, "eligible", subject=here.subject, site="site-02")
    elsewhere = entry(3, "eligible", subject=here.subject, folder="/records/site-02")
    assert boxes(log(here, there, elsewhere))["assessed"] == 3


def test_one_code_in_two_trials_is_two_participants_and_reasons_name_their_trial() -> None:
    other = reasons("I9a")[0].model_copy(update={"trial": "OTHER"})
    here = entry(1, "not_eligible", failed=reasons("I9a"))
    there = entry(2, "not_eligible", subject=here.subject, protocol="other", failed=(other,))
    found = log(here, there)
    assert boxes(found)["assessed"] == 2
    assert rows(found, "excluded") == {
        "I9a Liver function (OTHER)": "1",
        "I9a Liver function (STEREO-SEIN)": "1",
    }
    assert found.trials == "STEREO-SEIN (other), STEREO-SEIN (stereo_sein)"


def test_a_copied_record_counts_once_and_is_told_to_be_a_copy() -> None:
    copy = entry(1, "eligible", folder="/backup")
    found = log(entry(1, "eligible"), copy)
    assert boxes(found)["assessed"] == 1
    noted = [line.notes for line in found.lines if line.notes]
    assert len(found.lines) == 2
    assert len(noted) == 1
    assert "this is the same screening" in noted[0][0]
    assert rows(found, "assessed") == {"screenings": "1"}
    assert found.tally == "Participants: 1. Screenings: 1."


def test_of_two_copies_the_one_that_goes_further_counts_wherever_it_lies() -> None:
    for folder in ("/backup", "/zz"):
        older = unfinished(1, folder=folder, events=20)
        newer = entry(1, "eligible", events=54)
        for both in ((older, newer), (newer, older)):
            found = log(*both)
            assert boxes(found)["eligible"] == 1
            (noted,) = [line for line in found.lines if line.notes]
            assert (noted.folder, noted.state_id) == (folder, "suspended")


def test_a_damaged_record_is_listed_and_counted_nowhere() -> None:
    found = log(*MIXED, left_out(FOLDER, "ffffffff", DAMAGED, "line 3 was changed"))
    assert boxes(found) == boxes(log(*MIXED))
    assert [(line.screening, line.fault) for line in found.left_out] == [
        ("ffffffff", "line 3 was changed")
    ]
    assert found.tally.endswith("Records left out: 1.")


def test_the_flow_of_nobody() -> None:
    assert boxes(log()) == {"assessed": 0, "excluded": 0, "undetermined": 0, "eligible": 0}


ENTRIES = st.lists(
    st.builds(
        lambda number, subject, verdict, ended: (entry if ended else unfinished)(
            number, verdict, subject=f"SEIN-{subject}"
        ),
        st.integers(1, 28),
        st.integers(1, 5),
        st.sampled_from(["eligible", "not_eligible", "undetermined"]),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.screening,
)


@given(ENTRIES)
def test_the_boxes_add_up_and_every_screening_is_of_one_participant(entries: list[Entry]) -> None:
    found = log(*entries)
    counts = boxes(found)
    assert counts["assessed"] == sum(count for box, count in counts.items() if box != "assessed")
    assert counts["assessed"] == len({each.subject for each in entries})
    grouped = [each for one in participants(entries) for each in one.screenings]
    assert sorted(each.screening for each in grouped) == sorted(each.screening for each in entries)


def test_french_has_words_for_every_box_and_chart() -> None:
    found = log(*MIXED, language="fr")
    labels = [box.label for box in found.flow]
    assert labels == ["Évalués pour l'éligibilité", "Exclus", "Indéterminés", "Éligibles"]
    assert found.charts[0].title == "Critères qui excluent"
