"""The desk of one screening's queries: what each role sees there and can do."""

from pathlib import Path

import pytest
from support.conversation import BONE, Talk, ticking
from support.protocols import stereo

from assistant.errors import BadInput
from assistant.session.monitoring import MONITOR
from assistant.session.query_desk import CLOSE, COMPARE, RAISE, REPLY, Matter, QueryDesk

COORDINATOR = "coordinator"


@pytest.fixture
def desk(tmp_path: Path) -> QueryDesk:
    """Of a completed screening whose first answer names its source."""
    talk = Talk.begin(tmp_path).reply("source letter, 2026-11-02, ward", "yes").follow(BONE)
    talk.conclude().session.close()
    return QueryDesk(tmp_path, talk.session.id, "en", clock=ticking())


def matter(desk: QueryDesk, id_: str, role: str = MONITOR) -> Matter:
    return next(each for each in desk.matters(role) if each.id == id_)


def test_the_site_sees_queries_and_a_monitor_all_that_can_be_asked_about(desk: QueryDesk) -> None:
    assert desk.matters(COORDINATOR) == ()
    ids = [each.id for each in desk.matters(MONITOR)]
    assert ids[:2] == ["histology_confirmed", "stage_iv_confirmed"]
    assert ids[-len(stereo().criteria) :] == [each.id for each in stereo().criteria]
    assert len(ids) == 23 + len(stereo().criteria)
    assert matter(desk, "histology_confirmed").acts == (RAISE, COMPARE)
    assert matter(desk, "age").acts == matter(desk, "I3").acts == (RAISE,)


def test_a_query_goes_its_way(desk: QueryDesk) -> None:
    desk.do(RAISE, matter(desk, "age"), "mona", MONITOR, "57 or 58?")
    desk.do(RAISE, matter(desk, "I3"), "mona", MONITOR, "Who?")
    one, _ = desk.matters(COORDINATOR)
    assert (one.id, one.about, one.said, one.state) == ("1", "1. age", "57 or 58?", "open")
    assert one.acts == (REPLY,)
    assert matter(desk, "1").acts == (CLOSE,)
    desk.do(REPLY, one, "anna", COORDINATOR, "58")
    assert [(each.id, each.state) for each in desk.matters("investigator")] == [
        ("2", "open"), ("1", "replied"),
    ]  # fmt: skip
    desk.do(CLOSE, matter(desk, "2"), "mona", MONITOR, "")
    assert [(each.id, each.state, each.acts) for each in desk.matters(COORDINATOR)] == [
        ("1", "replied", (REPLY,)), ("2", "closed", ()),
    ]  # fmt: skip
    lines = matter(desk, "1").lines
    assert [line.partition(" UTC, ")[2] for line in lines] == [
        "mona (monitor), raised – 57 or 58?", "anna (coordinator), reply – 58",
    ]  # fmt: skip


def test_an_answer_is_compared_with_its_source(desk: QueryDesk) -> None:
    assert matter(desk, "age").state == "unsourced"
    answer = matter(desk, "histology_confirmed")
    assert (answer.said, answer.state) == ("yes", "sourced")
    assert answer.lines[1] == "letter of 2026-11-02 (2 November 2026): ward"
    desk.do(COMPARE, answer, "mona", MONITOR, "")
    answer = matter(desk, "histology_confirmed")
    assert (answer.state, answer.acts) == ("compared", (RAISE,))
    assert "compared with the source by mona (monitor)" in answer.lines[2]


@pytest.mark.parametrize(
    ("act", "role"),
    [(CLOSE, COORDINATOR), (RAISE, "investigator"), (COMPARE, COORDINATOR), (REPLY, MONITOR)],
)
def test_no_role_does_what_is_anothers(desk: QueryDesk, act: str, role: str) -> None:
    desk.do(RAISE, matter(desk, "histology_confirmed"), "mona", MONITOR, "Which?")
    id_ = "1" if act in (CLOSE, REPLY) else "histology_confirmed"
    with pytest.raises(BadInput, match="is not a role"):
        desk.do(act, matter(desk, id_), "x", role, "text")


def test_a_protocol_without_the_language_speaks_its_own(desk: QueryDesk) -> None:
    other = QueryDesk(desk._folder, desk._screening, "de")
    assert matter(other, "age").about == "age"
    assert matter(QueryDesk(desk._folder, desk._screening, "fr"), "age").about == "âge"
