"""What the page of reports says in Vietnamese where something was refused: each sentence of the program has its own."""

import re

SENTENCES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (
            r"is a draft of a period that is not closed",
            "Đây là bản xem trước của kỳ chưa kết thúc: không duyệt và không gửi được.",
        ),
        (r"settings name nobody who may approve", "Cài đặt chưa nêu tài khoản nào được duyệt."),
        (r"not among the approvers", "Tài khoản không có trong danh sách được duyệt của cài đặt."),
        (r"the newer draft is the one to approve", "Dự thảo này đã được dựng lại; bản mới là bản để duyệt."),
        (
            r"decided a finding that",
            "Tài khoản đã quyết định một nội dung nêu trong báo cáo này nên không duyệt báo cáo này.",
        ),
        (
            r"matters that may not be named by the ledger",
            "Báo cáo nêu tên đơn vị mà theo sổ hiện nay chưa được nêu tên, hoặc không còn được nêu tên. "
            "Hãy chạy lại bước tổng hợp, rồi dựng lại báo cáo.",
        ),
        (
            r"by the register of signers",
            "Theo danh sách người ký, tài khoản không ký với tư cách ghi trên báo cáo vào ngày này. "
            "Hãy dựng lại với tư cách khác, hoặc để người khác duyệt.",
        ),
        (
            r"changed after it was shown, or somebody answered it",
            "Sau khi trang này được mở, báo cáo đã thay đổi, đã có người trả lời hoặc đã được dựng lại. "
            "Hãy mở lại và đọc lại.",
        ),
        (r"lacks drawn files", "Báo cáo chưa đủ tệp. Hãy dựng lại báo cáo trước khi duyệt."),
        (
            r"is not the one that its content draws",
            "Một tệp không đúng là tệp được lập từ nội dung của báo cáo. Hãy dựng lại báo cáo.",
        ),
        (r"is not approved\.", "Báo cáo chưa được duyệt nên không rút lại được; nếu không gửi, hãy trả lại."),
        (r"has no reason|composed again without a reason", "Chưa ghi lý do."),
        (r"Nobody approved", "Chưa có ai duyệt đúng nội dung này."),
        (r"The approval of .* does not count", "Việc duyệt báo cáo này không còn hiệu lực. Hãy duyệt lại."),
        (r"changed after it was approved", "Một tệp đã thay đổi sau khi được duyệt. Hãy dựng lại và duyệt lại."),
        (
            r"does not begin with the bytes of any approved report",
            "Tệp không bắt đầu bằng nội dung của báo cáo đã duyệt nào: có thể là bản quét, hoặc được lập lại từ DOCX.",
        ),
        (r"is no PDF of at most", "Tệp không phải là PDF, hoặc lớn hơn 30 MB."),
        (
            r"is recorded as issued already",
            "Báo cáo này đã được ghi là phát hành với số, ngày hoặc tệp khác. Muốn sửa, hãy ghi vì sao.",
        ),
        (r"Somebody else recorded", "Trong lúc đó đã có người khác ghi việc phát hành báo cáo này. Hãy mở lại trang."),
        (r"is no number of a document", "Số văn bản không đúng dạng. Hãy ghi như 5 hoặc 05/BC-SVHTT."),
        (r"^\S+ of \d{4} is ", "Số văn bản này trong năm đã thuộc về báo cáo khác. Hãy xem lại số."),
        (
            r"its period ends before",
            "Ngày phát hành không đúng: phải từ ngày kết thúc kỳ báo cáo đến hôm nay. Hãy xem lại ngày trên văn bản.",
        ),
        (r"may not have a report composed again", "Tài khoản không được dựng lại báo cáo."),
        (r"was composed again already", "Báo cáo này đã được dựng lại. Hãy mở bản mới."),
        (r"is approved\.", "Báo cáo đã được duyệt. Hãy rút lại duyệt trước."),
        (
            r"was composed again meanwhile",
            "Trong lúc đó báo cáo đã được dựng lại hoặc đã được duyệt. Hãy mở lại trang.",
        ),
        (r"What replaced .* is missing", "Không còn bản đã thay bản này. Hãy dựng lại báo cáo."),
        (
            r"waits for a second person, or the reason is empty",
            "Việc này không còn chờ người thứ hai đồng ý, hoặc chưa ghi lý do. Hãy mở lại trang.",
        ),
        (r"entered this ", "Tài khoản đã ghi việc này; phải có người thứ hai đồng ý."),
        (
            r"was altered after it was composed|is not a snapshot",
            "Bản lưu của báo cáo đã bị sửa hoặc hỏng. Hãy dựng lại.",
        ),
        (r"is no file of a report|cannot be read: ", "Tệp này của báo cáo đã hỏng. Hãy dựng lại báo cáo."),
        (r"font of reports was exchanged", "Phông chữ bị thay trong lúc lập báo cáo. Hãy dựng lại báo cáo."),
        (r"o space left|isk is full", "Ổ đĩa đầy. Hãy báo kỹ sư dữ liệu."),
    )
)
OTHER = "Chưa thực hiện được. Hãy báo kỹ sư dữ liệu, kèm nguyên văn bên dưới."


def in_vietnamese(said: str) -> str:
    """Return what a refusal means to whoever uses the page; a sentence that nobody foresaw is for the engineer."""
    return next((sentence for pattern, sentence in SENTENCES if pattern.search(said)), OTHER)
