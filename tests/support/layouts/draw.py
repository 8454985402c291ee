"""Draws what invented outlets are made of: names, places, numbers and days, each from a seed that can be printed."""

import random
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import TypeVar

T = TypeVar("T")

FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Đinh",
    "Đoàn",
    "Mai",
    "Cao",
    "Lương",
    "Tạ",
    "Phan",
    "Hồ",
    "Lã",
    "Nông",
    "Vi",
    "Giang",
    "Âu",
    "Bạch",
    "Kiều",
    "Thái",
)
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Thu", "Hữu", "Quang", "Bích", "Xuân", "Hoàng")
GIVEN = ("Mẫu", "Thử", "Lúa", "Bến", "Gạo", "Sen", "Trúc", "Đồng", "Bãi", "Hạc", "An", "Khê")
THINGS = (
    "Lúa",
    "Bến Gạo",
    "Cầu Mới",
    "Đồng Bãi",
    "Sông Đào",
    "Gió Bấc",
    "Phù Sa",
    "Hạt Thóc",
    "Vườn Nhà",
    "Chợ Quê",
    "Bờ Đê",
    "Mây Trắng",
    "Suối Khe",
    "Làng Chài",
    "Nắng Hạ",
    "Ruộng Bậc",
)
STREETS = (
    "Lúa Mới",
    "Bến Gạo",
    "Hàng Mẫu",
    "Cầu Đá",
    "Đê Xanh",
    "Vườn Cau",
    "Duy Lúa",
    "Nguyễn Lúa",
    "Chùa Sen",
    "Gạo Tám",
)
WARDS = ("Yên Bến", "Thanh Lúa", "Cửa Sông", "Đồng Bãi", "Ngọc Bến", "Xuân Gạo", "Bãi Giữa")
CITIES = (
    "Hà Nội",
    "TP. Hà Nội",
    "thành phố Hà Nội",
    "TP.HCM",
    "TP. Hồ Chí Minh",
    "Cần Lúa",
    "Đà Lúa",
    "Thành phố Bến Long",
)


