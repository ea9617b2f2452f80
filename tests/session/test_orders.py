"""Two orders of asking: the protocol's own, and the quickest to a criterion that fails."""

from pathlib import Path

from support.conversation import BONE, Talk, merged


def test_the_quickest_order_asks_otherwise_and_finds_the_same(tmp_path: Path) -> None:
    talks = {}
    for order in ("protocol", "quickest"):
        talk = Talk.begin(tmp_path, order=order)
        talk.follow(merged(BONE, pr_percent="50", her2_ish="not amplified", lesion_count="5"))
        talk.conclude().assert_sound()
        assert talk.events[0].data["order"] == order
        assert len(set(talk.all_asked())) == len(talk.all_asked())
        talks[order] = talk
    asked = {order: talk.all_asked() for order, talk in talks.items()}
    assert asked["quickest"] != asked["protocol"]
    assert {talk.session.verdict for talk in talks.values()} == {"eligible"}
    assert (
        talks["quickest"].events[-1].data["statuses"]
        == (talks["protocol"].events[-1].data["statuses"])
    )


def test_the_quickest_order_comes_sooner_to_a_criterion_that_fails(tmp_path: Path) -> None:
    replies = merged(BONE, pr_percent="50", her2_ish="not amplified", lesion_count="6")
    until_told = {}
    for order in ("protocol", "quickest"):
        talk = Talk.begin(tmp_path, order=order).follow(replies).reply("yes")
        assert talk.question.startswith("I8b is not met: At most 5 lesions.")
        until_told[order] = len(talk.all_asked())
    assert until_told["protocol"] == 11
    assert until_told["quickest"] < 11
