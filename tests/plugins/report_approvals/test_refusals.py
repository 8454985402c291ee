"""Whatever is refused on the page of reports is said in Vietnamese, each sentence of the program by its own."""

import ast
from collections.abc import Iterator

import pytest

from include.settings import ROOT
from report_approvals.refusals import OTHER, SENTENCES, in_vietnamese

RAISING = (
    *("reporting/approve", "reporting/issued", "reporting/recompose", "custody/second_person"),
    *("reporting/render/draft_copy", "reporting/render/files"),
)
RETURNING = {"refusal", "not_signing"}  # functions that return why something is refused


def sentences() -> Iterator[str]:
    """Yield each message of what these modules raise or return as a reason, with a word for each value in it."""
    for name in (*RAISING, "reporting/signers"):
        for node in ast.walk(ast.parse((ROOT / "include" / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                yield from _words(node.exc.args[0])
            if isinstance(node, ast.FunctionDef) and node.name in RETURNING:
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        yield from _words(inner.value)


def _words(node: ast.expr) -> Iterator[str]:
    """Yield the text of a literal; nothing for a name, which was made elsewhere."""
    if isinstance(node, ast.Constant) and node.value:
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "2026" for part in node.values)


FOUND = sorted(set(sentences()))


@pytest.mark.parametrize("sentence", FOUND)
def test_each_refusal_of_the_program_has_its_sentence(sentence: str) -> None:
    said = in_vietnamese(sentence)
    assert said != OTHER
    assert said != sentence


def test_what_nobody_foresaw_is_for_the_engineer() -> None:
    assert len(FOUND) > 25
    assert in_vietnamese("Something else went wrong.") == OTHER


def test_no_sentence_is_for_nothing_that_the_program_says() -> None:
    elsewhere = ("changed after it was shown", "altered after it was composed", "o space left", "Nobody approved")
    unused = [p.pattern for p, _ in SENTENCES if not any(p.search(one) for one in FOUND)]
    assert [one for one in unused if not any(part in one for part in elsewhere)] == []
