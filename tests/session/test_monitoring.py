"""Queries of a monitor, replies of the site, answers compared with their source; all on record."""

import sys
from pathlib import Path

import pytest
from support.command import process
from support.conversation import BONE, Talk, ticking
from support.forging import forge, of

from assistant.audit.events import Author
from assistant.audit.verifying import verify
from assistant.errors import BadInput, Busy, RecordError
from assistant.reports.material import Material
from assistant.session.conversation import Tone
from assistant.session.materials import material
from assistant.session.monitoring import close_query, raise_query, reply_to_query, verify_source
from assistant.session.protocols import packaged
from assistant.session.replaying import Replayer

MONA = Author("mona", "monitor")
SITE = Author("mmartin", "coordinator")


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    """A screening suspended at the age, its receptors answered from a named source."""
    talk = Talk.begin(tmp_path).follow(BONE, until="er_percent")
    talk.reply("source pathology report of 14 November 2026, binder 4", "90").follow(
        BONE, until="age"
    )
    talk.reply("suspend").session.close()
    return talk


def seen(talk: Talk) -> Material:
    from assistant.audit.reading import read

    events = read(talk.path)
    return material(packaged(), events, events[-1].at)


def source(talk: Talk) -> str:
    """By whom the answer on receptors was compared with its source."""
    (given,) = [each for each in seen(talk).given if each.fact == "er_percent"]
    return given.verified.by if given.verified else ""


def asks(talk: Talk, on: str = "er_percent", text: str = "9 or 90?") -> int:
    return raise_query(talk.session.folder, talk.session.id, MONA, on, text, clock=ticking())


def replies(talk: Talk, number: int, text: str = "90, page 2") -> None:
    reply_to_query(talk.session.folder, talk.session.id, SITE, number, text, clock=ticking())


def closes(talk: Talk, number: int, text: str = "") -> None:
    close_query(talk.session.folder, talk.session.id, MONA, number, text, clock=ticking())


def compares(talk: Talk, on: str = "er_percent") -> None:
    verify_source(talk.session.folder, talk.session.id, MONA, on, "", clock=ticking())


def test_a_query_is_raised_replied_to_and_closed(talk: Talk) -> None:
    assert asks(talk) == 1
    assert asks(talk, "i3", "Who assessed it?") == 2
    replies(talk, 1)
    replies(talk, 1, "and page 3")
    closes(talk, 1, "seen")
    one, two = seen(talk).queries
    assert (one.number, one.about, one.is_open) == (1, "er_percent", False)
    assert [(turn.act, turn.by, turn.role, turn.text) for turn in one.turns] == [
        ("raised", "mona", "monitor", "9 or 90?"),
        ("replied", "mmartin", "coordinator", "90, page 2"),
        ("replied", "mmartin", "coordinator", "and page 3"),
        ("closed", "mona", "monitor", "seen"),
    ]
    assert (two.number, two.about, two.is_open) == (2, "I3", True)
    assert verify(talk.path, Replayer(talk.session.folder)).findings == ()


def test_a_fact_is_named_by_id_or_label_in_any_language(talk: Talk) -> None:
    for on in ("er_percent", "ER percent", "Oestrogen receptors (IHC)"):
        asks(talk, on)
    assert {query.about for query in seen(talk).queries} == {"er_percent"}


def test_a_concluded_record_takes_queries_and_nothing_else_of_it_changes(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE).conclude()
    talk.session.close()
    before = seen(talk)
    asks(talk, "I8b")
    replies(talk, 1)
    closes(talk, 1)
    after = seen(talk)
    assert (after.state, after.answers) == (before.state, before.answers)
    assert after.queries[0].is_open is False
    assert verify(talk.path, Replayer(tmp_path)).findings == ()


def test_the_site_sees_the_query_when_it_resumes(talk: Talk) -> None:
    asks(talk)
    replies(talk, 1)
    talk.resume()
    told = [each.text for each in talk.session.messages if each.tone is Tone.NOTICE]
    assert "Query 1 by mona, on oestrogen receptors (IHC): 9 or 90?" in told
    assert "Reply to query 1 by mmartin: 90, page 2" in told
    talk.assert_next("age").assert_sound()


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_only_an_open_query_is_replied_to_or_closed(talk: Talk, number: int) -> None:
    asks(talk)
    for act in (replies, closes):
        with pytest.raises(BadInput, match=f"There is no open query {number}. Open queries: 1"):
            act(talk, number)
    closes(talk, 1)
    for act in (replies, closes):
        with pytest.raises(BadInput, match="Open queries: none"):
            act(talk, 1)


@pytest.mark.parametrize(
    ("on", "text", "part"),
    [
        ("bilirubim", "?", "'bilirubim' is no fact and no criterion"),
        ("age", "", "What is asked is missing"),
        ("age", "ask a.dupont@example.org", "It holds an e-mail address. Say"),
        ("age", "\x1b[2J", r"U\+001B"),
        ("\x1b]0;x\x07", "?", "is no fact"),
    ],
)
def test_what_cannot_be_asked_leaves_no_trace(talk: Talk, on: str, text: str, part: str) -> None:
    before = talk.path.read_bytes()
    with pytest.raises(BadInput, match=part):
        asks(talk, on, text)
    assert talk.path.read_bytes() == before


