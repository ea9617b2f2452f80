"""The desk over a folder of records; what a screen needs is loaded when it is first needed."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.tui.launch import Details
    from assistant.tui.talk import Entry, QueryDesk, Register, Studies, Talk


class FolderDesk:
    """Screenings kept in a folder; new ones follow `protocol`, and `policy` is what a site demands.

    Without these it is the packaged protocol, and what the folder's own policy demands.
    """

    def __init__(
        self, folder: Path, protocol: Path | None = None, policy: Path | None = None
    ) -> None:
        self._folder = folder
        self._protocol = protocol
        self._policy = policy

    def begin(self, details: "Details") -> "Talk":
        """Open the record of a new screening."""
        from assistant.session.opening import Opening

        opening = Opening(
            subject=details.subject,
            user=details.user,
            role=details.role,
            site=details.site,
            language=details.language,
            order=details.order,
        )
        if self._has_no_page(details):
            from assistant.session.live import Session
            from assistant.session.protocols import chosen
            from assistant.session.rescreening import rescreening

            protocol, policy = chosen(self._protocol), self._policy
            if details.rescreens:
                opening = rescreening(self._folder, details.rescreens, opening, protocol)
            return Session.begin(self._folder, opening, protocol=protocol, policy=policy)
        from assistant.session.beginning import begin
        from assistant.session.pages import first_page

        return begin(self._folder, opening, first_page(opening))

    def _has_no_page(self, details: "Details") -> bool:
        """Return whether no page was worked out for how a screening begins.

        None was for another protocol, an earlier screening, or a site's demands or decisions.
        """
        from assistant.audit.layout import POLICY
        from assistant.session.opening import has_site_record

        demands = self._policy is not None or (self._folder / POLICY).exists()
        return bool(self._protocol or details.rescreens) or demands or has_site_record(self._folder)

    def known(self, details: "Details", but: str = "") -> tuple[str, str] | None:
        """Return the last screening of a subject on record, and how it stands in words."""
        from assistant.session.rescreening import notice, on_record

        found = on_record(self._folder, details.subject, details.site, details.language, but)
        return (found[0].screening, notice(found, details.language)) if found else None

    def resume(self, screening: str, user: str, role: str) -> "Talk":
        """Take up a screening where it was left."""
        from assistant.session.live import Session

        return Session.resume(self._folder, screening, user, role, policy=self._policy)

    def recall(self) -> dict[str, str]:
        """Return what the form remembers of the screening before."""
        from assistant.tui.memory import own_memory

        return own_memory().recall()

    def remember(self, details: "Details") -> None:
        """Remember what the form was filled with, all but the participant."""
        from assistant.tui.memory import own_memory

        own_memory().keep(details)

    def listed(self, language: str) -> "Sequence[Entry]":
        """Return the folder's screenings, with their verdicts in a language."""
        from assistant.session.listing import listed

        return listed(self._folder, language)

    def studies(self, user: str, language: str) -> "Studies":
        """Return what a trainee can practise and learn, as it stands now."""
        from assistant.training.studies import Studies

        return Studies(self._folder, user, language)

    def practise(
        self, case: str, user: str, language: str, *, is_exam: bool, is_anew: bool
    ) -> "Talk":
        """Go on with practice on a case, or begin it."""
        from assistant.training.cases import case_named
        from assistant.training.practice import Practice

        return Practice.go_on(
            self._folder, case_named(case), user, language, is_exam=is_exam, is_anew=is_anew
        )

    def queries(self, screening: str, language: str) -> "QueryDesk":
        """Return a screening's queries, to be read and dealt with."""
        from assistant.session.query_desk import QueryDesk

        return QueryDesk(self._folder, screening, language)

    def log(self, language: str) -> "Register":
        """Return the folder's screening log, as it stands now."""
        from datetime import UTC, datetime

        from assistant.session.logbook import LogView, logbook

        now = datetime.now(UTC)
        return LogView(logbook([self._folder], language, now), self._folder, language, now)
