"""`screening map`: the dialog's states and moves, with the way that a screening has gone."""

import argparse

from assistant.cli.output import write
from assistant.cli.places import records_folder, screening_named
from assistant.criteria.model import StudyProtocol
from assistant.session.protocols import packaged
from assistant.tui.launch import spoken


def draw(arguments: argparse.Namespace) -> int:
    """Draw the map as text, Mermaid or SVG."""
    protocol: StudyProtocol = packaged()
    path: tuple[str, ...] = ()
    if arguments.id:
        from assistant.session.pathway import pathway_in

        folder = records_folder(arguments)
        protocol, path = pathway_in(folder, screening_named(folder, arguments.id))
    language = arguments.lang or spoken()
    topics = {topic: protocol.words_in(language).topics[topic] for topic in protocol.topics}
    match arguments.format:
        case "mermaid":
            from assistant.dialogs.diagram import mermaid

            text = mermaid(protocol.topics, path)
        case "svg":
            from assistant.dialogs.map_svg import svg

            text = svg(topics, language, path)
        case _:
            from assistant.dialogs.map import drawn

            text = drawn(topics, language, path)
    write(text, arguments.output)
    return 0