def test_a_record_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path)
    with pytest.raises(Busy):
        asks(talk, "age")
    talk.reply("suspend").session.close()
    assert asks(talk, "age") == 1


def test_a_record_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="There is no such screening"):
        raise_query(tmp_path, "0b6f1c1e-5d5b-4d0a-9a37-6f3a1f2f9b11", MONA, "age", "?")


# ---------------------------------------------------------------- compared with the source


def test_an_answer_is_compared_with_its_source(talk: Talk) -> None:
    assert source(talk) == ""
    compares(talk)
    assert source(talk) == "mona"
    assert verify(talk.path, Replayer(talk.session.folder)).findings == ()


def test_the_comparison_holds_for_one_answer_and_one_document(talk: Talk) -> None:
    compares(talk)
    talk.resume().reply("revise er_percent", "95", "1", "yes")
    talk.session.close()
    assert source(talk) == ""
    compares(talk)
    assert source(talk) == "mona"
    talk.resume().reply("revise er_percent", "source pathology, 20/11/2026, binder 5", "back")
    talk.session.close()
    assert source(talk) == ""


@pytest.mark.parametrize("on", ["her2_ihc", "age", "I4", "nonsense"])
def test_nothing_is_compared_without_an_answer_and_a_document(talk: Talk, on: str) -> None:
    with pytest.raises(BadInput):
        compares(talk, on)
    assert all(each.verified is None for each in seen(talk).given)


# ---------------------------------------------------------------- verification


@pytest.mark.parametrize(
    "change",
    [{"number": 7}, {"number": "1"}, {"number": 0}, {"criterion": 5, "fact": 5}],
)
def test_a_query_out_of_turn_is_seen(talk: Talk, change: dict[str, object]) -> None:
    asks(talk)
    forge(talk.path, lambda lines: of(lines, "query_raised")["data"].update(change))
    (finding,) = verify(talk.path, Replayer(talk.session.folder)).findings
    assert "the event `query_raised` lacks what its kind needs" in finding.cause


@pytest.mark.parametrize("act", ["query_replied", "query_closed"])
def test_a_reply_to_no_open_query_is_seen(talk: Talk, act: str) -> None:
    asks(talk)
    (replies if act == "query_replied" else closes)(talk, 1)
    forge(talk.path, lambda lines: of(lines, act)["data"].update(number=2))
    (finding,) = verify(talk.path, Replayer(talk.session.folder)).findings
    assert f"the event `{act}` lacks what its kind needs" in finding.cause


def test_it_is_seen_by_an_interpreter_that_leaves_assertions_out(talk: Talk) -> None:
    asks(talk)
    forge(talk.path, lambda lines: of(lines, "query_raised")["data"].update(number=7))
    (talk.path.parent / "ledger.jsonl").unlink()
    talk.session.close()
    python = (sys.executable, "-O", "-m", "assistant")
    done = process("verify", talk.path.parent, prefix=python).assert_clean()
    assert done.code == 2
    assert "the event `query_raised` lacks what its kind needs" in done.out


# ---------------------------------------------------------------- who judged


def judged(talk: Talk) -> dict[str, str]:
    from assistant.reports.summary import summarise

    found = summarise(seen(talk), "en").answers
    return {each.fact: each.judged for each in found if each.judged}


def test_judgements_name_who_answered_or_who_was_named(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE, until="life_expectancy")
    talk.reply("judge dr.leroy", "24 months").follow(BONE).conclude()
    talk.session.close()
    assert judged(talk) == {
        "life_expectancy": "dr.leroy",
        "compliance_obstacle": "mmartin (coordinator)",
    }
    assert verify(talk.path, Replayer(tmp_path)).findings == ()


def test_a_judge_is_named_afterwards_and_forgotten_with_the_answer(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE, until="metastatic_treatment_started")
    talk.reply("judge life_expectancy: dr.leroy").assert_next("metastatic_treatment_started")
    assert judged(talk) == {"life_expectancy": "dr.leroy"}
    talk.reply("revise life_expectancy", "30 months", "1", "yes")
    assert judged(talk) == {"life_expectancy": "mmartin (coordinator)"}
    talk.reply("revise life_expectancy", "judge dr.roy", "36 months", "1", "yes")
    assert judged(talk) == {"life_expectancy": "dr.roy"}
    talk.assert_sound()


def test_what_is_no_judgement_names_nobody(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path)
    talk.reply("judge dr.leroy").assert_refused("This is no judgement")
    talk.follow(BONE, until="life_expectancy").reply("judge Dr Leroy").assert_refused("by an id")
    assert "judge ID" in talk.session.prompt.hint
    assert "noted" not in [event.type for event in talk.events]
