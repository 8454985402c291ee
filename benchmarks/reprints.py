"""Reprints: real pairs, planted edits, speed beside rensa (where installed), and one day against thirty.

Reads ../shared/data/republication and ../shared/data/topics; without them there is nothing to measure. Pairs of the
real set are labelled by exact containment of five-syllable shingles. Planted edits lie among the VNTC articles.
"""

import os
import random
import re
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.lines import DATA, read_lines_xz
from benchmarks.memory import peak_kilobytes

WINDOW_ARTICLES, DAY_ARTICLES, DAYS = 900_000, 30_000, 30
LAST_DAY = date(2026, 10, 31)
SHARE_CHANGED = 0.5
OUTLETS = 300
_WORD = re.compile(r"\w+")
_ROWS_AT_ONCE = 1000
_PEERS_READ = 5000
SENTENCE = re.compile(r"(?<=[.!?]) ")


def _memory_gb() -> float:
    """Return the most memory that this process ever held, in GB."""
    return peak_kilobytes() / 1e6


def _real() -> list[dict[str, Any]]:
    """Return recall and precision on real republications."""
    from include.classification.reprints.pairs import find_pairs

    articles = read_lines_xz(DATA / "republication" / "baomoi_articles.jsonl.xz")
    labelled = read_lines_xz(DATA / "republication" / "baomoi_pairs.jsonl.xz")
    ids = [row["id"] for row in articles]
    pairs = {
        frozenset((ids[p.left], ids[p.right])): p for p in find_pairs([r["text"] for r in articles], [None] * len(ids))
    }
    found, evidence = set(pairs), {names for names, pair in pairs.items() if pair.is_evidence}
    truth = {frozenset((row["a"], row["b"])): row["containment"] for row in labelled}
    half = [pair for pair, containment in truth.items() if containment >= 0.5]
    recall = sum(pair in found for pair in half) / len(half)
    precision = sum(pair in truth for pair in found) / len(found)
    return [
        {"what": "reprints, real, recall of containment >= .5", "value": recall, "unit": "share", "peer": "rensa 0.5.0",
         "peer_value": 0.264, "mark": 0.995},
        {"what": "reprints, real, evidence of containment >= .5; benchmark reprint_labels says how much people agree",
         "value": sum(pair in evidence for pair in half) / len(half), "unit": "share"},
        {"what": "reprints, real, evidence of all pairs", "value": len(evidence) / len(found), "unit": "share"},
        {"what": "reprints, real, precision", "value": precision, "unit": "share", "mark": 0.97},
    ]  # fmt: skip


