#!/usr/bin/env python3
"""Check a folder of screening records with nothing but Python, and OpenSSH for signatures.

    python3 check_records.py FOLDER [CHECKPOINT]

This is written apart from the program that makes the records, after the description of the format
in the README beside them, so that an auditor can read it in ten minutes and run it anywhere. It
checks: every byte of every line, the chain of each record, free text against its hash, the ledger
against the records, the ledger's hash against a checkpoint, and every signature. It does not check
whether a verdict follows from the answers: for that, see `screening verify`. It changes nothing.

It ends with 0 if all is sound, 1 if something could not be checked, 2 if something is wrong.
"""

import base64
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

wrong, unchecked = [], []


def canonical(value):
    """The only text that a value may have (RFC 8785)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(content):
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode())


def seal(kind, value):
    return sha256(f"screening-record/1/{kind}\n{canonical(value)}").hexdigest()


def check_record(path):
    """Check one record line by line; return its events, each with its hash and its free text."""
    events, head = [], "0" * 64
    for number, raw in enumerate(path.read_bytes().split(b"\n")[:-1]):
        try:
            line = json.loads(raw)
            event, stored, text = line["e"], line["h"], line["p"]
            exact = canonical(line).encode() == raw and seal("event", event) == stored
            linked = (event["seq"], event["prev"]) == (number, head)
            named = event["screening"] == path.stem and isinstance(event["data"], dict)
            private = (
                "pc" in event
                if text is None
                else (event.get("pc") == (seal("private", text) if text else None))
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            wrong.append(f"{path.name}, line {number + 1}: it is no line of a record")
            return events
        if not (exact and linked and named and private):
            wrong.append(f"{path.name}, line {number + 1}: it is not what was written there")
        events.append((event, stored, text))
        head = stored
    for number in [at for at, (_, _, text) in enumerate(events) if text is None]:
        later = [event for event, _, _ in events[number:] if event["type"] == "redacted"]
        if number not in [event["data"].get("seq") for event in later]:
            wrong.append(f"{path.name}, line {number + 1}: a text is gone, and nobody says why")
    return events


def check_ledger(paths, records):
    """Check that the ledger has every event of every record, in order, and nothing else."""
    lines, places, known = [], [], {}
    for number, path in enumerate(paths, start=1):
        if path.name != f"ledger-{number}.jsonl" and number > 1:
            wrong.append(f"{path.name}: the ledger's part before it is not here")
        *whole, torn = path.read_bytes().split(b"\n")
        if (torn and number < len(paths)) or (number > 1 and not whole):
            wrong.append(f"{path.name}: its last line is cut off")
        lines += whole
        places += [f"{path.name}, line {at}" for at in range(1, len(whole) + 1)]
    for number, raw in enumerate(lines):
        try:
            entry = json.loads(raw)
            screening, seq = entry["screening"], entry["seq"]
            events = records.get(screening, [])
            fits = canonical(entry).encode() == raw and len(entry) == 4
            fits = fits and entry["n"] == number and seq == known.get(screening, 0)
            fits = fits and seq < len(events) and events[seq][1] == entry["hash"]
        except (ValueError, KeyError, TypeError):
            fits = False
        if not fits:
            wrong.append(f"{places[number]}: no record has this event there")
            return lines
        known[screening] = seq + 1
    for screening, events in records.items():
        missing = len(events) - known.get(screening, 0)
        if missing == 1:
            unchecked.append(f"{screening}: its last event is not in the ledger (yet)")
        elif missing:
            wrong.append(f"{screening}: {missing} events are not in the ledger")
    return lines


def root(leaves):
    """The hash of a Merkle tree as in RFC 6962."""
    if len(leaves) < 2:
        return sha256(b"\0" + leaves[0]).digest() if leaves else sha256(b"").digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()


def check_checkpoint(path, lines):
    """Check that the ledger begins with what a checkpoint, kept elsewhere, vouches for."""
    text = path.read_bytes().decode("utf-8", "replace")
    found = re.match(r"(.+)\n([1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\n", text)
    if found is None:
        wrong.append(f"{path}: it is no checkpoint")
        return
    name, size, expected = found.groups()
    ledger = f"stereo-screening.ledger/{sha256(lines[0] if lines else b'').hexdigest()[:16]}"
    if int(size) > len(lines):
        wrong.append(f"lines of the ledger: {len(lines)}, and the checkpoint vouches for {size}")
    elif name != ledger or base64.b64encode(root(lines[: int(size)])).decode() != expected:
        wrong.append(f"the ledger does not begin with what the checkpoint vouches for ({size})")


def statement(event, text):
    """The text that a person signed, made from the event that holds the signature."""
    data, words = event["data"], text["text"]
    purpose = "screening-signature"
    if event["type"] == "signed":
        said = [
            f"verdict: {data['verdict']}",
            f"report: SHA-256 {data['report']}",
            f"ledger: {data['ledger_size']} lines, {data['ledger_root']}",
            f"meaning: {data['meaning']}",
        ]
    elif event["type"] == "decided":
        said = [
            f"protocol: {data['protocol']} {data['version']}, SHA-256 {data['sha256']}",
            f"term: {data['term']}",
            f"reading: {data['reading']}",
            f"decided by: {words['by']}",
            f"decided on: {data['date']}",
            f"reference: {words['reference']}",
        ]
    else:
        purpose = "screening-redaction"
        said = [f"removed: free text of event {data['seq']}", f"reason: {words['reason']}"]
    lines = [
        f"stereo-screening: {purpose}",
        f"screening: {event['screening']}",
        f"record: {event['seq']} lines, SHA-256 {event['prev']}",
        *said,
        f"name: {words['name']}",
        f"user: {event['actor']}, {event['role']}",
        f"time: {data['time']}",
    ]
    return purpose, "".join(f"{line}\n" for line in lines)


def check_signature(folder, event, text, lines):
    """Check a signature with OpenSSH, at the time it was given, and what was signed with it."""
    where = f"{event['screening']}, line {event['seq'] + 1}"
    try:
        purpose, said = statement(event, text)
        time = re.sub(r"[^0-9]", "", event["data"]["time"][:19]) + "Z"
        with tempfile.NamedTemporaryFile("w", suffix=".sig") as file:
            file.write(event["data"]["signature"])
            file.flush()
            who, what = ["-I", event["actor"]], ["-n", purpose, "-s", file.name]
            register = ["-f", folder / "allowed_signers", "-O", f"verify-time={time}"]
            command = ["ssh-keygen", "-Y", "verify", *register, *who, *what]
            done = subprocess.run(command, input=said.encode(), capture_output=True)
    except FileNotFoundError:
        unchecked.append(f"{where}: no ssh-keygen here, so its signature was not checked")
        return
    except (KeyError, TypeError):
        wrong.append(f"{where}: it holds no signature")
        return
    holders = (folder / "allowed_signers").read_text("utf-8").splitlines()
    name, user = text["text"]["name"], f"{event['actor']} "
    if done.returncode:
        wrong.append(f"{where}: its signature is not good: {done.stderr.decode().strip()}")
    elif not any(each.startswith(user) and each.endswith(f" {name}") for each in holders):
        wrong.append(f"{where}: the register does not give {event['actor']} the name that signed")
    elif event["type"] == "signed":
        report, size = folder / event["data"]["file"], event["data"]["ledger_size"]
        if base64.b64encode(root(lines[:size])).decode() != event["data"]["ledger_root"]:
            wrong.append(f"{where}: the ledger is not the one that was signed with it")
        if not report.exists():
            unchecked.append(f"{where}: the report that was signed is not here")
        elif sha256(report.read_bytes()).hexdigest() != event["data"]["report"]:
            wrong.append(f"{where}: the report was changed after it was signed")


def main(folder, checkpoint=None):
    folder = pathlib.Path(folder)
    ledger = sorted(folder.glob("ledger*.jsonl"), key=lambda path: (len(path.name), path.name))
    paths = [path for path in sorted(folder.glob("*.jsonl")) if path not in ledger]
    records = {path.stem: check_record(path) for path in paths}
    lines = []
    if ledger:
        lines = check_ledger(ledger, records)
    else:
        unchecked.append("there is no ledger: a record that was taken away would not show")
    if checkpoint:
        check_checkpoint(pathlib.Path(checkpoint), lines)
    else:
        unchecked.append("no checkpoint was given: an end cut off everything would not show")
    for events in records.values():
        for event, _, text in events:
            is_signed = event["type"] == "decided" and "signature" in event["data"]
            if is_signed or event["type"] in ("signed", "redacted"):
                check_signature(folder, event, text, lines)
    for path in [*paths, *ledger[-1:]]:
        if not path.read_bytes().endswith(b"\n"):
            unchecked.append(f"{path.name}: its last line is unfinished")
    print(
        f"records: {len(records)}, events: {sum(map(len, records.values()))}, "
        f"lines of the ledger: {len(lines)}, its hash: {base64.b64encode(root(lines)).decode()}"
    )
    for fault in wrong:
        print(f"WRONG: {fault}")
    for gap in unchecked:
        print(f"NOT CHECKED: {gap}")
    return 2 if wrong else 1 if unchecked else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
