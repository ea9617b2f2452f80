"""Records forged with hostile text in every free field: each command shows it, and obeys none."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pexpect
import pytest
from support.command import SCREENING, command, environment
from support.conversation import BONE, Talk
from support.forging import forge

from assistant.text import is_forbidden

TERMINAL = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m\u202e\u2028\x00\x7f\x85[@click=app.quit]x[/]\\"
PAGE = "</style></td><script>alert(1)</script><img src=x onerror=alert(1)>\" onfocus='alert(1)' "
TEMPLATE = "{{ 191 * 7 }}{% for x in y %} [link](javascript:alert(1)) `code`"
HOSTILE = TERMINAL + PAGE + TEMPLATE
COMMANDS = [
    *(["log", "--format", form] for form in ("table", "csv", "html", "json")),
    *(["summary", "ID", "--format", form] for form in ("html", "md", "txt", "json")),
    *(["history", "ID", "--format", form] for form in ("text", "json")),
    ["query", "ID"], ["redact", "ID"], ["show", "ID"], ["list"], ["keys", "list"], ["map", "ID"],
    ["rescreen", "ID"], ["verify"], ["verify", "--format", "json"],
]  # fmt: skip


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A completed screening with a note, a source, an addendum and a query."""
    folder = tmp_path_factory.mktemp("site") / "records"
    talk = Talk.begin(folder).reply("yes", "note seen", "source letter, 2026-11-02, ward")
    talk.follow(BONE).conclude().session.close()
    name = talk.session.id
    for arguments in (
        ["addendum", name, "more", "--user", "a"],
        ["query", name, "raise", "age", "why", "--user", "m"],
        ["query", name, "reply", "1", "so", "--user", "a"],
        ["source", name, "all", "file, 2026-11-03, ward", "--user", "a"],
    ):
        done = command(*arguments, "--transcripts", folder)
        assert done.code == 0, done.err

    def change(lines: list[dict[str, Any]]) -> None:
        for line in lines:
            line["e"]["actor"] = HOSTILE
            texts = line["p"].get("text", {})
            texts.update(dict.fromkeys(texts, HOSTILE))
        lines[0]["e"]["data"].update(subject=HOSTILE, site=HOSTILE)

    forge(talk.path, change)
    (folder / "ledger.jsonl").unlink()
    return folder, name


class Page(HTMLParser):
    """What a page would run: scripts, handlers and addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.active: list[object] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object"}:
            self.active.append(tag)
        self.active += [each for each in attrs if each[0].startswith("on") or each[0] == "src"]
        self.active += [each for each in attrs if "javascript:" in (each[1] or "")]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_steers_a_terminal_or_runs_in_a_page(
    forged: tuple[Path, str], arguments: list[str]
) -> None:
    folder, name = forged
    words = [name if word == "ID" else word for word in arguments]
    done = command(*words, "--transcripts", folder)
    shown = (done.out + done.err).replace("\r\n", "\n")  # as lines of a spreadsheet end
    assert not [c for c in shown if is_forbidden(c) and c != "\n"]
    assert "Traceback" not in shown
    assert "1337" not in done.out
    if "html" in arguments:
        assert Page(done.out).active == []
        assert "&lt;script&gt;" in done.out
    if arguments[0] in {"log", "summary", "history", "query", "redact", "show", "list"}:
        assert "ZXZpbA" in done.out, "it is shown, and not left out"


def test_nothing_reaches_a_real_terminal(forged: tuple[Path, str]) -> None:
    folder, name = forged
    for words in (["log"], ["history", name], ["query", name]):
        child = pexpect.spawn(
            SCREENING, [*words, "--transcripts", str(folder)], env=environment(), encoding="utf-8"
        )
        child.expect(pexpect.EOF, timeout=60)
        shown = child.before or ""
        assert "ZXZpbA" in shown
        assert not re.findall("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u202e]", shown)
