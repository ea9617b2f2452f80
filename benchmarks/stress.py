"""A protocol as long as one likes: yes/no questions, and few criteria over many of them each."""

from assistant.criteria.loader import loaded
from assistant.criteria.model import StudyProtocol
from assistant.session.protocols import packaged

EACH = 20  # facts of one criterion


def stress(facts: int, each: int = EACH) -> StudyProtocol:
    """Return a protocol of so many questions, all of which are asked if each reply is "yes"."""
    ids = [f"fact_{number}" for number in range(1, facts + 1)]
    tests = [" and ".join(ids[at : at + each]) for at in range(0, facts, each)]
    protocol = [
        '[protocol]\nid = "stress"\nversion = "1"\nlanguages = ["en"]\ntopics = ["all"]',
        *(f'[[facts]]\nid = "{id_}"\ntopic = "all"\ntype = "bool"' for id_ in ids),
        *(
            f'[[criteria]]\nid = "C{number}"\ncategory = "inclusion"\ntest = "{test}"'
            for number, test in enumerate(tests, 1)
        ),
    ]
    words = [
        'language = "en"\nname = "English"',
        '[protocol]\ntitle = "Stress"\nshort_title = "STRESS"\npopulation = "Nobody."',
        'warning = "Made up."',
        '[topics]\nall = "All"',
        *(
            f'[facts.{id_}]\nlabel = "{id_}"\nquestion = "Is {id_} so?"\nhelp = "Say yes."\n'
            f'yes = "{id_} is so"\nno = "{id_} is not so"'
            for id_ in ids
        ),
        *(
            f'[criteria.C{number}]\nlabel = "criterion {number}"\nwording = "All of them."'
            for number in range(1, len(tests) + 1)
        ),
        _common(),
    ]
    files = {"protocol.toml": "\n".join(protocol), "en.toml": "\n".join(words)}
    return loaded({name: text.encode() for name, text in files.items()})


def _common() -> str:
    """Return the words that every protocol has, taken from the packaged one."""
    words = packaged().words_in("en")
    tables = ("verdicts", "verdict_notes", "statuses", "statuses_exclusion", "unknown_reasons",
              "categories")  # fmt: skip
    lines = []
    for table in tables:
        lines.append(f"[{table}]")
        lines += [f'{key} = "{text}"' for key, text in getattr(words, table).items()]
    return "\n".join(lines)
