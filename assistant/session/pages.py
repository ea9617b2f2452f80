"""First pages: what a new screening records and shows before any reply, known beforehand.

It follows from the protocol, the language, the order and the role alone. So a session is asked for
it once, in a rehearsal, and the answer is kept (`assistant/shelf.py`) for the very files it was
made from.
"""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from assistant import __version__, shelf
from assistant.audit.clock import Clock
from assistant.audit.events import Json, ProtocolRef
from assistant.criteria.sources import DEFAULT, files_of
from assistant.phrases import LANGUAGES
from assistant.session.conversation import Choice, Message, Progress, Prompt, PromptKind, Row, Tone
from assistant.session.opening import ORDERS, ROLES, Opening, Trial

_SOFTWARE = Path(__file__).parent.parent

# Who is screened, by whom and where, stands as these in a page until a screening begins.
_SUBJECT, _USER, _SITE = "X-SUBJECT-X", "x.user.x", "x.site.x"


class Page(NamedTuple):
    """What is recorded after `opened` (`deeds`: types and data), and what is then shown."""

    trial: Trial
    languages: tuple[str, ...]
    deeds: tuple[tuple[str, Mapping[str, Json]], ...]
    messages: tuple[Message, ...]
    prompt: Prompt
    progress: Progress
    criteria: tuple[Row, ...]
    verdict: str
    verdict_label: str
    caution: str

    def rows(self) -> tuple[Row, ...]:
        """Return every criterion as it stands, inclusion before exclusion."""
        return self.criteria

    def of(self, opening: Opening) -> "Page":
        """Return the page of one screening."""
        return self._replace(
            messages=tuple(
                each._replace(
                    text=each.text.replace(_SUBJECT, opening.subject).replace(_USER, opening.user)
                )
                for each in self.messages
            )
        )


def first_page(opening: Opening, folder: Path = DEFAULT, place: Path = shelf.SHELF) -> Page:
    """Return the page of screenings that open so under a folder's protocol; nobody's as yet.

    Raises BadInput if none can open so, ProtocolError if the protocol is faulty.
    """
    blank = opening._replace(subject=_SUBJECT, user=_USER, site=_SITE)
    files = files_of(folder)
    name, key = f"first-page-{sha256(repr(blank).encode()).hexdigest()[:8]}", _key(blank, files)
    found = shelf.find(name, key, place)
    if found is not None:
        return _page(found, files)
    page = _rehearsed(blank, folder)
    if page.trial.files.items() <= files.items():  # else they changed meanwhile
        shelf.keep(name, key, _plain(page), place)
    return page


def _rehearsed(blank: Opening, folder: Path) -> Page:
    """Return the page that a session shows."""
    from assistant.criteria.loader import load
    from assistant.session.live import Session
    from assistant.session.protocols import packaged, trial_of
    from assistant.session.rehearsal import Rehearsal

    protocol = packaged() if folder == DEFAULT else load(folder)
    opening, trial = blank.checked(protocol.languages), trial_of(protocol)
    record = Rehearsal(opening, trial)
    session = Session(folder, record, protocol, opening.author, Clock())
    session.flow.start()
    return Page(
        trial=trial,
        languages=protocol.languages,
        deeds=tuple((event.type, event.data) for event in session.events[1:]),
        messages=session.messages,
        prompt=session.prompt,
        progress=session.progress,
        criteria=session.rows(),
        verdict=session.verdict,
        verdict_label=session.verdict_label,
        caution=session.caution,
    )


def _key(blank: Opening, files: Mapping[str, bytes]) -> str:
    """Return a hash of all that a page follows from.

    That is how the screening opens, the protocol's bytes, and the software: its version, and, as
    for bytecode, the size and time of its files.
    """
    hashes = [f"{name} {sha256(data).hexdigest()}" for name, data in files.items()]
    return sha256(repr((blank, hashes, __version__, sorted(_stamps()))).encode()).hexdigest()


def _stamps() -> Iterator[tuple[str, int, int]]:
    for folder, folders, names in os.walk(_SOFTWARE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            state = os.stat(f"{folder}{os.sep}{name}")  # noqa: PTH116 - a Path each costs more
            yield name, state.st_size, state.st_mtime_ns


def _plain(page: Page) -> Mapping[str, Any]:
    """Return a page as what is kept of it: of the protocol's files, their names."""
    names = tuple(page.trial.files)
    reference = page.trial.reference
    trial = (reference.id, reference.version, reference.sha256), page.trial.readings, names
    return {**page._asdict(), "trial": trial}


def _page(found: Mapping[str, Any], files: Mapping[str, bytes]) -> Page:
    """Return a page as it was before it was kept."""
    reference, readings, names = found["trial"]
    prompt = Prompt(*found["prompt"])
    return Page(
        trial=Trial(ProtocolRef(*reference), readings, {name: files[name] for name in names}),
        languages=tuple(found["languages"]),
        deeds=tuple((kind, data) for kind, data in found["deeds"]),
        messages=tuple(Message(Tone(tone), *said) for tone, *said in found["messages"]),
        prompt=prompt._replace(
            kind=PromptKind(prompt.kind),
            choices=tuple(Choice(*choice) for choice in prompt.choices),
            units=tuple(prompt.units),
        ),
        progress=Progress(*found["progress"]),
        criteria=tuple(Row(*row) for row in found["criteria"]),
        verdict=found["verdict"],
        verdict_label=found["verdict_label"],
        caution=found["caution"],
    )


if __name__ == "__main__":  # what `make` does once, so that the first start is as quick as others
    for language, order, role in product(LANGUAGES, ORDERS, ROLES):
        first_page(Opening(_SUBJECT, _USER, role, _SITE, language, order))
