"""The plain start: what the start screen offers as a numbered menu, and a new screening's form."""

import argparse
import sys
from pathlib import Path

from assistant.cli.complaints import complain
from assistant.cli.places import records_folder, screening_named
from assistant.console.asking import ROOM, Asker, NoReply
from assistant.console.form import filled
from assistant.errors import AssistantError, BadInput
from assistant.phrases import LANGUAGES, phrases
from assistant.tui.launch import Details, Launch, spoken
from assistant.tui.memory import own_memory

_FIELDS = ("subject", "user", "role", "site", "order")
_OFFERS = ("new", "resume", "practise", "list", "log", "language", "quit")


def start(arguments: argparse.Namespace) -> int:
    """Offer what can be done until the person quits; return how the last screening stands."""
    language = own_memory().recall().get("language") or spoken()
    asker = _asker(language)
    asker.say(asker.words("menu.title"))
    code = 0
    while True:
        try:
            offers = {name: asker.words(f"menu.{name}") for name in _OFFERS}
            picked = asker.choice(asker.words("menu.question"), offers)
            if picked == "quit":
                break
            if picked == "language":
                language = LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]
                asker = _asker(language)
            else:
                code = _done(asker, picked, language, arguments, code)
        except NoReply:
            break
    asker.say(f"\n{asker.words('menu.bye')}")
    return code


def fill(arguments: argparse.Namespace) -> None:
    """Ask a person for what a new screening was not given; without a subject, for all of it."""
    if arguments.subject and arguments.user:
        return
    known = own_memory().recall()
    language = arguments.lang or known.get("language") or spoken()
    usual = Details.of(Launch(records_folder(arguments)), known)._asdict()
    asker = _asker(language)
    given = {name: getattr(arguments, name) for name in _FIELDS if getattr(arguments, name)}
    if "subject" in given:
        given = {**{name: usual[name] for name in ("role", "site", "order")}, **given}
    asker.say(asker.words("form.title"))
    try:
        found = filled(asker, given, usual)
    except NoReply as ended:
        raise BadInput(
            "The questions on the new screening were not answered",
            remedy="Answer them, or use --subject, --user, --role, --site and --order",
        ) from ended
    vars(arguments).update(found, lang=language)
    own_memory().keep(Details(language=language, **found))


def _done(
    asker: Asker, picked: str, language: str, arguments: argparse.Namespace, code: int
) -> int:
    """Do what was picked, as the command of that name does; say what goes wrong, and go on."""
    folder = records_folder(arguments)
    argv = [picked, "--transcripts", str(folder)]
    try:
        match picked:
            case "new":
                return _run([*argv, "--lang", language, *_manner(arguments)])
            case "practise":
                _run([*argv, "--lang", language, "--plain"])
            case "list":
                _run([*argv, "--lang", language])
            case "resume":
                screening = _picked(asker, folder, language)
                return _run([*argv, screening, *_who(), *_manner(arguments)]) if screening else code
            case "log":
                _run(["log", str(folder), "--lang", language])
    except AssistantError as error:
        complain(str(error))
    return code


def _picked(asker: Asker, folder: Path, language: str) -> str:
    """Return the open screening that a person picks from a list, "" for none."""
    from assistant.session.listing import listed

    found = [each for each in listed(folder, language) if each.state in ("open", "suspended")]
    if not found:
        asker.say(f"- {asker.words('menu.none_open')}")
        return ""
    for place, each in enumerate(found, 1):
        started = f"{each.started:%Y-%m-%d}" if each.started else ""
        asker.say(
            f"  {place}  {each.subject}  {started}  {each.verdict_label}  "
            f"{each.answered} + {each.left}  {each.screening[:8]}"
        )

    def screening(text: str) -> str:
        if text.isascii() and text.isdigit() and 0 < int(text[:4]) <= len(found):
            return found[int(text[:4]) - 1].screening
        return screening_named(folder, text) if text else ""

    return asker.text(asker.words("menu.resume_which"), screening)


def _run(argv: list[str]) -> int:
    """Run a command as if it had been typed."""
    from assistant.cli.parser import parser

    arguments = parser(*argv[:1]).parse_args(argv)
    code: int = arguments.run(arguments)
    return code


def _who() -> list[str]:
    """Return who screened last here, and as what: who goes on, as far as one can tell."""
    known = own_memory().recall()
    named = [(f"--{name}", known[name]) for name in ("user", "role") if name in known]
    return [text for pair in named for text in pair]


def _manner(arguments: argparse.Namespace) -> list[str]:
    """Return how the conversation is to be held."""
    return ["--plain", "--colour"] if arguments.colour else ["--plain"]


def _asker(language: str) -> Asker:
    return Asker(phrases(ROOM, language), sys.stdin, sys.stdout)
