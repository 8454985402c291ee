"""Whether readers can comment on an article and whether comments are shown; of them nothing is kept."""

import re

from include.observing.fact import ObservedFact, Place, fact_in_source
from include.observing.observation import Observation
from include.pages.page import Page
from include.pages.reader_comments import is_about_comments
from include.pages.visible import Area

_WORDS = r"comment|binh-?_?luan|bình\s+luận|y-?_?kien|ý\s+kiến"
_FIELD = re.compile(rf"<(?:textarea|form|input)\b[^>]{{0,400}}(?:{_WORDS})[^>]{{0,400}}>", re.I)
_ANY_FIELD = re.compile(r"<(?:textarea|form|input)\b(?![^>]*type\s*=\s*[\"']?hidden)[^>]{0,600}>", re.I)
_PLUGIN = re.compile(r"<div\b[^>]{0,300}(?:fb-comments|disqus_thread|vuukle|id=[\"']?commento)[^>]{0,300}>", re.I)
_FRAME = re.compile(
    r"<(?:iframe|object|embed)\b[^>]{0,600}?(?:comment|binh-?_?luan|cmt|y-?kien|disqus|thao-?luan|phan-?hoi)[^>]{0,600}>",
    re.I,
)
_EDITED = re.compile(
    r"<\w+\b(?=[^>]{0,600}(?:contenteditable(?!\s*=\s*[\"']?false)|role\s*=\s*[\"']?textbox))[^>]{0,600}>", re.I
)
_NO_COMMENT = re.compile(
    r"^\W*(?:(?:bình\s+luận|ý\s+kiến(?:\s+(?:của\s+bạn|bạn\s+đọc|độc\s+giả))?"
    r"|comments?)\W*(?:\(?\d*\)?)?|gửi.*|viết.*|đăng\s+nhập.*|chưa\s+có.*"
    r"|hãy\s+là.*|xem\s+thêm.*|mới\s+nhất|quan\s+tâm\s+nhất|trả\s+lời|thích|chia\s+sẻ|hủy|họ\s+tên"
    r"|(?:mọi|quý|bạn\s+đọc|độc\s+giả|quý\s+vị).{0,80}\b(?:gửi|liên\s+hệ|chia\s+sẻ).*"  # what invites letters
    r"|email|nội\s+dung|nhập.*|vui\s+lòng.*|tính\s+năng.*|0)\W*$",
    re.I,
)


def observe_comments(page: Page, place: Place) -> list[ObservedFact]:
    """Return the facts of a comment form and of comments."""
    return [_form(page, place), _comments(page, place)]


def _form(page: Page, place: Place) -> ObservedFact:
    """Find a form for comments, or the place of a comment service that a script fills."""
    name = Observation.COMMENT_FORM
    match = _FIELD.search(page.source)
    if not match:
        for part in page.visible.parts:
            if part.area & Area.COMMENTS:
                end = part.source_end or len(page.source)
                match = _ANY_FIELD.search(page.source, part.source_start, end)
                match = match or _EDITED.search(page.source, part.source_start, end)
                if match:
                    break
    if match:
        return fact_in_source(page, name, match[0], None, "seen")
    plugin = _PLUGIN.search(page.source)
    if plugin:
        return fact_in_source(page, name, plugin[0], None, "script")
    return ObservedFact(name, is_present=False, place=_behind_frame(page, place))


def _behind_frame(page: Page, place: Place) -> Place:
    """Return where comments belong: a frame that is called after them shows them, and was not read."""
    return "script" if place == "seen" and (_PLUGIN.search(page.source) or _FRAME.search(page.source)) else place


def _comments(page: Page, place: Place) -> ObservedFact:
    """Find whether comments are shown; neither their words nor who wrote them is kept."""
    for line in page.visible.lines:
        text = page.visible.line_text(line).strip()
        if line.area & Area.COMMENTS and not (_NO_COMMENT.match(text) or is_about_comments(text)):
            return ObservedFact(Observation.COMMENTS, is_present=True, place="seen")
    return ObservedFact(Observation.COMMENTS, is_present=False, place=_behind_frame(page, place))
