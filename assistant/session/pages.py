"""First pages: what a new screening records and shows before any reply, known beforehand.

It follows from the protocol, the language, the order and the role alone. So a session is asked for
it once, in a rehearsal, and the answer is kept as bytecode is: beside the code, for the very files
that it was made from, checked at each use, and silently made anew when it is stale or damaged.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from assistant import __version__
from assistant.audit.clock import Clock
from assistant.audit.events import Json, ProtocolRef
from assistant.criteria.sources import DEFAULT, files_of
from assistant.phrases import LANGUAGES
from assistant.session.conversation import Choice, Message, Progress, Prompt, PromptKind, Row, Tone
from assistant.session.opening import ORDERS, ROLES, Opening, Trial

_SOFTWARE = Path(__file__).parent.parent
_SHELF = Path(__spec__.cached or __file__).parent  # __pycache__, or what stands in for it

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


def first_page(opening: Opening, folder: Path = DEFAULT, shelf: Path = _SHELF) -> Page:
    """Return the page of screenings that open so under a folder's protocol; nobody's as yet.

    Raises BadInput if none can open so, ProtocolError if the protocol is faulty.
    """
    blank = opening._replace(subject=_SUBJECT, user=_USER, site=_SITE)
    files = files_of(folder)
    key = _key(blank, files)
    place = shelf / f"first-page-{sha256(repr(blank).encode()).hexdigest()[:8]}.json"
    page = _kept(place, key, files)
    if page is None:
        page = _rehearsed(blank, folder)
        if page.trial.files.items() <= files.items():  # else they changed meanwhile
            _keep(place, key, page)
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
    )


# -------------------------------------------------------------------------------------- the shelf


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


def _kept(place: Path, key: str, files: Mapping[str, bytes]) -> Page | None:
    """Return the page that lies in a place, unless it is another's or was damaged."""
    try:
        head, _, body = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    return _page(json.loads(body), files) if head == _seal(key, body) else None


def _keep(place: Path, key: str, page: Page) -> None:
    """Put a page in a place, whole or not at all; where nothing can be put, it is done without."""
    names = tuple(page.trial.files)
    reference = page.trial.reference
    trial = (reference.id, reference.version, reference.sha256), page.trial.readings, names
    body = json.dumps({**page._asdict(), "trial": trial}).encode()
    part = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_seal(key, body) + b"\n" + body)
        part.replace(place)


def _seal(key: str, body: bytes) -> bytes:
    return f"{key} {sha256(body).hexdigest()}".encode()


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
    )


if __name__ == "__main__":  # what `make` does once, so that the first start is as quick as others
    for language, order, role in product(LANGUAGES, ORDERS, ROLES):
        first_page(Opening(_SUBJECT, _USER, role, _SITE, language, order))
