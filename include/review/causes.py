"""What the causes of matters and questions, and the facts that rules look for, are called in Vietnamese."""

import re

CAUSE = {
    "domain_not_licensed": "tên miền chưa có trong giấy phép của sổ quản lý",
    "licence_lapsed": "giấy phép đã hết thời hạn theo sổ quản lý",
    "term_too_long": "thời hạn giấy phép dài hơn mức quy định",
    "missing_twice": "không thấy thông tin trong hai lần chụp cách nhau ít nhất 24 giờ",
    "missing_on_item": "không thấy thông tin trên tin, bài qua hai lần chụp cách nhau ít nhất 24 giờ",
    "too_early": "đăng lại sớm hơn khoảng cách quy định",
    "agreement_missing": "sổ quản lý chưa có văn bản thỏa thuận với nguồn tin",
    "parts_missing": "nội dung cải chính chưa đủ các phần",
    "not_notified_in_time": "chưa thông báo đúng thời hạn theo sổ quản lý",
    "word_shown": "có từ ngữ thuộc danh mục",
    "not_kept": "nội dung không còn được giữ đủ thời gian quy định",
    "late_or_missing": "thực hiện chậm hoặc chưa thực hiện",
    "late": "thực hiện chậm",
    "overdue": "quá thời hạn",
    "licence_missing": "không có giấy phép theo sổ quản lý",
    "comments_shown": "trang hiển thị bình luận",
    "sections_shown": "trang hiển thị chuyên mục thuộc danh mục",
    "words_changed": "câu chữ khác với nguồn tin",
    "few_agencies": "ít nguồn tin hơn mức quy định",
    "domain_shared": "tên miền dùng chung với đơn vị khác",
    "no_vn_domain": "không có tên miền .vn",
    "press_word": "tên miền có từ ngữ dành cho báo chí",
    "name_of_press": "tên giống tên cơ quan báo chí",
    "name_like_press": "tên gần giống tên cơ quan báo chí",
    "not_on_subdomain": "trang chuyên đề không ở tên miền cấp dưới",
    "not_reposted": "nội dung cải chính chưa được đăng lại",
    "source_not_official": "nguồn tin không phải nguồn chính thức",
    "special_pages": "trang chuyên đề",
    "threshold_unknown": "văn bản không nêu mức, cần người xem xét",
    "clock_uncertain": "giờ đăng chưa chắc chắn",
    "place_unread": "vị trí cần xem chưa đọc được",
    "place_not_read": "vị trí cần xem chưa đọc được",
    "text_not_read": "nội dung bài chưa đọc được",
    "notice_not_read": "nội dung cải chính chưa đọc được",
    "seen_missing_once": "mới thấy thiếu trong một lần chụp",
    "shown_at_another_capture": "một lần chụp khác có thông tin",
    "dates_contradict": "các ngày ghi trên trang không khớp nhau",
    "deadline_unknown": "chưa rõ thời hạn",
    "next_issue_unknown": "chưa rõ kỳ phát hành tiếp theo",
    "immediately_without_number": "văn bản ghi “ngay”, không có số ngày",
    "word_may_be_part_of_another": "từ ngữ có thể là một phần của từ khác",
    "source_not_known": "chưa rõ nguồn tin là cơ quan nào",
    "not_known_to_quote": "chưa rõ có dẫn lại hay không",
    "official_source_beside": "có nguồn chính thức bên cạnh",
    "published_before_the_duty": "đăng trước khi quy định có hiệu lực",
    "days_not_observed": "có ngày trong thời hạn hệ thống chưa quan sát được",
    "first_seen_later": "bài được thu thập sau ngày đăng",
    "not_fetched_again": "hệ thống chưa kiểm tra lại trang",
    "not_looked_for": "hệ thống chưa kiểm tra nội dung này",
    "of_another_outlet": "tên hoặc nội dung của đơn vị khác",
    "register_incomplete": "sổ quản lý chưa được xác nhận đầy đủ",
    "run_by_press": "đơn vị do cơ quan báo chí vận hành",
    "measure_unknown": "văn bản không nêu cách đo",
    "window_unknown": "văn bản không nêu khoảng thời gian",
    "wording_unknown": "văn bản không nêu câu chữ phải dùng",
    "text_unknown": "chưa đọc được nguyên văn quy định",
    "form_unknown": "văn bản không nêu hình thức thể hiện",
    "date_not_shown": "trang không hiển thị ngày",
    "not_admitted_yet": "bài chưa qua kiểm tra dữ liệu",
    "notified_only": "mới có thông báo, chưa có văn bản",
    "quarantined": "bản ghi đang được tách ra để kiểm tra",
    "kind_not_concerned": "quy định không áp dụng cho loại hình này",
    "no_version_in_force": "chưa có quy định có hiệu lực vào ngày đó",
    "press_run_exempt": "đơn vị của cơ quan báo chí được miễn",
    "share_too_low": "tỷ lệ quan sát thấp hơn mức tối thiểu",
    "copy_uncertain": "chưa chắc hai bài cùng một nội dung",
    "unknown": "chưa rõ nguyên nhân",
    "": "có dấu hiệu chưa đáp ứng",
}
FACT = {
    "organisation_name": "tên tổ chức, cơ quan",
    "governing_body": "cơ quan chủ quản",
    "contact_address": "địa chỉ liên hệ",
    "contact_email": "thư điện tử liên hệ",
    "contact_phone": "điện thoại liên hệ",
    "responsible_person": "người chịu trách nhiệm",
    "licence_number": "số giấy phép",
    "licence_date": "ngày cấp giấy phép",
    "licence_issuer": "cơ quan cấp giấy phép",
    "product_name": "tên sản phẩm",
    "credited_agency": "tên cơ quan báo chí nguồn",
    "credited_author": "tên tác giả nguồn",
    "original_time": "thời gian đăng ở nguồn",
    "original_link": "đường dẫn bài gốc",
    "comment_form": "khung bình luận",
    "comments": "bình luận",
    "licence_code": "mã xác nhận giấy phép",
    "self_label": "tên loại hình tự ghi",
    "magazine_word": "chữ “tạp chí” trong tên",
    "correction_section": "chuyên mục cải chính",
    "service_agreement": "thỏa thuận cung cấp dịch vụ",
    "content_distribution": "quy tắc phân phối nội dung",
    "fixed_sections": "chuyên mục cố định",
    "newsroom_words": "từ ngữ của tòa soạn",
    "special_pages": "trang chuyên đề",
    "organisation_section": "mục cơ cấu tổ chức",
    "leaders_section": "mục lãnh đạo",
    "rating_offered": "nơi đánh giá",
    "outgoing_links": "liên kết ra ngoài",
    "credit_kind": "loại nguồn được ghi",
    "correction_notice": "nội dung cải chính",
    "corrected_article": "bài được cải chính",
    "correction_parts": "các phần của cải chính",
    "ai_label": "nhãn nội dung do AI tạo",
    "sponsored_label": "nhãn nội dung tài trợ",
}
PLACE = {
    "seen": "đã đọc hết chỗ phải hiển thị",
    "unread": "có dòng chưa đọc được",
    "script": "chỗ đó do mã lệnh tạo, chưa đọc",
    "image": "chỗ đó là hình ảnh, chưa đọc",
    "absent": "trang không có chỗ đó",
}
CODE = re.compile(r"[a-z]+(?:_[a-z]+)+|\bcomments\b")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SHARE = re.compile(r"\d\.\d+")
SAME_AS, LIKE = re.compile(r"(\S+) = (\S+)"), re.compile(r"(\S+) ~ (.+)")


def observed(value: str) -> str:
    """Return what was observed: names of facts, days, shares and likenesses in Vietnamese, all else as it is."""
    if found := ISO_DAY.fullmatch(value):
        return "/".join(reversed(found.groups()))
    if SHARE.fullmatch(value):
        return value.replace(".", ",")
    if found := SAME_AS.fullmatch(value):
        return f"{found[1]} trùng với {found[2]}"
    if found := LIKE.fullmatch(value):
        return f"{found[1]} gần giống {found[2]}"
    return CODE.sub(lambda code: FACT.get(code[0], code[0]), value)
