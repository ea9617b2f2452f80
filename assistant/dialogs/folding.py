"""What is the same in two replies although it is typed otherwise."""

import unicodedata


def folded(text: str) -> str:
    """Return a text without what does not matter in a reply: case, accents, repeated blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.replace("’", "'").split()).rstrip(" .!")