class Draw:
    """A source of choices that its seed decides."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.random = random.Random(seed)  # noqa: S311 - layouts are no secrets

    def one(self, options: Sequence[T]) -> T:
        """Return one of several."""
        return options[int(self.random.random() * len(options))]

    def some(self, options: Sequence[T], most: int) -> list[T]:
        """Return at most ``most`` different ones, in any order."""
        return self.random.sample(options, min(len(options), self.random.randint(0, most)))

    def chance(self, share: float) -> bool:
        """Return true in this share of all calls."""
        return self.random.random() < share

    def number(self, first: int, last: int) -> int:
        """Return a whole number between two, both included."""
        return self.random.randint(first, last)

    def person(self) -> str:
        """Return an invented name, in capitals now and then."""
        name = " ".join([self.one(FAMILIES), *([self.one(MIDDLES)] if self.chance(0.8) else []), self.one(GIVEN)])
        return name.upper() if self.chance(0.15) else name

    def telephone(self) -> tuple[str, str]:
        """Return a telephone as written and its digits."""
        digits = (
            self.one(("024", "028", "0292"))
            + f"{self.number(2, 9)}{self.number(0, 9_999_999):07d}"[: self.number(7, 8)]
        )
        if self.chance(0.3):
            digits = self.one(("090", "091", "098", "035", "086")) + f"{self.number(0, 9_999_999):07d}"
        if self.chance(0.1):
            digits = self.one(("1900", "1800")) + f"{self.number(0, 9999):04d}"
            return f"{digits[:4]}{self.one((' ', '.', ''))}{digits[4:]}", digits
        head, rest = (
            (digits[:4], digits[4:]) if digits.startswith("02") and self.chance(0.3) else (digits[:3], digits[3:])
        )
        sign = self.one((" ", ".", "-", ""))
        parts = sign.join((rest[: len(rest) - 4], rest[-4:])) if len(rest) > 4 else rest
        written = self.one((f"{head}{sign}{parts}", f"({head}) {parts}", f"{head}.{parts}", f"({head}){parts}"))
        return written, digits

    def mailbox(self) -> tuple[str, str]:
        """Return an address of e-mail as written, now and then to fool robots, and as it is meant."""
        user = self.one(("toasoan", "lienhe", "info", "bientap", "btv", "bandoc", "contact"))
        host = f"{self.one(('luamoi', 'bengao', 'caumoi', 'dongbai', 'phusa'))}.example.vn"
        sign = self.one(("@", "@", "@", "@", "@", "@", "(at)", " (at) ", "[at]", " [at] "))
        return f"{user}{sign}{host}", f"{user}@{host}"

    def address(self) -> str:
        """Return a postal address."""
        number = self.one(
            (
                f"Số {self.number(1, 400)}",
                str(self.number(1, 400)),
                f"{self.number(1, 99)}{self.one('ABC')}",
                f"Số nhà {self.number(1, 99)}",
                f"Tầng {self.number(2, 30)}, tòa nhà {self.one(THINGS)}, số {self.number(1, 99)}",
                f"Tầng {self.number(2, 30)}, Tòa {self.one('ABC')}, {self.number(1, 99)}",
                f"P.{self.number(101, 2010)}, {self.number(1, 99)}",
                f"Lô {self.one('ABC')}{self.number(1, 20)}",
                f"{self.number(1, 99)}/{self.number(1, 30)}",
                f"Số {self.number(1, 99)} ngõ {self.number(1, 99)}",
            )
        )
        street = self.one(("phố ", "đường ", "", "Phố ", "Đường ")) + self.one(STREETS)
        ward = self.one(
            (
                f", phường {self.one(WARDS)}",
                f", P. {self.one(WARDS)}",
                f", xã {self.one(WARDS)}",
                f", Q.{self.number(1, 9)}",
                "",
            )
        )
        return f"{number} {street}{ward}, {self.one(CITIES)}"

    def company(self) -> str:
        """Return the name of a company."""
        form = self.one(
            (
                "Công ty Cổ phần",
                "Công ty TNHH",
                "Công ty CP",
                "CÔNG TY CỔ PHẦN",
                "Công ty Cổ phần Truyền thông",
                "Tập đoàn",
                "Công ty TNHH MTV",
                "Công Ty Cổ Phần",
                "CTCP",
                "Công ty TNHH Một thành viên Dịch vụ",
            )
        )
        name = f"{form} {self.one(THINGS)}{self.one(('', ' Việt Nam', ' Số', ' Hà Nội'))}"
        return name.upper() if form.isupper() and form != "CTCP" else name

    def body(self) -> str:
        """Return the name of an organisation that governs outlets."""
        name = self.one(
            (
                f"Hội Nông dân {self.one(THINGS)}",
                f"Liên hiệp các Hội Nghề {self.one(THINGS)}",
                f"Bộ {self.one(('Thủy lộ', 'Đồng ruộng', 'Nông trang và Công nghệ'))}",
                f"Ủy ban nhân dân thành phố {self.one(WARDS)}",
                f"UBND tỉnh {self.one(WARDS)}",
                f"Thành ủy {self.one(WARDS)}",
                "Tổng Liên đoàn Ruộng đồng",
                f"Viện Thổ nhưỡng {self.one(THINGS)}",
                f"Hiệp hội Gạo {self.one(THINGS)}",
                f"Trung ương Hội Làm vườn {self.one(THINGS)}",
                f"Sở Văn nghệ {self.one(WARDS)}",
                f"Đảng bộ thành phố {self.one(WARDS)}",
                "Hội Xuất bản - Phát hành Làng Chữ",
                f"Liên minh Hợp tác xã {self.one(THINGS)}",
                "Văn phòng Ủy ban Bến Gạo",
            )
        )
        return name.upper() if self.chance(0.1) else name

    def day(self, first: date = date(2010, 1, 1), days: int = 5800) -> date:
        """Return a day within an interval."""
        return first + timedelta(days=self.number(0, days))

    def markup(self, text: str) -> str:
        """Return text as it may stand in a page: escaped, composed or not."""
        if self.chance(0.05):
            text = unicodedata.normalize("NFD", text)
        shown = escape(text, quote=False)
        return shown.replace("Đ", "&#272;").replace("ấ", "&#7845;") if self.chance(0.05) else shown
