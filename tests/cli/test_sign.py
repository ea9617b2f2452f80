"""`keys` and `sign`: through pipes as through a terminal, where nothing shows a passphrase."""

from pathlib import Path

import pytest
from pexpect import EOF, spawn
from support.command import SCREENING, Outcome, anchored, command, environment
from support.conversation import BONE, Talk

from assistant.audit.reading import read

PASSPHRASE = "correct horse battery"  # noqa: S105 - of a key that opens nothing
TWICE = f"{PASSPHRASE}\n{PASSPHRASE}\n".encode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCREENING_KEYS", str(tmp_path / "keys"))
    return tmp_path / "records"


def ask(folder: Path, *arguments: str, stdin: bytes = b"") -> Outcome:
    return command(*arguments, "--transcripts", folder, stdin=stdin).assert_clean()


def keys(folder: Path, *arguments: str, stdin: bytes = b"") -> Outcome:
    return ask(folder, "keys", *arguments, stdin=stdin)


def completed(folder: Path) -> Talk:
    talk = Talk.begin(folder).follow(BONE).conclude()
    talk.session.close()
    return talk


def test_a_key_is_made_listed_and_ended(folder: Path) -> None:
    assert "Nobody may sign" in keys(folder, "list").out
    made = keys(folder, "create", "--user", "jleroy", "--name", "Jeanne Leroy", stdin=TWICE)
    assert (made.code, made.err) == (0, "")
    fingerprint = made.out.partition("SHA256:")[2][:43]
    (row,) = keys(folder, "list").out.splitlines()
    assert row.split()[:2] == ["jleroy", "investigator"]
    assert row.endswith(f"SHA256:{fingerprint}  Jeanne Leroy")
    assert " – now " in row
    assert keys(folder, "revoke", "--user", "jleroy").code == 0
    assert " – now " not in keys(folder, "list").out


def test_a_key_that_was_ended_is_replaced_by_another_and_never_good_again(
    folder: Path, tmp_path: Path
) -> None:
    who = ("--user", "jleroy", "--name", "Jeanne Leroy")
    for number in (1, 2):
        assert keys(folder, "create", *who, stdin=TWICE).code == 0
        refused = command("keys", "create", *who, "--transcripts", folder, stdin=TWICE)
        refused.assert_refused("a key of that name already")
        assert keys(folder, "revoke", "--user", "jleroy").code == 0
        refused = command("keys", "admit", *who, "--transcripts", folder)
        refused.assert_refused("This key was ended", "screening keys create --user jleroy")
        refused = command("keys", "create", *who, "--transcripts", folder, stdin=b"short\nshort\n")
        refused.assert_refused("too short")
        assert len(list((tmp_path / "keys").iterdir())) == 2 * number
    made = keys(folder, "create", *who, stdin=TWICE)
    assert f"kept as {tmp_path / 'keys' / 'jleroy.ended-2'}" in made.out
    rows = keys(folder, "list").out.splitlines()
    assert len({row.partition("SHA256:")[2] for row in rows}) == 3
    assert [" – now " in row for row in rows] == [False, False, True]
    talk = completed(folder)
    stdin = f"yes\n{PASSPHRASE}\n".encode()
    assert ask(folder, "sign", talk.session.id, "--user", "jleroy", stdin=stdin).code == 0
    assert anchored(folder).code == 0


