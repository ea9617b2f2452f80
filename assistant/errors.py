"""Errors that a person may see: each names what is wrong, where, why, and what to do about it."""


class AssistantError(Exception):
    """An error worded for the person in front of the screen.

    What comes after `where:` goes on from there; every other part is a sentence, with its capital
    and, if it has none of its own, the full stop that it is given here.
    """

    def __init__(self, what: str, *, where: str = "", why: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        sentences = (head, self.why, self.remedy)
        return " ".join(
            part if part.endswith((".", "?", "!")) else f"{part}." for part in sentences if part
        )


class BadInput(AssistantError):
    """Something that was given is wrong: a file, a reply, an option of the command."""


class ProtocolError(AssistantError):
    """A protocol's files are faulty."""


class RecordError(AssistantError):
    """A record cannot be read or written; what was being written is not saved."""


class Busy(RecordError):
    """Another process is writing this screening."""
