"""A monitor's query in the conversation: the site reads it, replies, and goes on where it was."""

from pathlib import Path

import pytest
from support.conversation import BONE, Talk, ticking
from support.signing import keyed_folder

from assistant.audit.events import Author
from assistant.session.conversation import PromptKind, Tone
from assistant.session.live import Session
from assistant.session.monitoring import MONITOR, close_query, raise_query

MONA = Author("mona", MONITOR)


def asks(talk: Talk, *queries: tuple[str, str]) -> None:
    for on, text in queries:
        raise_query(talk.session.folder, talk.session.id, MONA, on, text, clock=ticking())


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    """A screening suspended at the WHO status."""
    talk = Talk.begin(tmp_path).follow(BONE, until="who_status").reply("suspend")
    talk.session.close()
    return talk


def test_one_open_query_is_read_and_replied_to(talk: Talk) -> None:
    asks(talk, ("age", "57 or 58?"))
    talk.resume()
    assert "1 query of a monitor is open. Type “query” to read it and reply." in [
        each.text for each in talk.session.messages
    ]
    question = talk.question
    talk.reply("query")
    assert talk.texts(Tone.NOTICE) == ["Query 1 by mona, on age: 57 or 58?"]
    assert (talk.question, talk.session.prompt.kind) == (
        "What do you reply to query 1?", PromptKind.TEXT,
    )  # fmt: skip
    talk.reply("why does it matter? 58, page 2")  # a sentence, though it begins like a command
    assert talk.news == [("query_replied", {"number": 1})]
    assert talk.private == {"text": "why does it matter? 58, page 2"}
    assert talk.texts(Tone.NOTICE) == [
        "Reply to query 1 by mmartin: why does it matter? 58, page 2"
    ]
    assert talk.question == question
    talk.assert_next("who_status").assert_sound()
    talk.follow(BONE).conclude().assert_sound()


def test_of_several_one_is_picked_and_what_was_said_to_it_is_read(talk: Talk) -> None:
    asks(talk, ("age", "57 or 58?"), ("I3", "Who assessed it?"), ("I5", "Which test?"))
    close_query(talk.session.folder, talk.session.id, MONA, 1, "seen", clock=ticking())
    talk.resume().reply("query")
    assert [each.label for each in talk.session.prompt.choices] == [
        "Query 2 by mona, on I3: Who assessed it?", "Query 3 by mona, on I5: Which test?",
    ]  # fmt: skip
    talk.reply("1").assert_refused("Please pick one")
    talk.reply("3", "IHC").reply("query", "3")
    assert talk.texts(Tone.NOTICE) == [
        "Query 3 by mona, on I5: Which test?", "Reply to query 3 by mmartin: IHC",
    ]  # fmt: skip
    talk.reply("back").assert_next("who_status")
    assert talk.types == []


def test_nothing_is_recorded_but_a_reply(talk: Talk) -> None:
    talk.resume().reply("query").assert_refused("No query of a monitor is open.")
    talk.reply("suspend").session.close()
    asks(talk, ("age", "57 or 58?"))
    talk.resume().reply("query", "a.dupont@example.org").assert_refused("an e-mail address")
    talk.reply("  ").assert_refused("Write your reply")
    talk.reply("query")  # is at it already
    talk.reply("back")
    assert talk.texts(Tone.NOTICE) == ["Nothing was changed."]
    assert "query_replied" not in [event.type for event in talk.events]
    talk.assert_next("who_status").reply("query", "suspend")
    assert talk.session.is_over
    talk.assert_sound()


def test_a_completed_record_is_replied_to_before_it_is_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = keyed_folder(tmp_path, monkeypatch)
    talk = Talk.begin(folder).follow(BONE).conclude()
    talk.session.close()
    asks(talk, ("I3", "Who assessed it?"))
    talk.session = Session.resume(
        folder, talk.session.id, "jleroy", "investigator", clock=talk.session.clock
    )
    talk.reply("query", "I did, on 20 November").reply("query")
    assert "Reply to query 1 by jleroy: I did, on 20 November" in talk.texts(Tone.NOTICE)
    talk.reply("back", "back")
    assert talk.session.is_over
    talk.assert_sound()


def test_in_french(talk: Talk) -> None:
    asks(talk, ("age", "57 ou 58 ?"), ("I3", "Par qui ?"))
    talk.resume().reply("language fr", "demande", "1", "58 ans")
    assert talk.texts(Tone.NOTICE) == ["Réponse à la demande 1, de mmartin : 58 ans"]
    assert talk.asked == "who_status"
