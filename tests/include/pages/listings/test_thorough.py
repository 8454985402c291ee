"""Broken feeds still give what can be read of them."""

from include.pages.listings import thorough


def test_broken_xml_gives_its_entries() -> None:
    listing = thorough.read("<rss><channel><item><title>A & B</title><link>/a</link>", "https://a.vn/")
    assert [(entry.title, entry.url) for entry in listing.entries] == [("A & B", "https://a.vn/a")]


def test_old_dialects_are_read() -> None:
    text = '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>A</title><issued>2003-12-31T10:14:55Z</issued></entry></feed>'
    entry = thorough.read(text, "https://a.vn/").entries[0]
    assert entry.title == "A"
    assert entry.published_at is not None
    assert entry.published_at.year == 2003


def test_plain_entities_are_kept_and_others_dropped() -> None:
    text = '<!DOCTYPE rss [<!ENTITY hn "Hà Nội"><!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&hn;</title></item></channel></rss>'
    assert thorough.read(text, "https://a.vn/").entries[0].title == "Hà Nội"
