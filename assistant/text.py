"""What text may enter a record or reach a terminal: no control, no disguise, no more than 8 KiB."""

import re
import unicodedata

from assistant.errors import BadInput

LARGEST = 8 * 1024

# Patterns are compiled when they are first used: a start waits for none of them.
_SUBJECT = r"[A-Z0-9][A-Z0-9-]{1,19}"
_IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}"

# Marks that reorder the text around them, and so can make it read as what it is not.
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
_LINE_ENDS = {0x2028, 0x2029}

NO_BREAK = "\u00a0"
_SET_APART = re.compile(r" (?=[?!:;»%](?:[\s.,;:!?»)\]]|$))|(?<=«) |(?<=[<>≤≥≈]) (?=\d)")
_EMAIL = r"[\w.+-]+@[\w-]+\.[\w.-]+"
_INSURANCE = r"(?<!\d)[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d\s?){8}(?:\d{2})?(?!\d)"
_BIRTH = (
    r"(?<!\d)(?:(?:19\d\d|200\d)[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])"
    r"|(?:[12]\d|3[01]|0?[1-9])[-/.](?:0?[1-9]|1[0-2])[-/.](?:19\d\d|200\d))(?!\d)"
)


def clean(text: str) -> str:
    """Return a text as it may be recorded: in composed form (NFC), without surrounding blanks.

    Raises BadInput on control characters (line ends too), marks that reorder text, halves of
    surrogate pairs, and more than 8 KiB.
    """
    size = size_of(text)
    if size > LARGEST:
        raise BadInput(
            f"This text is {size} bytes long", why=f"A reply has at most {LARGEST}",
            remedy="Shorten it, or name the document it stands in",
        )  # fmt: skip
    forbidden = first_forbidden(text)
    if forbidden is not None:
        raise BadInput(
            f"The character {forbidden} cannot be recorded",
            why="It controls the terminal or changes how the text around it reads",
            remedy="Type the text again without it, on one line",
        )
    return unicodedata.normalize("NFC", text).strip()


def size_of(text: str) -> int:
    """Return how many bytes a text takes as UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def folded(text: str) -> str:
    """Return a text without what does not matter in a reply: case, accents, repeated blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.replace("’", "'").split()).rstrip(" .!")


def held(text: str) -> str:
    """Return a text in which no line, wherever it is broken, parts a mark from its word.

    These are the marks that French sets apart by a space, and a sign of comparison before its
    number. A phrase is written with plain spaces.
    """
    return _SET_APART.sub(NO_BREAK, text)


def first_forbidden(text: str) -> str | None:
    """Return the code of the first character that may not be recorded (U+001B), or None."""
    return next((f"U+{ord(c):04X}" for c in text if is_forbidden(c)), None)


def is_forbidden(character: str) -> bool:
    """Return whether a character may neither be recorded nor reach a terminal."""
    code = ord(character)
    return unicodedata.category(character) in ("Cc", "Cs") or code in _BIDI or code in _LINE_ENDS


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of things in English: "1 line", "2 lines"; `many` where it takes no -s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def visible(text: str) -> str:
    """Return a text with every forbidden character shown as its code: safe on any terminal."""
    if text.isprintable():  # as most texts are; no forbidden character is
        return text
    return "".join(f"<U+{ord(c):04X}>" if is_forbidden(c) else c for c in text)


def subject_code(text: str) -> str:
    """Return a subject's code in capitals.

    Raises BadInput unless it is 2 to 20 capitals, digits and hyphens: a code, never a name.
    """
    code = clean(text).upper()
    if not re.fullmatch(_SUBJECT, code):
        raise BadInput(
            f"{visible(text)!r} is not a subject code",
            why="The record is pseudonymous: a code has 2 to 20 letters A to Z, digits and hyphens",
            remedy="Write for example SEIN-0042",
        )
    return code


def file_stem(subject: str, screening: str) -> str:
    """Return what names the files of a screening: its id, after the subject's code.

    A record that was forged may have any text for a code, which then names no file.
    """
    try:
        return f"{subject_code(subject)}-{screening}"
    except BadInput:
        return screening


def identifier(text: str, what: str) -> str:
    """Return the id of a user or of a site.

    Raises BadInput unless it is 1 to 32 letters, digits, dots, hyphens and underscores.
    """
    found = clean(text)
    if not re.fullmatch(_IDENTIFIER, found):
        raise BadInput(
            f"{visible(text)!r} is not a {what}",
            why="It has 1 to 32 letters, digits, dots, hyphens and underscores",
            remedy="Write for example jdupont or site-01",
        )
    return found


def identifying(text: str) -> str | None:
    """Return what a text seems to hold that could name a person, or None.

    One of "email", "insurance_number", "birth_date".
    """
    if re.search(_EMAIL, text):
        return "email"
    if re.search(_INSURANCE, text):
        return "insurance_number"
    return "birth_date" if re.search(_BIRTH, text) else None