def _planted_edits(texts: list[str], count: int) -> Iterator[tuple[int, str]]:
    """Yield further edits of our own, to come to a hundred thousand articles: source and copy."""
    chance = random.Random(20261031)  # noqa: S311 (invented texts, no lock)
    words = sorted({word for text in texts[:300] for word in text.split()})
    for _ in range(count):
        source = chance.randrange(len(texts))
        kept = texts[source].split()
        share = chance.choice([0.0, 0.05, 0.15, 0.3])
        copy = " ".join(chance.choice(words) if chance.random() < share else word for word in kept)
        if chance.random() < 0.4:
            sentences = SENTENCE.split(copy)
            chance.shuffle(sentences)
            copy = " ".join(sentences)
        yield source, copy if chance.random() < 0.7 else copy[: max(400, len(copy) // 2)]


def _invented(texts: list[str], chance: random.Random, words: list[str]) -> str:
    """Return an article that shares little with any other: a real one with half of its words exchanged."""
    kept = chance.choice(texts).split()
    exchanged = chance.choices(words, k=len(kept))
    bits = chance.getrandbits(len(kept) + 1)
    return " ".join(new if bits >> n & 1 else old for n, (old, new) in enumerate(zip(kept, exchanged, strict=True)))


def _hundred_thousand() -> list[dict[str, Any]]:
    """Return recall of planted edits, precision and speed over a hundred thousand articles."""
    from include.classification.reprints.pairs import find_pairs

    rows = [
        *read_lines_xz(DATA / "topics" / "vntc10_train.jsonl.xz"),
        *read_lines_xz(DATA / "topics" / "vntc10_dev.jsonl.xz"),
    ]
    part = ["train"] * (len(rows) - 3000) + ["test"] * 3000
    sources = {
        f"{p}/{row['label']}/{row['id']}": number for number, (p, row) in enumerate(zip(part, rows, strict=True))
    }
    texts = [row["text"] for row in rows]
    copies = read_lines_xz(DATA / "republication" / "planted_copies.jsonl.xz")
    edits = [(sources[row["source"]], row["text"]) for row in copies if row["source"] in sources]
    given = set(range(len(texts), len(texts) + len(edits)))
    edits += _planted_edits(texts, 15_000)
    truth = {(source, len(texts) + number) for number, (source, _) in enumerate(edits)}
    chance = random.Random(1)  # noqa: S311 (invented texts, no lock)
    words = [word for text in texts[:2000] for word in text.split()]
    everything = [*texts, *(copy for _, copy in edits)]
    everything += [_invented(texts, chance, words) for _ in range(100_000 - len(everything))]
    began = time.process_time()
    pairs = find_pairs(everything, [None] * len(everything))
    speed = len(everything) / (time.process_time() - began)
    found = {(pair.left, pair.right) for pair in pairs}
    named = {pair for pair in truth if pair[1] in given}
    origin = {len(texts) + number: source for number, (source, _) in enumerate(edits)}
    related = sum(
        pair.containment >= 0.3 or origin.get(pair.left, pair.left) == origin.get(pair.right, pair.right)
        for pair in pairs
    )
    memory = _memory_gb()
    peer, slower = _rensa_speed(everything[:_PEERS_READ]), _datasketch_speed(everything[:_PEERS_READ])
    half = _contained(everything, 0.5)
    return [
        {"what": "reprints, planted edits of eight kinds, found", "value": sum(p in found for p in named) / len(named),
         "unit": f"share of {len(named)}", "peer": "index k=3", "peer_value": 0.981, "mark": 0.95},
        {"what": "reprints, 100,000 articles, recall of containment >= .5", "value": len(half & found) / len(half),
         "unit": f"share of {len(half)}", "peer": "rensa LSH 128", "peer_value": 0.722, "mark": 0.99},
        {"what": "reprints, 100,000 articles, precision", "value": related / len(pairs), "unit": "share",
         "peer": "index k=3", "peer_value": 0.814, "mark": 0.99},
        {"what": "reprints, 100,000 articles", "value": round(speed), "unit": "per cpu-second", "peer": "rensa LSH 128",
         "peer_value": peer and round(peer), "ratio": peer and round(speed / peer, 2), "mark": "ratio 0.95"},
        {"what": "reprints, 100,000 articles", "value": round(speed), "unit": "per cpu-second", "peer": "datasketch",
         "peer_value": slower and round(slower), "ratio": slower and round(speed / slower, 2), "mark": None},
        {"what": "reprints, memory", "value": round(memory, 2), "unit": "GB, whole process", "mark": 2.5},
    ]  # fmt: skip


def _runs_of_five(text: str) -> list[str]:
    """Return a text's runs of five words, as the peers are given them."""
    words = _WORD.findall(text.lower())
    return [" ".join(words[place : place + 5]) for place in range(len(words) - 4)]


def _rensa_speed(texts: list[str]) -> float | None:
    """Return the documents per cpu-second of rensa's LSH over five-word shingles, or None where it is not installed."""
    if find_spec("rensa") is None:
        print("reprints: rensa is not installed; its published figures stand beside ours")
        return None
    from rensa import RMinHash, RMinHashLSH

    began = time.process_time()
    lsh = RMinHashLSH(0.5, 128, 32)
    for number, text in enumerate(texts):
        minhash = RMinHash(128, 42)
        minhash.update(_runs_of_five(text))
        lsh.query(minhash)
        lsh.insert(number, minhash)
    return len(texts) / (time.process_time() - began)


def _datasketch_speed(texts: list[str]) -> float | None:
    """Return the documents per cpu-second of datasketch's LSH, or None where it is not installed."""
    if find_spec("datasketch") is None:
        print("reprints: datasketch is not installed; its published figures stand beside ours")
        return None
    from datasketch import MinHash, MinHashLSH

    began = time.process_time()
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    for number, text in enumerate(texts):
        minhash = MinHash(num_perm=128)
        minhash.update_batch([run.encode() for run in _runs_of_five(text)])
        lsh.query(minhash)
        lsh.insert(number, minhash)
    return len(texts) / (time.process_time() - began)


def _contained(texts: list[str], least: float) -> set[tuple[int, int]]:
    """Return every pair of which one contains so much of the other, by counting all shingles, none left out."""
    from scipy.sparse import csr_matrix

    from include.classification.reprints.shingles import shingle

    shingles = shingle(texts)
    columns = np.unique(shingles.indices, return_inverse=True)[1].astype(np.int32)
    shared = np.bincount(columns)
    kept = shared[columns] > 1
    bounds = np.concatenate([[0], np.cumsum(kept)])[shingles.indptr]
    shape = (len(texts), len(shared))
    held = csr_matrix((np.ones(int(kept.sum()), np.int16), columns[kept], bounds), shape=shape)
    turned, sizes = held.T.tocsr(), np.maximum(np.diff(shingles.indptr), 1)
    found = set()
    for first in range(0, len(texts), _ROWS_AT_ONCE):
        counts = (held[first : first + _ROWS_AT_ONCE] @ turned).tocoo()
        lefts, rights = counts.row.astype(np.int64) + first, counts.col.astype(np.int64)
        near = (lefts < rights) & (counts.data >= least * np.minimum(sizes[lefts], sizes[rights]))
        found.update(zip(lefts[near].tolist(), rights[near].tolist(), strict=True))
    return found


def _land(day: date, texts: list[str], first: int) -> None:
    """Land and admit one day's invented articles, all outlets in one partition each hundred."""
    from include.landing import store

    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    rows = [
        {"article_id": f"a{first + n:07}", "capture_id": f"c{first + n:07}", "outlet_id": f"outlet_{n % OUTLETS}",
         "url": "http://x.example.vn", "canonical_url": f"http://x.example.vn/{first + n}", "title": "", "text": text,
         "text_sha256": f"{first + n}", "extractor": "benchmark", "text_characters": len(text), "has_byline": False,
         "published_uncertainty_minutes": 1.0, "day": day, "published_date": day, "published_at": at}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    store.write("articles", day, rows)
    kept = ("article_id", "capture_id", "outlet_id", "day")
    store.write("admissions", day, [{**{k: row[k] for k in kept}, "status": "admitted"} for row in rows])


def _one_day() -> list[dict[str, Any]]:
    """Return the time of one day of 30,000 articles against thirty days of 900,000, a tenth of them reprints."""
    from include.classification.reprints.matching import match_day
    from include.classification.reprints.window import Window
    from include.settings import settings

    texts = [row["text"] for row in read_lines_xz(DATA / "topics" / "vntc10_train.jsonl.xz")]
    words = [word for text in texts[:2000] for word in text.split()]
    chance = random.Random(2)  # noqa: S311 (invented texts, no lock)
    copied: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["PRESS_HOME"] = home
        settings.cache_clear()
        for back in range(DAYS, 0, -1):
            day = LAST_DAY - timedelta(days=back)
            articles = [_invented(texts, chance, words) for _ in range(WINDOW_ARTICLES // DAYS)]
            copied += articles[: DAY_ARTICLES // 10 // DAYS]
            _land(day, articles, (DAYS - back) * DAY_ARTICLES)
            Window().prints(day)
        articles = [*copied, *(_invented(texts, chance, words) for _ in range(DAY_ARTICLES - len(copied)))]
        _land(LAST_DAY, articles[::-1], WINDOW_ARTICLES)
        before, began = _memory_gb(), time.perf_counter()
        matches = [match for some in match_day(LAST_DAY, Window()).batches for match in some]
        seconds = time.perf_counter() - began
    del os.environ["PRESS_HOME"]
    settings.cache_clear()
    unit = f"seconds, {len(matches)} pairs"
    return [
        {"what": "reprints, 30,000 against 900,000", "value": round(seconds, 1), "unit": unit, "mark": 90},
        {"what": "reprints, 30,000 against 900,000, memory", "value": round(max(before, _memory_gb()), 2), "unit": "GB",
         "mark": 4},
    ]  # fmt: skip


def run() -> list[dict[str, Any]]:
    """Return all figures; about ten minutes."""
    if not (DATA / "republication").exists():
        print(f"reprints: {DATA} is absent")
        return []
    return [*_real(), *_hundred_thousand(), *_one_day()]
