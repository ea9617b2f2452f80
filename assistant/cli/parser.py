"""The command line, as documented; options that many commands share are written once."""

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from assistant import __version__
from assistant.cli.complaints import complain

_PACKAGED = "a folder with protocol.toml, or a packaged protocol's name (else stereo_sein)"
_ID = "the screening's id, or its beginning"
_FORMAT = "for a person, or as data (else for a person)"
_LANG = "the language (else the screening's)"
_OUTPUT = "the file to write (else it is printed)"

Run = Callable[[argparse.Namespace], int]


STATES = ("open", "suspended", "completed", "signed")


class _Parser(argparse.ArgumentParser):
    """A parser that complains as every command does: on one line, safe on any terminal."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and end."""
        self.exit(complain(f"{message[0].upper()}{message[1:]}. See `{self.prog} --help`."))


# argparse has no public name for what holds the commands.
Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001


class _Commands(argparse._SubParsersAction):  # type: ignore[type-arg]  # noqa: SLF001
    """Commands that say in their own help, in a sentence, what they say in the list of all."""

    def add_parser(self, name: str, **options: Any) -> _Parser:
        """Return the parser of one more command."""
        about = options["help"]
        options.setdefault("description", f"{about[0].upper()}{about[1:]}.")
        added: _Parser = super().add_parser(name, **options)
        return added


def parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser of the whole command line, or what its first word, `command`, needs of it.

    Every command described makes a start later, and to start a screening none other is needed.
    """
    shared = _Parser(add_help=False)
    shared.add_argument(
        "--transcripts", type=Path, metavar="DIR", default=argparse.SUPPRESS,
        help="where records lie (else SCREENING_TRANSCRIPTS, else ./transcripts in a checkout)",
    )  # fmt: skip
    top = _Parser(
        prog="screening", parents=[shared],
        description="Screen a participant against a trial's criteria, and keep the record.",
        epilog="Without a command, the terminal interface opens.",
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"screening {__version__}")
    top.set_defaults(run=_lazily("screenings", "start"), plain=False, colour=False)
    _add_plain(top)
    commands = top.add_subparsers(action=_Commands, metavar="COMMAND", title="commands")
    _add_screenings(commands, shared)
    if command in (*commands.choices, "--version"):
        return top
    _add_records(commands, shared)
    _add_log(commands, shared)
    _add_query(commands, shared)
    _add_practise(commands, shared)
    _add_keys(commands, shared)
    _add_correcting(commands, shared)
    _add_assess(commands)
    _add_protocol(commands, shared)
    _add_amending(commands, shared)
    return top


def _add_screenings(commands: Commands, shared: _Parser) -> None:
    new = commands.add_parser("new", parents=[shared], help="start a screening")
    new.add_argument("--subject", metavar="CODE", help="the subject's code, for example SEIN-0042")
    new.add_argument("--site", metavar="ID", help="the site's id")
    new.add_argument("--lang", choices=("en", "fr"), help="the language of the conversation")
    new.add_argument("--order", choices=("protocol", "quickest"),
                     help="in which order questions come (else the protocol's)")  # fmt: skip
    new.add_argument("--protocol", metavar="PATH", type=Path, help=_PACKAGED)
    new.add_argument("--rescreens", metavar="ID",
                     help="the same participant again: offer its answers")  # fmt: skip
    new.add_argument("--replies", metavar="FILE.json", help="prepared replies, by fact: no dialog")
    new.set_defaults(run=_lazily("screenings", "new"))
    resume = commands.add_parser("resume", parents=[shared], help="go on with a screening")
    resume.add_argument("id", metavar="ID", help=_ID)
    resume.set_defaults(run=_lazily("screenings", "resume"))
    sign = commands.add_parser("sign", parents=[shared], help="sign a completed screening")
    sign.add_argument("id", metavar="ID", help=_ID)
    sign.add_argument("--user", metavar="ID", help="who signs (else the login name)")
    _add_plain(sign)
    sign.set_defaults(run=_lazily("signing", "sign"))
    for command in (new, resume):
        command.add_argument("--user", metavar="ID", help="who screens (else the login name)")
        command.add_argument("--role", choices=("coordinator", "investigator"),
                             help="in which role (else coordinator)")  # fmt: skip
        command.add_argument("--policy", type=Path, metavar="FILE",
                             help="the site's demands (else the records' policy.toml)")  # fmt: skip
        _add_plain(command)


def _add_plain(command: _Parser) -> None:
    command.add_argument("--plain", action="store_true", default=argparse.SUPPRESS,
                         help="line by line, no screen control")  # fmt: skip
    command.add_argument("--colour", action="store_true", default=argparse.SUPPRESS,
                         help="with --plain, and only then: colours")  # fmt: skip


def _add_records(commands: Commands, shared: _Parser) -> None:
    listing = commands.add_parser("list", parents=[shared], help="list the screenings")
    listing.add_argument(
        "--lang", choices=("en", "fr"), default="en", help="the language (else en)"
    )
    listing.set_defaults(run=_lazily("records", "list_"))
    show = commands.add_parser("show", parents=[shared], help="show a screening's conversation")
    show.add_argument("id", metavar="ID", help=_ID)
    show.set_defaults(run=_lazily("records", "show"))
    history = commands.add_parser("history", parents=[shared],
                                  help="list every change, refusal and confirmation")  # fmt: skip
    history.add_argument("id", metavar="ID", help=_ID)
    history.add_argument("--format", choices=("text", "json"), default="text", help=_FORMAT)
    history.add_argument("--lang", choices=("en", "fr"), help=_LANG)
    history.set_defaults(run=_lazily("records", "history"))
    summary = commands.add_parser("summary", parents=[shared], help="write a screening's summary")
    summary.add_argument("id", metavar="ID", help=_ID)
    summary.add_argument("--format", choices=("html", "md", "txt", "json"), default="txt",
                         help="a page, Markdown, text, or data (else text)")  # fmt: skip
    summary.add_argument("--lang", choices=("en", "fr"), help=_LANG)
    summary.add_argument("-o", "--output", type=Path, metavar="FILE", help=_OUTPUT)
    summary.set_defaults(run=_lazily("records", "summary"))
    verify = commands.add_parser(
        "verify", parents=[shared], help="check records byte by byte",
        epilog="Ends with 0 if all is sound, 1 if there are warnings only, 2 if anything is not "
        "what was written.",
    )  # fmt: skip
    verify.add_argument("what", metavar="ID|DIR", nargs="?",
                        help="a screening, or a folder of records or sites (else all)")  # fmt: skip
    verify.add_argument(
        "--checkpoint",
        metavar="FILE",
        action="append",
        help="a checkpoint kept elsewhere, against which the ledger is held",
    )
    verify.add_argument("--format", choices=("text", "json"), default="text", help=_FORMAT)
    verify.set_defaults(run=_lazily("verifying", "verify"))
    checkpoint = commands.add_parser(
        "checkpoint", parents=[shared], help="print what vouches for all records up to now"
    )
    checkpoint.add_argument(
        "--since", metavar="FILE", help="prove that the ledger grew from this earlier checkpoint"
    )
    checkpoint.add_argument("--user", metavar="ID", help="sign it with the key of this user")
    checkpoint.add_argument("-o", "--output", type=Path, metavar="FILE", help=_OUTPUT)
    checkpoint.set_defaults(run=_lazily("anchoring", "checkpoint"))
    export = commands.add_parser("export", parents=[shared],
                                 help="copy the records with all that belongs to them")  # fmt: skip
    export.add_argument("folder", metavar="FOLDER", type=Path, help="a new folder")
    export.set_defaults(run=_lazily("exporting", "export"))


def _add_log(commands: Commands, shared: _Parser) -> None:
    log = commands.add_parser("log", parents=[shared], help="list everybody screened, with reasons")
    log.add_argument("places", metavar="DIR", nargs="*",
                     help="folders of records or of sites (else the usual one)")  # fmt: skip
    log.add_argument("--site", metavar="ID", help="only screenings of this site")
    log.add_argument("--protocol", metavar="ID", help="only screenings for this protocol")
    log.add_argument("--state", choices=STATES, help="only screenings that stand so")
    log.add_argument("--verdict", choices=("eligible", "not_eligible", "undetermined"),
                     help="only screenings with this verdict")  # fmt: skip
    log.add_argument("--criterion", metavar="ID", help="only where it failed or is not settled")
    log.add_argument("--from", dest="since", metavar="DAY", help="opened on this day or later")
    log.add_argument("--to", dest="until", metavar="DAY", help="opened on this day or earlier")
    log.add_argument("--user", metavar="ID", help="only records in which this person wrote")
    log.add_argument("--format", choices=("table", "csv", "html", "json"), default="table",
                     help="to read, a spreadsheet, a page, or data (else to read)")  # fmt: skip
    log.add_argument("--lang", choices=("en", "fr"), default="en", help="the language (else en)")
    log.add_argument("-o", "--output", type=Path, metavar="FILE", help=_OUTPUT)
    log.set_defaults(run=_lazily("log", "log"))


def _add_query(commands: Commands, shared: _Parser) -> None:
    source = commands.add_parser("source", parents=[shared],
                                 help="name an answer's source document later")  # fmt: skip
    source.add_argument("id", metavar="ID", help=_ID)
    source.add_argument("on", metavar="FACT|all", help="a fact by its id, or all that name none")
    source.add_argument("text", metavar="TEXT", help="kind, date and place, in quotes")
    source.add_argument("--user", metavar="ID", help="who you are (else the login name)")
    source.add_argument("--role", choices=("coordinator", "investigator"), default="coordinator",
                        help="in which role (else coordinator)")  # fmt: skip
    source.set_defaults(run=_lazily("query", "name_source"))
    query = commands.add_parser(
        "query", parents=[shared], help="list and settle a monitor's queries on a record"
    )
    query.add_argument("id", metavar="ID", help=_ID)
    query.add_argument("--lang", choices=("en", "fr"), help=_LANG)
    query.set_defaults(run=_lazily("query", "show"))
    who = _Parser(add_help=False, parents=[shared])
    who.add_argument("--user", metavar="ID", help="who you are (else the login name)")
    acts = query.add_subparsers(
        action=_Commands, metavar="ACT", title="acts (without one, the queries are listed)"
    )
    on_help = "a fact or a criterion, by its id"
    raised = acts.add_parser(
        "raise", parents=[who], help="a monitor asks about an answer or criterion"
    )
    raised.add_argument("on", metavar="ON", help=on_help)
    raised.add_argument("text", metavar="TEXT", help="what is asked, in quotes")
    raised.set_defaults(run=_lazily("query", "raise_"))
    replied = acts.add_parser("reply", parents=[who], help="the site replies")
    replied.add_argument("number", metavar="N", type=int, help="the query's number")
    replied.add_argument("text", metavar="TEXT", help="the reply, in quotes")
    replied.add_argument("--role", choices=("coordinator", "investigator"), default="coordinator",
                         help="in which role (else coordinator)")  # fmt: skip
    replied.set_defaults(run=_lazily("query", "reply"))
    closed = acts.add_parser("close", parents=[who], help="the monitor is content")
    closed.add_argument("number", metavar="N", type=int, help="the query's number")
    closed.add_argument("text", metavar="TEXT", nargs="?", default="", help="why, in quotes")
    closed.set_defaults(run=_lazily("query", "close"))
    verified = acts.add_parser("verify-source", parents=[who],
                               help="a monitor has compared an answer with its source")  # fmt: skip
    verified.add_argument("on", metavar="FACT", help="the fact, by its id")
    verified.add_argument("text", metavar="TEXT", nargs="?", default="", help="a remark, in quotes")
    verified.set_defaults(run=_lazily("query", "verify_source"))


def _add_practise(commands: Commands, shared: _Parser) -> None:
    practise = commands.add_parser("practise", parents=[shared], help="practise on invented cases")
    practise.add_argument("case", metavar="CASE", nargs="?", help="its number (else the next one)")
    practise.add_argument("--list", action="store_true", help="list the cases, with your scores")
    practise.add_argument("--exam", action="store_true", help="mark everything at the end")
    practise.add_argument(
        "--anew", action="store_true", help="not where you left it: from the start"
    )
    practise.add_argument("--progress", action="store_true",
                          help="score by criterion, confusions, what comes next")  # fmt: skip
    practise.add_argument("--certificate", action="store_true", help="write the certificate (HTML)")
    practise.add_argument("-o", "--output", type=Path, metavar="FILE",
                          help="where the certificate goes (else it is printed)")  # fmt: skip
    practise.add_argument("--user", metavar="ID", help="who practises (else the login name)")
    practise.add_argument("--lang", choices=("en", "fr"), help="the language (else the system's)")
    practise.add_argument("--plain", action="store_true", help="line by line, no screen control")
    practise.set_defaults(run=_lazily("practising", "practise"))
    learn = commands.add_parser("learn", help="read what the protocol says, why, and how to answer")
    learn.add_argument(
        "name",
        metavar="CRITERION|TERM|TOPIC",
        nargs="?",
        help="what to read about (else all names are listed)",
    )
    learn.add_argument("--lang", choices=("en", "fr"), help="the language (else the system's)")
    learn.set_defaults(run=_lazily("practising", "learn"))
    map_ = commands.add_parser("map", parents=[shared], help="draw the dialog's states and moves")
    map_.add_argument(
        "id", metavar="ID", nargs="?", help="a screening, to mark the way it has gone"
    )
    map_.add_argument("--format", choices=("text", "mermaid", "svg"), default="text",
                      help="to read, for a page, or as a picture (else to read)")  # fmt: skip
    map_.add_argument("--lang", choices=("en", "fr"), help="the language (else the system's)")
    map_.add_argument("-o", "--output", type=Path, metavar="FILE", help=_OUTPUT)
    map_.set_defaults(run=_lazily("mapping", "draw"))


def _add_correcting(commands: Commands, shared: _Parser) -> None:
    addendum = commands.add_parser(
        "addendum", parents=[shared], help="add a correction to a closed record"
    )
    addendum.add_argument("id", metavar="ID", help=_ID)
    addendum.add_argument("text", metavar="TEXT", help="what is to be corrected, in quotes")
    addendum.add_argument("--on", metavar="FACT|CRITERION", help="what it is about, by its id")
    addendum.set_defaults(run=_lazily("correcting", "addendum"))
    redact = commands.add_parser(
        "redact", parents=[shared], help="take out a text entered by mistake",
        description="Take out a text entered by mistake. What is removed, and why, is signed with "
        "your key: as an investigator, unless --role says coordinator.",
    )  # fmt: skip
    redact.add_argument("id", metavar="ID", help=_ID)
    redact.add_argument("event", metavar="EVENT", type=int, nargs="?",
                        help="the event's number (else all texts are listed)")  # fmt: skip
    redact.add_argument("--reason", metavar="TEXT", help="why, naming nobody")
    redact.set_defaults(run=_lazily("correcting", "redact"))
    for command in (addendum, redact):
        command.add_argument("--user", metavar="ID", help="who you are (else the login name)")
        command.add_argument("--role", choices=("coordinator", "investigator"),
                             default="investigator",
                             help="in which role (else investigator)")  # fmt: skip


def _add_keys(commands: Commands, shared: _Parser) -> None:
    keys = commands.add_parser(
        "keys", parents=[shared], help="make, show and end the keys that sign"
    )
    keys.add_argument("what", choices=("create", "admit", "list", "revoke"),
                      help="make a key; enter one that is here; show all; end one")  # fmt: skip
    keys.add_argument("--user", metavar="ID", help="whose key (else the login name)")
    keys.add_argument("--name", help="the name that a signature shows, to create or admit a key")
    keys.add_argument("--role", choices=("coordinator", "investigator"), default="investigator",
                      help="for whom (else investigator): only that one signs")  # fmt: skip
    keys.set_defaults(run=_lazily("keys", "run"))


def _add_assess(commands: Commands) -> None:
    assess = commands.add_parser(
        "assess", help="assess facts without a dialog",
        epilog="Ends with 0 if eligible, 10 if not, 11 if undetermined, 2 if something is wrong "
        "with the facts; for many lines, 0 once all are assessed.",
    )  # fmt: skip
    assess.add_argument("facts", metavar="FACTS", help="a .json or .jsonl file, or - for lines")
    assess.add_argument("--format", choices=("text", "json"),
                        help="to read, or data (else to read; of many lines, data)")  # fmt: skip
    assess.add_argument("--protocol", metavar="PATH", type=Path, help=_PACKAGED)
    assess.add_argument("--decisions", metavar="FILE", help="the sponsor's decisions, as JSON")
    assess.set_defaults(run=_lazily("assessing", "assess"))


def _add_protocol(commands: Commands, shared: _Parser) -> None:
    protocol = commands.add_parser(
        "protocol", help="write, check, test, show and compare protocols"
    )
    what = protocol.add_subparsers(
        action=_Commands, metavar="WHAT", title="what to do", required=True
    )
    new = what.add_parser("new", help="start a protocol to write in, small, sound and commented")
    new.add_argument("folder", metavar="FOLDER", type=Path, help="a folder of its own")
    new.set_defaults(run=_lazily("authors", "new"))
    schema = what.add_parser("schema", help="print a JSON Schema, for editors")
    schema.add_argument("kind", choices=("protocol", "words", "scenarios"), help="of which file")
    schema.set_defaults(run=_lazily("authors", "schema"))
    check = what.add_parser(
        "check", help="say whether the files are sound, and what a reviewer would ask"
    )
    show = what.add_parser("show", help="print a copy to read")
    diagram = what.add_parser("diagram", help="draw the dialog's states, as Mermaid")
    for command, name in ((check, "check"), (show, "show"), (diagram, "diagram")):
        command.set_defaults(run=_lazily("protocols", name))
    show.add_argument("--format", choices=("md", "html"), default="md",
                      help="Markdown, or a page to print (else Markdown)")  # fmt: skip
    show.add_argument("--lang", choices=("en", "fr"),
                      help="the language (else the protocol's first)")  # fmt: skip
    test = what.add_parser(
        "test", help="try the scenarios kept beside the files",
        epilog="Ends with 0 if all hold and all is decided, 1 if something is not decided or a "
        "change survives, 2 if an expectation does not hold.",
    )  # fmt: skip
    mutate = "name every small change of the rules that no scenario notices"
    test.add_argument("--mutate", action="store_true", help=mutate)
    test.set_defaults(run=_lazily("authors", "test"))
    scenario = what.add_parser(
        "scenario", parents=[shared], help="print a screening on record as a scenario"
    )
    scenario.add_argument("id", metavar="ID", help=_ID)
    scenario.set_defaults(run=_lazily("authors", "scenario"))
    diff = what.add_parser("diff", help="say in words what changed between two versions")
    diff.add_argument("old", metavar="OLD", type=Path, help="the folder of the earlier version")
    diff.add_argument(
        "--lang", choices=("en", "fr"), help="the language (else their first in common)"
    )
    diff.set_defaults(run=_lazily("authors", "diff"))
    for command in (check, show, diagram, test, diff):
        command.add_argument("path", metavar="PATH", type=Path, nargs="?", help=_PACKAGED)


def _add_amending(commands: Commands, shared: _Parser) -> None:
    decide = commands.add_parser("decide", parents=[shared],
                                 help="record the sponsor's decision on a term")  # fmt: skip
    decide.add_argument("term", metavar="TERM", nargs="?", help="the term (else all are listed)")
    decide.add_argument("reading", metavar="READING", nargs="?",
                        help="which of its readings counts from now on")  # fmt: skip
    decide.add_argument("--by", metavar="NAME", help="who decided for the sponsor")
    decide.add_argument("--reference", metavar="TEXT", help="where it is written")
    decide.add_argument("--date", metavar="DATE", help="when, as 2026-11-21 (else today)")
    decide.set_defaults(run=_lazily("deciding", "decide"))
    rescreen = commands.add_parser("rescreen", parents=[shared],
                                   help="see what a new version or a decision changes")  # fmt: skip
    rescreen.add_argument("id", metavar="ID", nargs="?", help="one screening (else all)")
    rescreen.add_argument("--start", action="store_true",
                          help="start a linked screening for each that changes")  # fmt: skip
    rescreen.set_defaults(run=_lazily("amending", "rescreen"))
    for command in (decide, rescreen):
        command.add_argument("--lang", choices=("en", "fr"),
                             help="the language (else the protocol's first)")  # fmt: skip
        command.add_argument("--user", metavar="ID", help="who records it (else the login name)")
        command.add_argument("--role", choices=("coordinator", "investigator"),
                             default="coordinator",
                             help="in which role (else coordinator)")  # fmt: skip
        command.add_argument("--protocol", metavar="PATH", type=Path, help=_PACKAGED)


def _lazily(module: str, function: str) -> Run:
    """Return a command that is imported only when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        chosen: Run = getattr(import_module(f"assistant.cli.{module}"), function)
        return chosen(arguments)

    return run
