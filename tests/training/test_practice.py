"""Practice: the session that screens, over an invented file, marked, and kept apart."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.conversation import NOON, ticking
from support.protocols import stereo

from assistant.audit.reading import screenings
from assistant.audit.verifying import verify
from assistant.errors import BadInput
from assistant.session.conversation import Tone
from assistant.session.live import Session
from assistant.session.replaying import Replayer
from assistant.session.scripting import play
from assistant.session.state import State, after
from assistant.training.cases import case_named, cases
from assistant.training.folders import practice_folder
from assistant.training.practice import Practice
from assistant.training.progress import next_case, progress_of, report
from assistant.training.scoring import scored
from assistant.training.solving import solved
from assistant.training.studies import Studies
from assistant.training.telling import PracticeNarrator


def begun(
    folder: Path, number: str, *, language: str = "en", is_exam: bool = False, user: str = "anna"
) -> Practice:
    return Practice.on(folder, case_named(number), user, language, is_exam=is_exam, clock=ticking())


def answered(session: Practice, changed: Mapping[str, str] | None = None) -> Practice:
    """Answer from the case's own replies, but for some, up to the conclusion."""
    play(session, {**session.case.replies, **(changed or {})}, lambda _: None)
    assert session.state.concluded
    return session


def texts(session: Practice, tone: Tone) -> list[str]:
    return [message.text for message in session.messages if message.tone is tone]


# ---------------------------------------------------------------- apart from real work


def test_its_record_is_kept_in_a_folder_of_its_own_and_is_sound(tmp_path: Path) -> None:
    session = answered(begun(tmp_path, "42"))
    session.close()
    assert screenings(tmp_path) == ()
    folder = practice_folder(tmp_path)
    assert screenings(folder) == (session.id,)
    found = verify(folder / f"{session.id}.jsonl", Replayer(folder)).findings
    assert [each.cause for each in found if each.severity == "failure"] == []
    with pytest.raises(BadInput, match="practice record"):
        Session.resume(folder, session.id, "anna", "investigator")


@pytest.mark.parametrize(("language", "word"), [("en", "PRACTICE"), ("fr", "EXERCICE")])
def test_a_watermark_stands_over_it(tmp_path: Path, language: str, word: str) -> None:
    session = begun(tmp_path, "1", language=language)
    assert session.watermark.word == word
    assert session.watermark.text.startswith(word)
    assert session.subject == f"{word}-01"
    assert session.watermark.text in texts(session, Tone.NOTICE)
    assert word in session.summary()
    session.close()


# ---------------------------------------------------------------- the file


def test_the_file_stands_first_and_comes_again_when_asked_for(tmp_path: Path) -> None:
    session = begun(tmp_path, "3")
    documents = [f"{each.title}\n{each.shown}" for each in session.case.en.documents]
    assert texts(session, Tone.FILE) == documents
    question = session.prompt
    events = len(session.events)
    assert [m.text for m in session.submit("file") if m.tone is Tone.FILE] == documents
    assert session.prompt == question
    assert len(session.events) == events
    assert all(document in session.file for document in documents)
    session.close()


# ---------------------------------------------------------------- every case, to its end


@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5", "6", "9", "24", "30", "44"])
def test_answering_from_the_file_is_right_throughout(tmp_path: Path, number: str) -> None:
    session = answered(begun(tmp_path, number))
    assert texts(session, Tone.WRONG) == []
    assert session.verdict == session.case.verdict
    path = solved(stereo(), number).path
    assert len(texts(session, Tone.RIGHT)) == len(path) + 1
    assert texts(session, Tone.RIGHT)[-1].startswith(f"{len(path)} of {len(path)} answers right.")
    assert session.case.en.lesson in texts(session, Tone.HELP)[-2]
    session.close()


# ---------------------------------------------------------------- marking


