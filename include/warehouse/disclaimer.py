"""The disclaimer of every figure: it is no evidence by technical means, on which a sanction may be founded.

Decree 61/2026/NĐ-CP, Articles 17 and 18, lists the fields whose technical data may found a sanction, and who receives
such data; press and online information are not among them. The sentence stands wherever a figure leaves the product.
"""

NOT_EVIDENCE = (
    "Thông tin để xem xét, không phải dữ liệu của phương tiện, thiết bị kỹ thuật dùng làm căn cứ xác minh, phát hiện "
    "hoặc xử phạt vi phạm hành chính."
)
