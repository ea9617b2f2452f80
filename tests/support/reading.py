"""Replies read in a test: a reader at hand for any fact of the packaged protocol."""

from collections.abc import Mapping

from support.conversation import TODAY

from assistant.criteria.answers import Answer
from assistant.criteria.model import Fact
from assistant.criteria.words import FactWords
from assistant.dialogs.replies import Misread, Reader
from assistant.dialogs.wording import languages
from assistant.session.protocols import packaged


def fact(id_: str) -> Fact:
    return packaged().fact[id_]


def words(id_: str) -> Mapping[str, FactWords]:
    return {each.language: each.facts[id_] for each in packaged().words}


def reader(*, is_script: bool = False) -> Reader:
    return Reader(languages(packaged()), TODAY, is_script)


def read(id_: str, text: str, *, is_script: bool = False) -> Answer:
    """What a reply to a fact's question is taken for."""
    return reader(is_script=is_script).read(fact(id_), words(id_), text)


def refusal(id_: str, text: str) -> str:
    """Why a reply is no answer: the key of the phrase; KeyError-like failure if it is one."""
    try:
        answer = read(id_, text)
    except Misread as misread:
        return misread.key
    raise AssertionError(f"{text!r} was taken for {answer.value}")
