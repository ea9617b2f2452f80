"""What a new screening is opened with, asked line by line where it is not given."""

from collections.abc import Callable, Mapping

from assistant.console.asking import Asker
from assistant.text import identifier, subject_code

_TYPED: Mapping[str, Callable[[str], str]] = {
    "subject": subject_code,
    "user": lambda text: identifier(text, "user's id"),
    "site": lambda text: identifier(text, "site's id"),
}
CHOICES = {"role": ("coordinator", "investigator"), "order": ("protocol", "quickest")}


def filled(asker: Asker, given: Mapping[str, str], usual: Mapping[str, str]) -> dict[str, str]:
    """Return what was given, and what a person says to the rest; an empty line takes the usual.

    Raises NoReply at the end of the replies.
    """
    words, found = asker.words, dict(given)
    for name in ("subject", "user", "role", "site", "order"):
        if name in given:
            continue
        question = words(f"form.{name}")
        if name in _TYPED:
            found[name] = asker.text(question, _TYPED[name], usual.get(name, ""))
        else:
            labels = {each: words(f"form.{each}") for each in CHOICES[name]}
            found[name] = asker.choice(question, labels, usual.get(name, CHOICES[name][0]))
    return found
