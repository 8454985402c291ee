"""Words that styles draw."""

from include.pages.styles import drawn_words


def test_words_of_styles_are_read_with_their_escaped_letters_and_signs_of_icons_are_passed_over() -> None:
    shown = r"""<style>.a::before{content:"T\1ed5ng bi\EA n t\1ead p: M\1eabu"}"""
    source = shown + r""" .b{content:'\f101'} .c{content:"\fffffff"}</style>"""
    assert list(drawn_words(source)) == ["Tổng biên tập: Mẫu"]
