"""From a report to a page: Jinja places what the report says, and can add nothing to it.

Every value passes through its format's escape, in a site's own templates too; only texts are
accepted, so that no "None" or "True" ever shows.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.criteria.base import Frozen
from assistant.errors import BadInput
from assistant.phrases import phrases
from assistant.reports.content import History, Summary
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
    words = phrases(ROOM, summary.language).table("labels")
    return page("summary", format, overrides, summary=summary, words=words)


def page(name: str, format: Format, overrides: Path | None = None, **values: object) -> str:  # noqa: A002
    """Return what the template of a name makes of some values; raises as `render` does."""
    if overrides is not None and not overrides.is_dir():
        raise BadInput("is not a folder", where=str(overrides), remedy="Name a folder of templates")
    from jinja2 import TemplateError

    file = f"{name}.{format}.j2"
    try:
        text = _environment(format, overrides).get_template(file).render(values)
    except TemplateError as error:
        raise _faulty(error, file) from error
    return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"


def part(summary: Summary, name: str) -> str:
    """Return one part of a summary as text: its "history", or its "queries"."""
    return page(name, "txt", summary=summary, words=phrases(ROOM, summary.language).table("labels"))


def history_json(summary: Summary) -> str:
    """Return the history of a screening as JSON."""
    return as_json(
        History(
            screening=summary.screening,
            subject=summary.subject,
            history=summary.history,
            queries=summary.queries,
        )
    )


def as_json(content: Frozen) -> str:
    """Return every text and value of a report as JSON, which its class can read back."""
    import json

    from assistant.reports.escaping import json as escaped

    return escaped(json.dumps(content.model_dump(mode="json"), ensure_ascii=False, indent=2)) + "\n"


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


def _faulty(error: Exception, file: str) -> BadInput:
    """Return what is wrong with a template, and where."""
    line = getattr(error, "lineno", None)
    where = getattr(error, "name", None) or file
    return BadInput(
        f"the template cannot be used: {error}",
        where=f"{where}, line {line}" if line else where,
        remedy="Mend the template, or remove it to use the packaged one",
    )
