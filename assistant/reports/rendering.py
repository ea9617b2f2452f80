"""From a summary to a page: Jinja places what the summary says, and can add nothing to it.

Every value passes through its format's escape, in a site's own templates too; only texts are
accepted, so that no "None" or "True" ever shows.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.errors import BadInput
from assistant.phrases import phrases
from assistant.reports.content import Summary
from assistant.reports.wording import ROOM

if TYPE_CHECKING:  # jinja2 is paid for by those who render
    from jinja2 import Environment
    from markupsafe import Markup

Format = Literal["html", "md", "txt", "json"]
FORMATS: tuple[Format, ...] = ("html", "md", "txt", "json")


def render(summary: Summary, format: Format, overrides: Path | None = None) -> str:  # noqa: A002
    """Return a summary as HTML, Markdown, text or JSON, each ending in a line end.

    A template in the folder `overrides` stands in for the packaged one of the same name. Raises
    BadInput naming template, line and cause if a template is faulty.
    """
    if format == "json":
        return as_json(summary)
    if overrides is not None and not overrides.is_dir():
        raise BadInput("is not a folder", where=str(overrides), remedy="name a folder of templates")
    from jinja2 import TemplateError

    try:
        template = _environment(format, overrides).get_template(f"summary.{format}.j2")
        words = phrases(ROOM, summary.language).table("labels")
        page = template.render(summary=summary, words=words)
    except TemplateError as error:
        raise _faulty(error, format) from error
    return re.sub(r"\n{3,}", "\n\n", page.strip()) + "\n"


def as_json(summary: Summary) -> str:
    """Return every text and value of a summary as JSON; `Summary.model_validate_json` reads it."""
    import json

    from assistant.reports.escaping import json as escaped

    return escaped(json.dumps(summary.model_dump(mode="json"), ensure_ascii=False, indent=2)) + "\n"


def folder() -> Path:
    """Return the folder of templates: inside the package once installed, else the checkout's."""
    packaged = ROOM.parent / "_templates"
    return packaged if packaged.is_dir() else ROOM.parent.parent / "templates"


@cache
def _environment(format: Format, overrides: Path | None) -> "Environment":  # noqa: A002
    """Return the environment of one format; escaping is always on, whatever a template is named."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from assistant.reports.escaping import FILTERS, SPEAKERS

    environment = Environment(
        loader=FileSystemLoader([*([overrides] if overrides else []), folder()]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=partial(_spoken, SPEAKERS[format]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _spoken(speaker: Callable[[str], "Markup"], value: object) -> "Markup":
    """Return a value as its format says it; what is already said stays."""
    from jinja2 import TemplateRuntimeError, Undefined
    from markupsafe import Markup

    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        value = str(value)  # raises UndefinedError, with the name
    if not isinstance(value, str):
        raise TemplateRuntimeError(f"{value!r} is not a text, and only texts are shown")
    return speaker(value)


def _faulty(error: Exception, format: Format) -> BadInput:  # noqa: A002
    """Return what is wrong with a template, and where."""
    line = getattr(error, "lineno", None)
    where = getattr(error, "name", None) or f"summary.{format}.j2"
    return BadInput(
        f"the template cannot be used: {error}",
        where=f"{where}, line {line}" if line else where,
        remedy="mend the template, or remove it to use the packaged one",
    )