def test_a_wrong_answer_is_put_right_at_once_and_counts_as_first_given(tmp_path: Path) -> None:
    session = begun(tmp_path, "1")
    session.submit("yes")
    assert texts(session, Tone.RIGHT)[0].startswith("Right: breast cancer proven by histology.")
    said = session.submit("no")
    mark = next(each for each in said if each.tone is Tone.WRONG)
    assert "Referral letter: “stage IV (M1) confirmed by the tumour board”." in mark.text
    assert mark.text.endswith("to put it right before you go on, type: back")
    session.submit("back")
    session.submit("yes")
    session.submit("I misread the letter")
    session.submit("yes")
    assert texts(session, Tone.RIGHT)[1].startswith("Right: metastatic stage (AJCC IV, M1)")
    answered(session)
    assert "22 of 23 answers right." in texts(session, Tone.WRONG)[-1]
    assert "Your verdict is right: Eligible." in texts(session, Tone.WRONG)[-1]
    session.close()


def test_in_an_examination_nothing_is_said_before_the_end(tmp_path: Path) -> None:
    session = begun(tmp_path, "1", is_exam=True)
    answered(session, {"er_percent": "0", "primary_treatment": "none"})
    said = [each for each in session.messages if each.tone in (Tone.RIGHT, Tone.WRONG)]
    ends = next(n for n, each in enumerate(session.messages) if each.tone is Tone.VERDICT)
    assert all(session.messages.index(each) > ends for each in said)
    score, *mistakes = texts(session, Tone.WRONG)
    assert "Your verdict: Not eligible (I6). The file's: Eligible." in score
    assert "22 of 24 answers right." in score
    assert [each.split(".")[0] for each in mistakes] == [
        "oestrogen receptors (IHC)", "curative treatment of the primary",
    ]  # fmt: skip
    session.close()


def test_in_an_examination_what_is_handed_in_counts(tmp_path: Path) -> None:
    session = begun(tmp_path, "1", is_exam=True)
    session.submit("no")
    session.submit("back")
    session.submit("yes")
    session.submit("a slip")
    session.submit("yes")
    answered(session)
    assert "23 of 23 answers right." in texts(session, Tone.RIGHT)[-1]
    session.close()


def test_a_resumed_practice_reads_the_same(tmp_path: Path) -> None:
    session = begun(tmp_path, "1")
    for reply in ("yes", "no", "continue", "90"):
        session.submit(reply)
    session.close()
    told = [m for m in session.messages if m.tone in (Tone.FILE, Tone.RIGHT, Tone.WRONG)]
    again = Practice.resume(
        practice_folder(tmp_path), session.id, "anna", "coordinator", clock=ticking()
    )
    assert [m for m in again.messages if m.tone in (Tone.FILE, Tone.RIGHT, Tone.WRONG)] == told
    again.close()


# ---------------------------------------------------------------- the tour


def test_the_tour_is_given_in_the_first_case_alone_and_each_step_once(tmp_path: Path) -> None:
    session = answered(begun(tmp_path, "1"))
    help_ = texts(session, Tone.HELP)
    assert sum("This first case shows you around" in each for each in help_) == 1
    assert sum("Try back now" in each for each in help_) == 1
    session.close()
    other = answered(begun(tmp_path, "2"))
    assert not any("shows you around" in each for each in texts(other, Tone.HELP))
    other.close()


# ---------------------------------------------------------------- progress


def done(
    folder: Path, number: str, changed: Mapping[str, str] | None = None, user: str = "anna"
) -> None:
    session = answered(begun(folder, number, user=user), changed)
    session.close()


def test_progress_is_read_from_the_records_of_one_trainee(tmp_path: Path) -> None:
    folder = practice_folder(tmp_path)
    assert progress_of(folder, "anna").sheets == ()
    done(tmp_path, "1")
    done(tmp_path, "3", {"bilirubin": "28 mg/dL"})
    done(tmp_path, "3", {"bilirubin": "28 mg/dL"})
    done(tmp_path, "1", user="ben")
    begun(tmp_path, "2").close()  # not concluded: it does not count
    progress = progress_of(folder, "anna")
    assert [sheet.case[:2] for sheet in progress.sheets] == ["01", "03", "03"]
    (confusion,) = progress.confusions(stereo(), "en")
    assert (confusion.fact, confusion.count) == ("bilirubin", 2)
    assert confusion.last == ticking().now().date()
    assert confusion.given.startswith("28 mg/dL")
    tallies = {each.criterion: (each.right, each.all) for each in progress.tallies(stereo())}
    assert tallies["I1"] == (4, 4)
    right, all_ = tallies["I9a"]
    assert all_ - right == 1
    text = report(progress, stereo(), "en")
    assert "Cases concluded: 2 of 50. Verdicts right at the last attempt: 1." in text
    assert "2×  total bilirubin: 28 mg/dL" in text
    assert "(last on 2026-11-21)" in text
    assert "Not met yet as the one that decides: I1, I2, I3, I4, " in text


