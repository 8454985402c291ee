"""The wordings, signs and other lines of mastheads that are drawn, as Vietnamese sites have them."""

from tests.support.layouts.draw import Draw

_LABELS = {
    "organisation_name": """
Đơn vị chủ quản; Cơ quan chủ quản; Chủ quản; Đơn vị thiết lập; Đơn vị vận hành; Vận hành bởi; Tổ chức quản lý;
Cơ quan quản lý; Đơn vị quản lý; Chủ sở hữu; Bản quyền thuộc về; © Bản quyền thuộc về; Đơn vị quản lý và vận
hành; Tên doanh nghiệp; Tên tổ chức; Đơn vị sở hữu; Doanh nghiệp quản lý; Tổ chức thiết lập mạng xã hội; Một
sản phẩm của; Cơ quan chủ quản/Governing body; Được vận hành bởi; © 2026; Copyright © 2015-2026; Đơn vị chịu
trách nhiệm; Trang thuộc sở hữu của
""",
    "governing_body": """
Cơ quan chủ quản; Chủ quản; Cơ quan chủ quản báo chí; Thuộc; Trực thuộc; Cơ quan của; Cơ quan ngôn luận của;
Đơn vị chủ quản; Tiếng nói của; Diễn đàn của; Cơ quan ngôn luận; Cơ quan chủ quản (Governing body); Cơ quan
chủ quản tạp chí; Đơn vị trực thuộc; Tên cơ quan chủ quản
""",
    "responsible_person": """
Chịu trách nhiệm nội dung; Người chịu trách nhiệm nội dung; Người chịu trách nhiệm quản lý nội dung; Tổng Biên
tập; Tổng biên tập; Q. Tổng biên tập; Quyền Tổng biên tập; Phụ trách nội dung; Phụ trách; Trách nhiệm nội
dung; Chịu trách nhiệm chính; Người phụ trách; TBT; Giám đốc - Tổng biên tập; Chịu trách nhiệm; Trưởng Ban
biên tập; Người đứng đầu cơ quan báo chí; CTNND; Chịu trách nhiệm về nội dung thông tin; Editor-in-chief; Tổng
biên tập (Editor-in-Chief); Phụ trách tòa soạn; Chịu trách nhiệm xuất bản; Người quản lý nội dung;
Phó Tổng Biên tập phụ trách;
Giám đốc chịu trách nhiệm nội dung; Phó Trưởng ban phụ trách
""",
    "contact_address": """
Địa chỉ; Trụ sở; Trụ sở chính; Tòa soạn; Toà soạn; Đ/c; ĐC; Đc; Add; Address; Địa chỉ tòa soạn; Địa chỉ trụ sở
chính; Địa chỉ liên hệ; Trụ sở tòa soạn; Tòa soạn và trị sự; Văn phòng; Văn phòng Hà Nội; VP Hà Nội; Địa chỉ
(Address); Hội sở; Trụ sở hoạt động; Toà soạn tại Hà Nội; Address/Địa chỉ; Trụ sở giao dịch; Văn phòng giao
dịch
""",
    "contact_phone": """
Điện thoại; ĐT; Đt; Tel; Hotline; Đường dây nóng; Số điện thoại; SĐT; Tổng đài; Điện thoại liên hệ; Liên hệ;
Phone; ĐTDĐ; Di động; Tel/Zalo; Điện thoại (Tel); Hotline tòa soạn; Điện thoại tòa soạn; Zalo; Mobile;
Telephone; Đường dây nóng bạn đọc; Hotline hỗ trợ
""",
    "contact_email": """
Email; E-mail; Thư điện tử; Hộp thư; Mail; Hòm thư; Email liên hệ; Email tòa soạn; Hộp thư điện tử; Contact;
Gửi bài về; Hòm thư tòa soạn; Thư điện tử (Email)
""",
    "licence_number": """
Giấy phép; Giấy phép số; Số giấy phép; GP số; Giấy phép hoạt động; Giấy phép xuất bản số; Giấy phép TTĐT số;
GPXB số; License No
""",
    "licence_date": """
Ngày cấp; Cấp ngày; Ngày cấp phép; Ký ngày; Ngày ký; Ngày cấp giấy phép
""",
    "licence_issuer": """
Nơi cấp; Cơ quan cấp; Cơ quan cấp phép; Đơn vị cấp phép; Cấp bởi; Cơ quan cấp giấy phép
""",
}
LABELS = {name: tuple(" ".join(words.split()) for words in text.split(";")) for name, text in _LABELS.items()}
LICENCE_KINDS = (
    "GP-BTTTT", "GP-TTĐT", "GP-STTTT", "GP-BVHTTDL", "GP-PTTH&TTĐT", "GP-CBC", "GP-SVHTT", "GXN-PTTH&TTĐT",
)  # fmt: skip
PERSON_TITLES = ("", "", "", "Ông ", "Bà ", "Nhà báo ", "TS. ", "PGS.TS ", "ThS. ", "Ông: ", "Luật sư ")
COLONS = (": ", ": ", ": ", ":", " : ", " – ", " - ", " ")
SEPARATORS = (" | ", " · ", " • ", " - ", " – ", " — ", "; ", " * ", ". ", "<br>", "&nbsp;|&nbsp;", " / ", ", ")
LICENCES = {
    (True, True): (
        "Giấy phép{kind} số {number} do {issuer} cấp ngày {day}",
        "Giấy phép{kind} số: {number} do {issuer} cấp ngày {day}.",
        "Giấy phép{kind} số {number}, {issuer} cấp ngày {day}",
        "GP{kind} số {number} do {issuer} cấp {day}",
        "Số giấy phép: {number} do {issuer} cấp ngày {day}",
        "Giấy phép{kind} số {number} ngày {day} của {issuer}",
        "Giấy phép{kind} số {number} ngày {day} - {issuer}",
        "Giấy phép số {number} ({issuer} cấp ngày {day})",
        "Số {number} ngày {day} của {issuer}",
        "Giấy phép do {issuer} cấp số {number} ngày {day}",
        "{issuer} cấp Giấy phép{kind} số {number} ngày {day}",
        "Giấy phép{kind} số {number} cấp ngày {day} do {issuer}",
        "Giấy phép{kind} số {number} được {issuer} cấp ngày {day}",
        "Giấy phép{kind} số {number} ký ngày {day}, cơ quan cấp: {issuer}",
        "Giấy phép{kind}: {number} – Ngày cấp: {day} – Nơi cấp: {issuer}",
        "Hoạt động theo giấy phép số {number} do {issuer} cấp ngày {day}",
    ),
    (True, False): (
        "Giấy phép{kind} số {number} do {issuer} cấp",
        "Giấy phép{kind} số {number} của {issuer}",
        "Giấy phép số {number}, nơi cấp: {issuer}",
        "GP số {number} do {issuer} cấp phép",
    ),
    (False, True): (
        "Giấy phép{kind} số {number} cấp ngày {day}",
        "Giấy phép{kind} số {number}, ngày {day}",
        "Giấy phép{kind}: {number} ({day})",
        "GP số {number} ký ngày {day}",
        "Giấy phép số {number} - Cấp ngày: {day}",
    ),
    (False, False): (
        "Giấy phép{kind} số {number}",
        "Giấy phép số: {number}",
        "GPHĐ số {number}",
        "Số giấy phép: {number}.",
    ),
}


