"""The screening log as text for a terminal: a table, the flow, and bars with their values."""

from collections.abc import Iterator, Sequence

from assistant.phrases import Phrases, phrases
from assistant.reports.columns import aligned, laid_out, underlined
from assistant.reports.content import Row
from assistant.reports.log.content import Bar, Box, Chart, Line, Log
from assistant.reports.wording import ROOM
from assistant.text import visible

INDENT = "    "
_SIDE, _DOWN = "├─► ", "▼   "
_COLON = "labels.colon"


def table(log: Log) -> str:
    """Return the whole log in lines of 80 columns; only the table's own rows may be wider."""
    say = phrases(ROOM, log.language)
    words = say.table("log.labels")
    made = f"{words['made']} {log.made.text}, {words['software']} {log.software}"
    paragraphs = [
        [underlined(log.title, "=")],
        [
            *(laid_out(visible(each)) for each in (log.trials, log.tally) if each),
            *(_asked(row, say) for row in log.asked),
        ],
        [laid_out(f"{visible(row.label)}{say('labels.colon')} {row.text}") for row in log.folders],
        list(listing(log)),
        list(left_out(log)),
        [figures(log)],
        [laid_out(log.note), *(_ledger(row, say) for row in log.ledgers), laid_out(made)],
    ]
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


def figures(log: Log) -> str:
    """Return the flow of the participants, and the bars."""
    say = phrases(ROOM, log.language)
    parts = (
        underlined(say("log.flow.title"), "-"),
        "\n".join(flow(log.flow, say)),
        underlined(say("log.charts.title"), "-"),
        "\n".join(charts(log.charts, say)),
    )
    return "\n\n".join(parts)


def heads(say: Phrases) -> list[str]:
    """Return the headings of a row's cells."""
    return [say(f"log.labels.{head}") for head in _HEADS]


_HEADS = ("screening", "participant", "site", "opened", "by", "state", "verdict")


def cells(line: Line) -> list[str]:
    """Return what stands in the row of a screening."""
    return [visible(text) for text in (
        line.screening[:8], line.subject, line.site, line.opened.text[:10], line.opened_by_id,
        line.state, f"{line.glyph} {line.verdict}",
    )]  # fmt: skip


def details(line: Line, say: Phrases) -> Iterator[str]:
    """Yield what else there is to say of a screening, a line each."""
    states = say.table("log.states")
    if line.ended_by:
        yield f"{states['completed']} {line.ended.text}, {line.ended_by}"
    if line.signed_by:
        yield f"{states['signed']} {line.signed.text}, {line.signed_by}"
    for row in line.criteria:
        yield f"{row.label}{say(_COLON)} {row.text}"
    yield from line.notes


def listing(log: Log) -> Iterator[str]:
    """Yield the table: a row for each screening, and below it what else there is to say."""
    say = phrases(ROOM, log.language)
    if not log.lines:
        yield say("log.labels.none")
        return
    heading, *rows = aligned([heads(say), *map(cells, log.lines)])
    yield heading
    for row, line in zip(rows, log.lines, strict=True):
        yield row
        for text in details(line, say):
            yield laid_out(visible(text), INDENT, INDENT * 2)


def left_out(log: Log) -> Iterator[str]:
    """Yield the records that count nowhere, each with the reason; nothing if there is none."""
    words = phrases(ROOM, log.language).table("log.labels")
    if log.left_out:
        yield underlined(words["left_out"], "-")
        yield laid_out(words["left_out_note"])
    for line in log.left_out:
        yield laid_out(visible(f"{line.screening}  {line.fault}"), "", INDENT)


def flow(boxes: Sequence[Box], say: Phrases) -> Iterator[str]:
    """Yield the flow: everybody assessed, whoever leaves on the way, and who arrives."""
    first, *left, last = boxes
    yield from _box(first, "", "│   ", say)
    for box in left:
        yield "│"
        yield from _box(box, _SIDE, "│   ", say)
    yield "│"
    yield from _box(last, _DOWN, "    ", say)


def charts(found: Sequence[Chart], say: Phrases) -> Iterator[str]:
    """Yield bars with their values; in words if there is none to draw."""
    if not found:
        yield laid_out(say("log.charts.none"))
    for place, chart in enumerate(found):
        if place:
            yield ""
        yield chart.title
        yield from aligned([_bar(bar) for bar in chart.bars])


def _bar(bar: Bar) -> list[str]:
    return [f"  {bar.criterion}", bar.count, bar.blocks, visible(bar.label)]


def _box(box: Box, first: str, rest: str, say: Phrases) -> Iterator[str]:
    """Yield one box, its reasons below it."""
    colon = say(_COLON)
    yield f"{first}{box.label}{colon} {box.count}"
    for row in box.rows:
        yield laid_out(f"{visible(row.label)}{colon} {row.text}", f"{rest}  ", f"{rest}    ")
    if box.note:
        yield laid_out(box.note, f"{rest}  ", f"{rest}  ")


def _ledger(row: Row, say: Phrases) -> str:
    return laid_out(f"{visible(row.label)}{say(_COLON)} {row.text}", "", INDENT)


def _asked(row: Row, say: Phrases) -> str:
    only = say("log.labels.only")
    return laid_out(f"{only} {row.label}{say(_COLON)} {visible(row.text)}", "", INDENT)
