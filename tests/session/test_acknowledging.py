"""What is to be read before concluding is acknowledged one by one, or all at once."""

from pathlib import Path

import pytest
from support.conversation import BONE, Talk

from assistant.session.conversation import Tone

CONTESTED = {**BONE, "er_percent": "5", "pr_percent": "2"}


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    order = {"er_percent": "5", "pr_percent": "2"}
    talk = Talk.begin(tmp_path)
    talk.follow({**BONE, **order}).reply("conclude")
    return talk


def test_each_remark_is_numbered_and_offered_by_its_beginning(talk: Talk) -> None:
    remarks = talk.texts(Tone.ADVISORY)
    assert [text.partition(".")[0] for text in remarks] == [
        str(place) for place in range(1, len(remarks) + 1)
    ]
    yes, no, *each = talk.session.prompt.choices
    assert (yes.reply, no.reply) == ("yes", "no")
    assert [choice.key for choice in each] == [text.partition(".")[0] for text in remarks]
    assert each[0].label == "read: The synopsis is not the protocol: the full …"
    assert "from what share of stained nuclei" in remarks[-1]


def test_one_by_one_each_is_taken_off_and_the_last_goes_on(talk: Talk) -> None:
    keys = [choice.key for choice in talk.session.prompt.choices[2:]]
    for count, key in enumerate(reversed(keys), 1):
        talk.reply(key)
        assert talk.said[-1].text.startswith("read: ") or count == len(keys)
        if count < len(keys):
            assert talk.types == []
            assert [c.key for c in talk.session.prompt.choices[2:]] == keys[:-count]
            talk.reply(key)  # taken off already: that is no reply any more
            assert talk.tones[-1] is Tone.REFUSED
    assert talk.types == ["acknowledged"]
    assert talk.news[0][1]["terms"] == ["hr_cutoff"]
    assert "this screening as “Undetermined”" in talk.question


def test_the_rest_can_be_acknowledged_at_once_and_going_back_records_nothing(talk: Talk) -> None:
    talk.reply("1", "yes")
    assert talk.types == ["acknowledged"]
    talk.reply("no", "conclude", "2", "no")
    assert talk.types == []
    assert talk.question.endswith("What would you like to do?")