def _business(draw: Draw) -> str:
    number = f"01{draw.number(0, 99_999_999):08d}"
    return draw.one(
        (
            f"MST: {number}",
            f"Mã số thuế: {number}",
            f"GPĐKKD số {number} do Sở KHĐT TP Hà Nội cấp ngày {draw.day():%d/%m/%Y}",
            f"Giấy chứng nhận đăng ký doanh nghiệp số {number} do Sở Kế hoạch và Đầu tư Hà Nội cấp",
            f"MSDN: {number}, cấp lần đầu ngày {draw.day():%d/%m/%Y}",
            f"Số ĐKKD {number} cấp ngày {draw.day():%d/%m/%Y} tại Sở Tài chính Hà Nội",
        )
    )


def _furniture(draw: Draw) -> str:
    return draw.one(
        (
            "Tin nhanh mỗi ngày cho bạn đọc gần xa",
            "Đọc báo mọi lúc, mọi nơi",
            "Ghi rõ nguồn khi phát hành lại thông tin từ trang này",
            "® Ghi rõ nguồn khi sử dụng lại thông tin",
            "Theo dõi chúng tôi",
            "Tải ứng dụng trên App Store",
            "All rights reserved",
            "Mọi quyền được bảo lưu",
            "Không sao chép dưới mọi hình thức khi chưa có sự đồng ý bằng văn bản",
            "Trang chủ",
            "RSS",
            "Điều khoản sử dụng | Chính sách bảo mật",
            "Lượt truy cập: 1.234.567",
            "Đang trực tuyến: 123",
            "Giờ làm việc: 8h00 - 17h30",
            "Thiết kế bởi Nhóm Lúa",
            "Powered by LuaCMS 4.2",
            "Phiên bản thử nghiệm",
            "Bạn đọc có thể gửi ý kiến về tòa soạn",
        )
    )


def _others(draw: Draw) -> str:
    return draw.one(
        (
            f"Phó Tổng biên tập: {draw.person()}",
            f"Thư ký tòa soạn: {draw.person()}",
            f"Fax: {draw.telephone()[0]}",
            f"Giám đốc: {draw.person()}",
        )
    )


NOISE = (_business, _furniture, _furniture, _others)
