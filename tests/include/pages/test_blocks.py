"""Elements to text."""

from lxml import html

from include.pages.blocks import block_text, one_line


def test_blocks_become_lines_and_inline_elements_do_not() -> None:
    element = html.fromstring("<div>Một <b>hai</b><script>x</script><p>ba<br>bốn</p>năm</div>")
    assert block_text(element) == "Một hai\nba\nbốn\nnăm"


def test_one_line_is_composed_and_without_needless_blanks() -> None:
    assert one_line(" Ha\u0300  Nội\n") == "Hà Nội"
    assert one_line("  ") is None


def test_deep_elements_do_not_exhaust_the_stack() -> None:
    element = html.fromstring("<div>" + "<span>" * 200 + "a" + "</span>" * 200 + "</div>")
    assert block_text(element) == "a"
