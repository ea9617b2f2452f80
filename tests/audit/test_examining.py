"""Records examined by several processes: what is found is what one alone would find."""

from pathlib import Path
from uuid import UUID

import pytest
from support.audit_records import child, forged, put

# In a process of its own, for a test's own process may have threads, beside which none is forked.
BOTH_WAYS = """
import os, sys, time
from pathlib import Path
from assistant.audit import examining
from assistant.audit.folders import verify_folder

class Replay:
    own = os.getpid()
    def __call__(self, lines):
        if os.getpid() != self.own:
            (Path(sys.argv[1]).parent / f"worked-{os.getpid()}").touch()
            time.sleep(0.01)  # so that the other gets a part too
            if sys.argv[2] == "killed":
                os.kill(os.getpid(), 9)
        return [f"{len(lines)} lines"] if lines[0]["e"]["screening"].endswith("0") else []

examining._processors = lambda: 2
examining._AT_A_TIME = 2
if sys.argv[2] == "none to be had":
    import concurrent.futures
    def refused(*arguments, **options):
        raise OSError(11, "Resource temporarily unavailable")
    concurrent.futures.ProcessPoolExecutor = refused
together, alone = [], []
for many, found in ((20, together), (21, alone)):
    examining.MANY = many
    found += map(repr, verify_folder(Path(sys.argv[1]), Replay()))
print(together == alone, len(alone), sum("2 lines" in each for each in alone),
      sum("changed after it was saved" in each for each in alone))
"""


@pytest.mark.parametrize(
    ("system", "processes"), [("willing", 2), ("killed", 1), ("none to be had", 0)]
)
def test_what_is_found_is_the_same_with_others_and_without(
    tmp_path: Path, system: str, processes: int
) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    for number in range(20):
        id_ = str(UUID(int=number, version=4))
        path = put(folder, forged({"screening": id_}, {"screening": id_}))
        if number % 7 == 1:
            path.write_bytes(path.read_bytes().replace(b"mmartin", b"mmartyn", 1))
        path.rename(folder / f"{id_}.jsonl")
    with child(BOTH_WAYS, str(folder), system) as process:
        said = process.communicate()[0].split()
    # A report on the folder and on each record; 00 and 10 in hexadecimal; numbers 1, 8 and 15.
    assert said == ["True", "21", "2", "3"]
    worked = len(list(tmp_path.glob("worked-*")))
    assert worked >= processes if processes else not worked
