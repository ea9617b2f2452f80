"""What is installed is what was declared: one version; locks that pin, hash and name no place."""

import re
import tomllib
from pathlib import Path

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import assistant

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME: list[str] = PYPROJECT["project"]["dependencies"]
DEVELOPMENT: list[str] = PYPROJECT["project"]["optional-dependencies"]["dev"]
BACKEND: list[str] = PYPROJECT["build-system"]["requires"]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")

# name==version, maybe a marker, then one sha256 or more, each on its own continued line
LOCKED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][\w.]*)(?P<marker> ; [^\\\n]+)?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)
COMMENT = re.compile(r" *#.*\n")


def lock_text(name: str) -> str:
    return (ROOT / name).read_text(encoding="ascii")


def pins(name: str) -> dict[str, str]:
    """Return the version that a lock file pins for each package."""
    found = LOCKED.finditer(lock_text(name))
    return {match["name"]: match["version"] for match in found}


def test_the_version_has_one_source() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", assistant.__version__)
    assert "version" not in PYPROJECT["project"]
    assert ProjectMetadata(str(ROOT), PluginManager()).version == assistant.__version__


def test_the_changelog_knows_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {assistant.__version__}" in changelog


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_comments_only(lock: str) -> None:
    rest = COMMENT.sub("", LOCKED.sub("", lock_text(lock)))
    assert rest == ""


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize(
    "place", ["://", "file:", " /", "~/", "--index", "--extra-index", "--find-links", "--trusted"]
)
def test_a_lock_names_no_index_and_no_path(lock: str, place: str) -> None:
    assert place not in lock_text(lock)


@pytest.mark.parametrize(
    ("lock", "declared"),
    [
        ("requirements.lock", RUNTIME),
        ("requirements-dev.lock", RUNTIME + DEVELOPMENT),
        ("requirements-build.lock", BACKEND),
    ],
    ids=LOCKS,
)
def test_every_declared_requirement_is_pinned_within_its_bounds(
    lock: str, declared: list[str]
) -> None:
    pinned = pins(lock)
    for requirement in map(Requirement, declared):
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


def test_the_locks_agree_with_one_another() -> None:
    development = pins("requirements-dev.lock")
    assert pins("requirements.lock").items() <= development.items()
    for name, version in pins("requirements-build.lock").items():
        assert development.get(name, version) == version


@pytest.mark.parametrize("requirement", RUNTIME + DEVELOPMENT + BACKEND)
def test_every_requirement_says_what_it_was_tried_on(requirement: str) -> None:
    assert ">=" in {clause.operator for clause in Requirement(requirement).specifier}


def test_the_command_and_the_templates_are_in_the_wheel() -> None:
    assert PYPROJECT["project"]["scripts"] == {"screening": "assistant.cli:main"}
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["assistant"]
    assert wheel["force-include"] == {
        "docs/check_records.py": "assistant/_records/check_records.py",
        "templates": "assistant/_templates",
        "transcripts/README.md": "assistant/_records/README.md",
    }
