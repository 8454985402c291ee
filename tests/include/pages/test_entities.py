"""What a document names outside of itself, a file or an address, is never opened."""

from pathlib import Path
from typing import Any

import pytest

from include.pages.extraction.article import extract_page
from include.pages.listings.parse import parse_listing
from include.pages.page import open_page

OUTSIDE = '<!DOCTYPE r [<!ENTITY % p SYSTEM "{0}"> %p; <!ENTITY e SYSTEM "{0}">]>'
FORMS = {
    "rss": '<rss version="2.0"><channel><item><title>a &e;</title><link>http://a.vn/1</link></item></channel></rss>',
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a &e;</title><link href="/1"/></entry></feed>',
    "sitemap": "<urlset><url><loc>http://a.vn/&e;</loc></url></urlset>",
    "included": '<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><title>a'
    '<xi:include href="{0}" parse="text"/></title></item></channel></rss>',
    "page": "<html><body><p>a &e;</p></body></html>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("is_file", [True, False])
def test_nothing_outside_a_document_is_opened(server: Any, tmp_path: Path, form: str, is_file: bool) -> None:
    (tmp_path / "secret").write_text("stolen")
    place = f"file://{tmp_path}/secret" if is_file else f"http://127.0.0.1:{server.port}/secret"
    body = (OUTSIDE + form).replace("{0}", place).encode()
    assert "stolen" not in repr(parse_listing(body, "http://a.vn/x"))
    assert "stolen" not in repr(extract_page(open_page(body, "http://a.vn/x")))
    assert not server.asked
