"""The conversation as messages, each told from one event: a resumed screening reads the same."""

from collections.abc import Mapping

from assistant.audit.events import Event, Json
from assistant.criteria.model import StudyProtocol
from assistant.criteria.remarks import Remark, RemarkKind
from assistant.dialogs.wording import Wording
from assistant.session.codec import decoded
from assistant.session.conversation import Message, Tone
from assistant.session.queries import ACTS, told
from assistant.session.shapes import mapping
from assistant.session.state import State, open_queries, text, texts, well_formed


class Narrator:
    """Tells events in order; it remembers only under which heading the conversation stands."""

    def __init__(self, protocol: StudyProtocol) -> None:
        self._protocol = protocol
        self._topic = ""
        self._state = State()

    def tell(self, event: Event, state: State) -> list[Message]:
        """Return what one event says; `state` is the state after it.

        Raises RecordError if the event is not of its recorded form.
        """
        teller = getattr(self, f"_tell_{_LIKE.get(event.type, event.type)}", None)
        if teller is None:
            return []
        self._state = state
        with well_formed(event):
            said: list[Message] = teller(event, Wording(self._protocol, state.language))
        return [message for message in said if message.text]

    def _tell_opened(self, event: Event, wording: Wording) -> list[Message]:
        say, author = wording.say, event.author
        title = wording.words.protocol
        opened = say("say.opened", subject=text(event.data, "subject"), trial=title.short_title,
                     user=author.actor, role=say(f"role.{author.role}"))  # fmt: skip
        return [
            Message(tone=Tone.HEADING, text=title.short_title),
            Message(tone=Tone.NOTICE, text=opened),
            *(_notice(say("say.practice")) if self._state.practice else ()),
            *self._told_of_earlier(wording),
            Message(tone=Tone.HELP, text=say("say.opened_help")),
        ]

    def _told_of_earlier(self, wording: Wording) -> list[Message]:
        state = self._state
        if not state.rescreens:
            return []
        count = len(state.erased)
        return _notice(wording.say("say.rescreens", id=state.rescreens[:8], count=count))

    def _tell_resumed(self, event: Event, wording: Wording) -> list[Message]:
        author = event.author
        resumed = wording.say("say.resumed", user=author.actor, count=event.data["answered"],
                              role=wording.say(f"role.{author.role}"))  # fmt: skip
        queries = len(open_queries(self._state))
        asked = wording.say("say.open_queries", count=queries) if queries else ""
        return [*_notice(resumed), *_notice(asked)]

    def _tell_asked(self, event: Event, wording: Wording) -> list[Message]:
        fact = text(event.data, "fact")
        topic = self._protocol.fact[fact].topic
        heading = []
        if topic != self._topic:
            heading = [Message(tone=Tone.HEADING, text=wording.topic(fact))]
        self._topic = topic
        question = Message(tone=Tone.QUESTION, text=text(event.data, "question"), fact=fact)
        return [*heading, question]

    def _tell_answered(self, event: Event, wording: Wording) -> list[Message]:
        fact = self._protocol.fact[text(event.data, "fact")]
        answer = decoded(fact, event.data)
        shown = wording.display.full(fact, answer)
        reply = _reply(event) or wording.short(fact.id, answer)
        key = "say.confirmed" if event.type == "confirmed" else "say.understood"
        return [
            Message(tone=Tone.REPLY, text=reply, fact=fact.id),
            Message(tone=Tone.UNDERSTOOD, text=wording.say(key, text=shown), fact=fact.id),
        ]

    def _tell_refused(self, event: Event, wording: Wording) -> list[Message]:
        return [
            Message(tone=Tone.REPLY, text=_reply(event), fact=text(event.data, "fact")),
            Message(
                tone=Tone.NOTICE if event.data.get("withdrawn") else Tone.REFUSED,
                text=event.private.get("shown", "—"),
            ),
        ]

    def _tell_revised(self, event: Event, wording: Wording) -> list[Message]:
        fact = self._protocol.fact[text(event.data, "fact")]
        old, new = (decoded(fact, _part(event, key)) for key in ("old", "new"))
        said = wording.say("say.revised", label=wording.label(fact.id),
                           old=wording.short(fact.id, old), new=wording.whole(fact.id, new),
                           reason=event.private.get("reason", "—"))  # fmt: skip
        return [
            Message(tone=Tone.REPLY, text=_reply(event), fact=fact.id),
            Message(tone=Tone.NOTICE, text=said, fact=fact.id),
            Message(tone=Tone.NOTICE, text=self._stop_lifted(event, wording)),
        ]

    def _stop_lifted(self, event: Event, wording: Wording) -> str:
        """Return that a change made a stopped screening go on, or "" if it did not."""
        announced = event.data.get("announced")
        lifts = isinstance(announced, Mapping) and announced["lifts_stop"] is True
        return wording.say("say.goes_on") if lifts else ""

    def _tell_erased(self, event: Event, wording: Wording) -> list[Message]:
        fact = self._protocol.fact[text(event.data, "fact")]
        old = wording.short(fact.id, decoded(fact, _part(event, "old")))
        erased = wording.say("say.erased", label=wording.label(fact.id), old=old)
        cause = self._gate_given_by(event.data["cause"], wording)
        return [Message(tone=Tone.ERASED, text=erased, fact=fact.id, cause=cause)]

    def _gate_given_by(self, seq: Json, wording: Wording) -> str:
        """Return why an answer no longer applies: what was answered, or changed, by an event."""
        for fact, given_by in self._state.given_by.items():
            if given_by == seq:
                now = wording.short(fact, self._state.answers[fact])
                return wording.say("say.erased_cause", label=wording.label(fact), now=now)
        return ""

    def _tell_reopened(self, event: Event, wording: Wording) -> list[Message]:
        if event.data["cause"] is None:
            return _notice(wording.say("say.taken_up"))
        return _notice(
            wording.say("say.reopened", labels=wording.labels(texts(event.data, "facts")))
        )

    def _tell_noted(self, event: Event, wording: Wording) -> list[Message]:
        fact = text(event.data, "fact")
        said = wording.say("say.noted")
        if event.data["kind"] == "source":
            alone = self._source_of_several(event, wording)
            said = wording.say("say.source", label=wording.label(fact)) if fact else alone
        elif event.data["kind"] == "judge":
            said = wording.say("say.judge", label=wording.label(fact))
        typed = Message(tone=Tone.REPLY, text=event.private.get("text", "—"), fact=fact)
        return [typed, *_notice(said)]

    def _tell_source_named(self, event: Event, wording: Wording) -> list[Message]:
        fact = text(event.data, "fact")
        several = self._source_of_several(event, wording)
        return _notice(wording.say("say.source", label=wording.label(fact)) if fact else several)

    def _source_of_several(self, event: Event, wording: Wording) -> str:
        if "facts" not in event.data:
            return wording.say("say.source_alone")
        facts = texts(event.data, "facts")
        labels = wording.labels(facts)
        if len(facts) == 1:
            return wording.say("say.source", label=labels)
        return wording.say("say.source_several", count=len(facts), labels=labels)

    def _tell_query(self, event: Event, wording: Wording) -> list[Message]:
        return _notice(told(event, wording))

    def _tell_source_verified(self, event: Event, wording: Wording) -> list[Message]:
        label = wording.label(text(event.data, "fact"))
        said = wording.say("say.source_verified", label=label, user=event.author.actor)
        return _notice(said)

    def _tell_advised(self, event: Event, wording: Wording) -> list[Message]:
        remark = Remark(kind=RemarkKind.ADVISORY, id=text(event.data, "id"))
        said = wording.say("say.advisory", text=wording.remark(remark, {}))
        return [Message(tone=Tone.ADVISORY, text=said)]

    def _tell_acknowledged(self, event: Event, wording: Wording) -> list[Message]:
        if event.data["what"] == "failure":
            return _notice(wording.say(f"say.failure_{text(event.data, 'choice')}"))
        count = len(texts(event.data, "advisories")) + len(texts(event.data, "terms"))
        return _notice(wording.say("say.acknowledged", count=count))

    def _tell_skipped(self, event: Event, wording: Wording) -> list[Message]:
        fact = text(event.data, "fact")
        return _notice(wording.say("say.skipped", label=wording.label(fact)))

    def _tell_paused(self, event: Event, wording: Wording) -> list[Message]:
        return _notice(wording.say("say.paused", id=event.screening))

    def _tell_language_changed(self, event: Event, wording: Wording) -> list[Message]:
        return _notice(wording.say("say.language"))

    def _tell_recovered(self, event: Event, wording: Wording) -> list[Message]:
        return _notice(wording.say("say.recovered"))

    def _tell_clock_anomaly(self, event: Event, wording: Wording) -> list[Message]:
        return _notice(wording.say("say.clock"))

    def _tell_completed(self, event: Event, wording: Wording) -> list[Message]:
        author = event.author
        role = wording.say(f"role.{author.role}")
        key = "say.completed_practice" if self._state.practice else "say.completed"
        return _notice(wording.say(key, user=author.actor, role=role, id=event.screening))

    def _tell_concluded(self, event: Event, wording: Wording) -> list[Message]:
        verdict = wording.words.verdicts[text(event.data, "verdict")]
        said = wording.say("say.concluded", verdict=verdict, id=event.screening)
        return [Message(tone=Tone.VERDICT, text=said)]

    def _tell_addendum(self, event: Event, wording: Wording) -> list[Message]:
        say, author, data = wording.say, event.author, event.data
        named = data.get("fact") or data.get("criterion")
        key = "say.addendum_on" if named else "say.addendum"
        on = wording.words.facts[named].label if named in wording.words.facts else named
        role, said = say(f"role.{author.role}"), event.private.get("text", "")
        number, user = data["number"], author.actor
        return _notice(say(key, number=number, label=on, user=user, role=role, text=said))

    def _tell_redacted(self, event: Event, wording: Wording) -> list[Message]:
        say, author = wording.say, event.author
        return _notice(say("say.redacted", seq=event.data["seq"], user=author.actor,
                           role=say(f"role.{author.role}"),
                           reason=event.private.get("reason", "")))  # fmt: skip

    def _tell_signed(self, event: Event, wording: Wording) -> list[Message]:
        say, author, data = wording.say, event.author, event.data
        signed = say("say.signed", name=event.private.get("name", ""), user=author.actor,
                     role=say(f"role.{author.role}"), meaning=text(data, "meaning"))  # fmt: skip
        root = text(data, "ledger_root")
        ledger = say("say.signed_ledger", size=data["ledger_size"], root=root)
        return [*_notice(signed), *_notice(ledger)]


# Types of event that are told as another is.
_LIKE = {"confirmed": "answered", **dict.fromkeys(ACTS, "query")}


def _notice(text: str) -> list[Message]:
    """Return one thing the assistant lets the person know."""
    return [Message(tone=Tone.NOTICE, text=text)]


def _reply(event: Event) -> str:
    """Return what was typed, with what was added when asked (a unit, a reason)."""
    typed = (event.private.get("reply", ""), event.private.get("then", ""))
    return " ".join(part for part in typed if part)


def _part(event: Event, key: str) -> Mapping[str, Json]:
    """Return an answer within an event's data."""
    return mapping(event.data[key])
