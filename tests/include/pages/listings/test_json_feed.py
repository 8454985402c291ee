"""JSON Feed."""

from include.pages.listings import json_feed


def test_items_are_read_and_wrong_types_are_empty() -> None:
    text = '{"items": [{"id": 7, "url": "/a", "title": 5, "content_html": "<p>b</p>", "tags": ["Xã hội"]}, "x"]}'
    (entry,) = json_feed.read(text, "https://a.vn/").entries
    assert (entry.guid, entry.url, entry.title, entry.summary, entry.section) == (
        "7",
        "https://a.vn/a",
        None,
        "b",
        "Xã hội",
    )


def test_other_json_is_no_feed() -> None:
    assert json_feed.read('{"a": 1}', "").cause == "JSON without items"
    assert json_feed.read("{", "").cause == "not JSON"
