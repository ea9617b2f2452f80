"""The dialog as a Mermaid state diagram, drawn from the very table that the machine runs on."""

from collections.abc import Sequence

from assistant.dialogs.machine import CLOSED, OPENING, SUSPENDED, transitions


class _Nowhere:
    """A situation for drawing: the guards are named, never asked."""

    def has_failure_to_tell(self) -> bool:
        return False

    def next_topic(self) -> str | None:
        return None


def mermaid(topics: Sequence[str]) -> str:
    """Return the diagram; `advance` is drawn once into each state, from a common point."""
    lines = ["stateDiagram-v2", f"    [*] --> {OPENING}"]
    drawn: set[str] = set()
    for row in transitions(topics, _Nowhere()):
        guard = _guard(row["dest"], topics) if "conditions" in row else ""
        for source in row["source"]:
            line = (
                f"    {_drawn(source, row['trigger'])} --> {row['dest']}: {row['trigger']}{guard}"
            )
            if line not in drawn:
                drawn.add(line)
                lines.append(line)
    lines += [f"    {CLOSED} --> [*]", f"    {SUSPENDED} --> [*]"]
    lines += ['    state "any question or step" as any', '    state "what comes next" as next']
    return "\n".join(lines) + "\n"


def _drawn(source: str, trigger: str) -> str:
    """Return the point that a transition is drawn from."""
    if trigger == "suspend":
        return "any"
    return "next" if trigger == "advance" and source != OPENING else source


def _guard(dest: str, topics: Sequence[str]) -> str:
    """Return a guard in words."""
    if dest in topics:
        return f" [the next question that can matter is of {dest}]"
    return " [a criterion failed, not yet told]"