def test_a_record_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    folder = practice_folder(tmp_path)
    done(tmp_path, "1")
    begun(tmp_path, "2").close()
    broken = next(path for path in folder.glob("*-*.jsonl") if b"PRACTICE-02" in path.read_bytes())
    broken.write_bytes(broken.read_bytes().replace(b"PRACTICE-02", b"PRACTICE-03"))
    progress = progress_of(folder, "anna")
    assert (len(progress.sheets), progress.unread) == (1, 1)
    assert "Practice records that cannot be read, and are left out: 1" in report(
        progress, stereo(), "en"
    )


def test_the_map_shows_the_way_of_the_last_attempt_at_the_marked_case(tmp_path: Path) -> None:
    answered(begun(tmp_path, "1")).close()
    later = ticking(NOON + timedelta(days=1))
    session = Practice.on(tmp_path, case_named("1"), "anna", "en", is_exam=False, clock=later)
    session.submit("yes")
    session.close()
    studies = Studies(tmp_path, "anna", "en")
    assert "▶ the disease" in studies.map(0).lower()  # where the last attempt stands
    assert "● the disease" not in studies.map(0).lower()
    assert "▶" not in studies.map(1)  # never tried: nothing is marked
    assert "▶" not in Studies(tmp_path, "ada", "en").map(0)  # somebody else's way


def test_what_is_next_is_first_the_tour_then_the_weakest_then_what_is_new(tmp_path: Path) -> None:
    folder = practice_folder(tmp_path)

    def chosen() -> tuple[str, str, str]:
        found = next_case(progress_of(folder, "anna"), stereo())
        assert found is not None
        return found[0].number, found[1], found[2]

    assert chosen() == ("01", "first", "")
    done(tmp_path, "1")
    assert chosen() == ("02", "new", "")
    done(tmp_path, "3", {"bilirubin": "28 mg/dL"})
    assert chosen() == ("12", "weak", "I9a")


def test_when_all_is_right_nothing_is_next() -> None:
    from assistant.training.progress import Progress
    from assistant.training.scoring import Sheet

    sheets = []
    for id_ in cases():
        key = solved(stereo(), id_)
        sheets.append(
            Sheet(
                case=id_, screening="s", is_exam=False, user="anna",
                protocol="p", version="1", sha256="0",
                at=ticking().now(), concluded=True, stopped=False,
                verdict=key.assessment.verdict, deciding=key.deciding,
                right_verdict=key.assessment.verdict, right_deciding=key.deciding, marks=(),
            )
        )  # fmt: skip
    assert next_case(Progress(user="anna", sheets=tuple(sheets)), stereo()) is None


# ---------------------------------------------------------------- whatever is typed

TYPED = st.sampled_from([
    "yes", "no", "unknown, pending", "0", "1+", "90", "28 mg/L", "24 mm", "2026-11-20", "done",
    "female", "none", "signed", "continue", "stop", "back", "why", "file", "skip", "conclude",
    "a reason", "\x1b[2J", "3 weeks",
])  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(typed=st.lists(TYPED, max_size=25), is_exam=st.booleans(), number=st.sampled_from("1369"))
def test_whatever_is_typed_the_record_tells_the_same_again(
    typed: list[str], is_exam: bool, number: str
) -> None:
    with TemporaryDirectory() as place:
        session = begun(Path(place), number, is_exam=is_exam)
        for text in typed:
            session.submit(text)
        told = [m for m in session.messages if m.tone in (Tone.RIGHT, Tone.WRONG)]
        events = session.events
        session.close()
        narrator, state = PracticeNarrator(stereo()), State()
        again = []
        for event in events:
            state = after(stereo(), state, event)
            again += [m for m in narrator.tell(event, state) if m.tone in (Tone.RIGHT, Tone.WRONG)]
        assert again == told
        assert not (is_exam and told and not state.concluded)
        sheet = scored(stereo(), events)
        assert sheet.right <= len(sheet.marked) <= len(sheet.marks)
