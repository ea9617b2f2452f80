"""What a change would do, in words: told before it is made, line by line."""

from assistant.dialogs.wording import Wording
from assistant.session.effect import Effect, Turned


def announced(wording: Wording, effect: Effect) -> list[str]:
    """Return what a change sets aside, brings back, and does to the criteria and the verdict."""
    say, verdicts = wording.say, wording.words.verdicts
    lines = []
    if effect.erased:
        lines.append(say("ask.revise_effect_erased", labels=wording.labels(effect.erased)))
    if effect.reopened:
        lines.append(say("ask.revise_effect_reopened", labels=wording.labels(effect.reopened)))
    if effect.turned:
        turned = "; ".join(_turned(wording, each) for each in effect.turned)
        lines.append(say("ask.revise_effect_criteria", criteria=turned))
    if effect.old is effect.new:
        lines.append(say("ask.revise_effect_same", verdict=verdicts[effect.old]))
    else:
        old, new = verdicts[effect.old], verdicts[effect.new]
        lines.append(say("ask.revise_effect_verdict", old=old, new=new))
    if effect.lifts_stop:
        lines.append(say("ask.revise_effect_lifts"))
    return lines


def _turned(wording: Wording, turned: Turned) -> str:
    """Return what becomes of one criterion."""
    category = wording.protocol.criterion[turned.criterion].category
    old, new = (wording.status(category, each) for each in (turned.old, turned.new))
    return f"{turned.criterion} {old} → {new}"
