"""Reads the sets of pages that extraction is measured on, and the measures that go with them."""

import gzip
import json
import lzma
import re
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "extraction"
_SHINGLE = 4


@dataclass(frozen=True)
class PageCase:
    """One page and what its main text is known to be: whole, or strings that must and must not be in it."""

    name: str
    url: str
    body: bytes
    text: str = ""
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def archive(name: str) -> dict[str, bytes]:
    """Return the files of an archive by their path inside it."""
    found = {}
    with tarfile.open(DATA / name) as packed:
        for member in packed:
            if member.isfile():
                content = packed.extractfile(member)
                found[member.name.removeprefix("./")] = content.read() if content else b""
    return found


def benchmark_cases() -> list[PageCase]:
    """Return the pages of the article extraction benchmark."""
    truth = json.loads((DATA / "aeb_ground_truth.json").read_text(encoding="utf-8"))
    pages = {Path(name).name.split(".")[0]: _unpacked(body) for name, body in archive("aeb_html.tar.xz").items()}
    return [PageCase(name, known["url"], pages[name], known["articleBody"]) for name, known in truth.items()]


def snippet_cases() -> list[PageCase]:
    """Return the pages of which only some strings are known."""
    pages = {Path(name).name: body for name, body in archive("snippets_html.tar.xz").items()}
    with lzma.open(DATA / "snippets_expected.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [PageCase(r["file"], r["url"], pages[r["file"]], "", tuple(r["with"]), tuple(r["without"])) for r in rows]


def publisher_cases() -> list[PageCase]:
    """Return the pages of known publishers, ``<country>/<Publisher>`` as name, with their whole text."""
    files = archive("fundus_pages.tar.xz")
    meta = {Path(n).parent.name: json.loads(body) for n, body in files.items() if n.endswith("meta.info")}
    cases = []
    for name, body in files.items():
        path = Path(name)
        if not name.endswith(".html.gz"):
            continue
        publisher = path.name.split("_")[0]
        known = json.loads(files.get(str(path.with_name(f"{publisher}.json")), b"{}"))
        texts = [_body_text(version.get("body")) for version in known.values() if version.get("body")]
        url = meta.get(path.parent.name, {}).get(path.name, {}).get("url", "")
        if len(texts) == 1:
            cases.append(PageCase(f"{path.parent.name}/{publisher}", url, gzip.decompress(body), texts[0]))
    names = Counter(case.name for case in cases)
    return [case for case in cases if names[case.name] == 1]


def _unpacked(body: bytes) -> bytes:
    """Undo gzip where a page is stored so."""
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def _body_text(body: dict[str, list[dict[str, list[str]] | str]]) -> str:
    """Return the text of a publisher's page as paragraphs."""
    parts: list[str] = [str(part) for part in body.get("summary", [])]
    for section in body.get("sections", []):
        if isinstance(section, dict):
            parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def shingle_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the F1 of shared shingles of four words, as the article extraction benchmark measures it."""
    precisions, recalls = [], []
    for known, found in pairs:
        right, given = _shingles(known), _shingles(found)
        shared = sum((right & given).values())
        if given:
            precisions.append(shared / given.total())
        if right:
            recalls.append(shared / right.total())
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return 2 * precision * recall / (precision + recall)


def snippet_f1(pairs: Iterable[tuple[PageCase, str]]) -> float:
    """Return the F1 over all strings that must be there (found or missed) and must not be there (wrongly kept)."""
    right = missed = wrong = 0
    for case, found in pairs:
        present = sum(words in found for words in case.having)
        right += present
        missed += len(case.having) - present
        wrong += sum(words in found for words in case.lacking)
    return 2 * right / (2 * right + missed + wrong)


def token_f1(known: str, found: str) -> float:
    """Return the F1 of shared words of one page."""
    right, given = (Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text))) for text in (known, found))
    shared = (right & given).total()
    return 2 * shared / (right.total() + given.total()) if shared else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words of a text; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    if 0 < len(words) < _SHINGLE:
        return Counter({tuple(words): 1})
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
