"""What a change would do, in words: told before it is made, line by line."""

from assistant.criteria.evaluation import Status
from assistant.criteria.model import Category
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


def status_word(wording: Wording, criterion: str, status: Status) -> str:
    """Return a status as a criterion of its category says it."""
    is_exclusion = wording.protocol.criterion[criterion].category is Category.EXCLUSION
    words = wording.words.statuses_exclusion if is_exclusion else wording.words.statuses
    return words[status]


def _turned(wording: Wording, turned: Turned) -> str:
    """Return what becomes of one criterion."""
    old, new = (status_word(wording, turned.criterion, each) for each in (turned.old, turned.new))
    return f"{turned.criterion} {old} → {new}"
