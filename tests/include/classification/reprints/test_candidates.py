"""Suspects and boilerplate."""

import numpy as np

from include.classification.reprints import candidates as c
from include.classification.reprints.shingles import fingerprint
from tests.include.classification.landed import words


def test_texts_that_share_much_are_suspects_and_others_are_not() -> None:
    prints = fingerprint([words(1), words(2), words(1) + words(3)])
    found = c.suspects_within(c.index(prints), 3)
    assert list(zip(found.lefts.tolist(), found.rights.tolist(), strict=True)) == [(0, 2)]


def test_what_many_articles_of_one_outlet_share_is_boilerplate() -> None:
    footer = words(99, 40)
    prints = fingerprint([words(seed) + footer for seed in range(c.BOILERPLATE_ARTICLES)])
    postings = c.index(prints)
    one_outlet = c.crowded(postings, np.zeros(c.BOILERPLATE_ARTICLES, np.int64))
    many_outlets = c.crowded(postings, np.arange(c.BOILERPLATE_ARTICLES))
    unknown = c.crowded(postings, np.full(c.BOILERPLATE_ARTICLES, -1))
    assert len(one_outlet) > 0
    assert len(many_outlets) == len(unknown) == 0
    assert set(one_outlet.tolist()) <= set(fingerprint([footer]).shingles.tolist()) | set(prints.shingles.tolist())
    assert len(c.suspects_within(c.without(postings, one_outlet), c.BOILERPLATE_ARTICLES).lefts) == 0


def test_one_article_fewer_is_no_boilerplate() -> None:
    count = c.BOILERPLATE_ARTICLES - 1
    postings = c.index(fingerprint([words(seed) + words(99, 40) for seed in range(count)]))
    assert len(c.crowded(postings, np.zeros(count, np.int64))) == 0


def test_suspects_across_two_indexes_are_those_within_one() -> None:
    lefts, rights = [words(1), words(2)], [words(2), words(4), words(1)]
    left, right = fingerprint(lefts), fingerprint(rights)
    found = c.suspects_across(c.index(left), c.index(right), 2, right.sizes)
    assert list(zip(found.lefts.tolist(), found.rights.tolist(), strict=True)) == [(0, 2), (1, 0)]


def test_nothing_gives_no_suspects() -> None:
    assert len(c.suspects_within(c.index(fingerprint([])), 0).lefts) == 0
    assert len(c.suspects_within(c.index(fingerprint(["", "một"])), 2).lefts) == 0