@pytest.mark.parametrize(
    ("arguments", "stdin", "part"),
    [
        (["create", "--user", "jleroy"], TWICE, "shows the name of who signs"),
        (["create", "--user", "jl eroy", "--name", "J"], TWICE, "user's id"),
        (["create", "--user", "jl", "--name", "J\x1b[2J"], TWICE, "cannot be"),
        (["create", "--user", "jl", "--name", "J"], b"one phrase\nanother\n", "not the same"),
        (["create", "--user", "jl", "--name", "J"], b"short\nshort\n", "too short"),
        (["create", "--user", "jl", "--name", "J"], b"", "too short"),
        (["admit", "--user", "jl", "--name", "J"], b"", "no key of 'jl' on this machine"),
        (["revoke"], b"", "Whose key ends"),
        (["revoke", "--user", "jl"], b"", "no key to end"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_with_keys(
    folder: Path, arguments: list[str], stdin: bytes, part: str
) -> None:
    command("keys", *arguments, "--transcripts", folder, stdin=stdin).assert_refused(part)
    assert not (folder / "allowed_signers").exists()


def test_sign_through_a_pipe(folder: Path) -> None:
    keys(folder, "create", "--user", "jleroy", "--name", "Jeanne Leroy", stdin=TWICE)
    talk = completed(folder)
    name = talk.session.id[:8]
    left = ask(folder, "sign", name, "--user", "jleroy", stdin=b"no\n")
    assert left.code == 11
    assert "Left completed, and not signed" in left.out
    stdin = f"yes\nwrong horse battery\n{PASSPHRASE}\n".encode()
    done = ask(folder, "sign", name, "--user", "jleroy", stdin=stdin)
    assert done.code == 0
    assert "That is not the passphrase" in done.out
    assert "Signed by Jeanne Leroy (jleroy, investigator)" in done.out
    assert "horse" not in done.out
    assert read(talk.path)[-1].type == "signed"
    assert "signed" in ask(folder, "list").out
    assert anchored(folder).code == 0
    assert "signed already" in command("sign", name, "--transcripts", folder).err


def test_sign_says_first_what_stands_in_its_way(folder: Path) -> None:
    talk = completed(folder)
    refused = command("sign", talk.session.id, "--user", "jleroy", "--transcripts", folder)
    refused.assert_refused("'jleroy' cannot sign here", "screening keys create --user jleroy")
    other = Talk.begin(folder).reply("yes", "suspend")
    other.session.close()
    refused = command("sign", other.session.id, "--transcripts", folder)
    refused.assert_refused("not completed", f"screening resume {other.session.id}")


def test_sign_at_a_terminal_shows_no_passphrase(folder: Path, tmp_path: Path) -> None:
    keys(folder, "create", "--user", "jleroy", "--name", "Jeanne Leroy", stdin=TWICE)
    talk = completed(folder)
    child = spawn(
        SCREENING,
        ["sign", talk.session.id, "--user", "jleroy", "--plain", "--transcripts", str(folder)],
        env=environment(SCREENING_KEYS=str(tmp_path / "keys")),
        encoding="utf-8",
        timeout=30,
    )
    child.expect("as Jeanne Leroy")
    child.sendline("yes")
    child.expect("leaves the screening unsigned")
    child.expect("> ")
    child.sendline(PASSPHRASE)
    child.expect("Signed by Jeanne Leroy")
    assert "horse" not in (child.before or "")
    child.expect(EOF)
    child.close()
    assert child.exitstatus == 0
    assert read(talk.path)[-1].type == "signed"


def test_a_checkpoint_is_signed_on_demand(folder: Path, tmp_path: Path) -> None:
    keys(folder, "create", "--user", "jleroy", "--name", "Jeanne Leroy", stdin=TWICE)
    completed(folder)
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    stdin = f"{PASSPHRASE}\n".encode()
    assert ask(folder, "checkpoint", "-o", old, "--user", "jleroy", stdin=stdin).code == 0
    completed(folder)
    assert ask(folder, "checkpoint", "-o", new, "--user", "jleroy", stdin=stdin).code == 0
    done = ask(folder, "verify", "--checkpoint", old, "--checkpoint", new)
    assert done.code == 0
    assert done.out.count("The checkpoint is signed by jleroy.") == 2
    grown = ask(folder, "checkpoint", "--since", old)
    assert grown.out.startswith("old 54\n")
    refused = command("checkpoint", "--user", "nobody", "--transcripts", folder)
    refused.assert_refused("'nobody' has no good key here")
    wrong = command("checkpoint", "--user", "jleroy", "--transcripts", folder, stdin=b"wrong\n")
    wrong.assert_refused("not the passphrase")
