"""The Vietnamese words of the generated tables that the program itself has no words for.

What a field means stands in `reports.words.fields_vi`, what a person may do in `reports.words.vi`.
"""

from __future__ import annotations

# A group of fields: its heading (with the field under which it stands), and a sentence.
GROUPS: dict[str, tuple[str, str]] = {
    "Scenario": (
        "Kịch bản",
        "Các trường ở cấp ngoài cùng của tệp. Trường của dạng khác bị báo lỗi.",
    ),
    "Words": ("Lời hai thứ tiếng (`title`, `about`)", "Một đoạn chữ bằng cả hai thứ tiếng."),
    "FlowSettings": (
        "Thiết lập luồng (`flows`)",
        "Các luồng được thiết lập thế nào trên AMIS Workflow lúc bắt đầu.",
    ),
    "AssumptionSettings": (
        "Giả định (`assumptions`)",
        "Các giả định khác với mặc định; tên như trong `list assumptions`.",
    ),
    "MissingCodes": (
        "Mã còn thiếu (`missing_codes`)",
        "Các mã mà một ứng dụng chưa có lúc bắt đầu, và lúc được thêm vào.",
    ),
    "Hours": ("Giờ làm việc (`hours`)", "Giờ làm việc, ngày nào cũng như nhau."),
    "People": ("Người làm việc (`people`)", "Mỗi vai trò là một nhóm người."),
    "Salespeople": (
        "Nhân viên kinh doanh (`salespeople`)",
        "Nhân viên kinh doanh làm gì với đơn hàng của mình.",
    ),
    "Managers": (
        "Trưởng phòng kinh doanh (`managers`)",
        "Trưởng phòng ghi hoặc từ chối ghi doanh số của đơn đã đề nghị.",
    ),
    "Clerks": ("Thủ kho (`clerks`)", "Thủ kho xuất hàng và sửa phiếu thế nào."),
    "Accountants": (
        "Kế toán viên (`accountants`)",
        "Kế toán viên lập và ghi sổ chứng từ của các đơn được báo số, ghi doanh số trên bản sao.",
    ),
    "Administrators": (
        "Quản trị viên (`administrators`)",
        "Quản trị viên xem nhật ký chạy và chạy lại những lần chạy lỗi.",
    ),
    "Arrivals": ("Đơn hàng đến (`arrivals`)", "Đơn hàng đến theo nhịp nào, cỡ nào."),
    "Network": ("Mạng (`network`)", "Tin đi giữa các ứng dụng thế nào."),
    "PlannedFault": (
        "Sự cố định trước (`faults`)",
        "Vào giờ đã định, một ứng dụng ngừng hoạt động rồi chạy lại sau một lúc.",
    ),
    "PlannedSwitch": (
        "Đổi thiết lập định trước (`switches`)",
        "Vào giờ đã định, một luồng được thiết lập lại.",
    ),
    "TraceSource": (
        "Nhật ký đơn hàng (`trace`)",
        "Công việc lấy từ nhật ký đơn hàng thật; đường dẫn tính từ thư mục của kịch bản.",
    ),
    "GivenOrder": (
        "Đơn hàng có sẵn (`orders`)",
        "Đơn hàng đã có, ở tình trạng Bản nháp, khi câu chuyện hay thế giới nhỏ bắt đầu.",
    ),
    "OrderLine": ("Dòng hàng (`lines`)", "Một dòng hàng của đơn hoặc của phiếu xuất kho."),
    "Actor": ("Người tham gia (`cast`)", "Một người của câu chuyện hoặc của thế giới nhỏ."),
    "StoryStep": (
        "Bước của câu chuyện (`steps`)",
        "Mỗi bước có đúng một trong `do`, `deliver`, `lose`, `duplicate`, `crash`, `settle`.",
    ),
    "Setting": (
        "Mức sự cố (`settings`)",
        "Số sự cố được phép khi duyệt một thế giới nhỏ; tin đến theo thứ tự nào thì luôn được thử.",
    ),
    "Span": (
        "Khoảng thời gian (`think`, `delay`)",
        "Từ ngắn nhất đến dài nhất, kể cả hai đầu.",
    ),
    "Range": ("Khoảng số (`lines`, `quantity`)", "Từ nhỏ nhất đến lớn nhất, kể cả hai đầu."),
}

COMMANDS: dict[str, str] = {
    "create_order": "Lập đơn hàng; có `parent` thì là đơn hàng con.",
    "edit_order": "Sửa các dòng hàng của đơn.",
    "delete_order": "Xóa đơn hàng trên Bán hàng.",
    "open_request": "Mở màn hình Đề nghị ghi doanh số; chưa gửi gì (R1.1c).",
    "save_request": "Nhấn Lưu trên màn hình Đề nghị ghi doanh số.",
    "revoke_request": "Thu hồi đề nghị ghi doanh số.",
    "give_up_revoke": "Thôi chờ câu trả lời: việc thu hồi bị từ chối vì chưa kiểm tra được.",
    "record_order": "Ghi doanh số trên Bán hàng, khi Kế toán không có bản sao của đơn.",
    "reject_order": "Từ chối ghi trên Bán hàng, khi Kế toán không có bản sao của đơn.",
    "set_delivery": "Sửa tay tình trạng giao hàng trên Bán hàng (R1.2e).",
    "hand_over": "Báo miệng số đơn hàng cho kế toán viên.",
    "make_issue_command": "Lập lệnh xuất kho từ đơn đặt hàng.",
    "save_slip": "Lưu phiếu xuất kho mới.",
    "edit_slip": "Sửa phiếu xuất kho: ghi lại toàn bộ nội dung mới.",
    "delete_slip": "Xóa phiếu xuất kho.",
    "cancel_order": "Hủy bỏ đơn đặt hàng trên Kho (Đã hủy bỏ).",
    "push_slip": "Nhấn Đẩy sang kế toán trên phiếu xuất kho chi tiết.",
    "receive_goods": "Nhập kho; mã hàng chưa có thì được thêm vào.",
    "add_customer": "Thêm mã khách hàng vào danh mục của Kho.",
    "make_paper": "Lập chứng từ bán hàng, hóa đơn, phiếu thu cho đơn có bản sao hay được báo số.",
    "post_paper": "Ghi sổ chứng từ.",
    "unpost_paper": "Bỏ ghi chứng từ.",
    "delete_paper": "Xóa chứng từ chưa ghi sổ.",
    "record_copy": "Ghi doanh số trên bản sao của Kế toán; tin về Bán hàng.",
    "reject_copy": "Từ chối ghi trên bản sao của Kế toán; tin về Bán hàng.",
    "add_code": "Thêm mã hàng hoặc mã khách hàng vào danh mục của Kế toán.",
    "switch_flow": "Thiết lập luồng: `on`, `off`; luồng 1.3 thì `automatic`, `manual`, `off`.",
    "rerun": "Chạy lại một lần chạy lỗi trong nhật ký chạy.",
}

MESSAGES: dict[str, str] = {
    "order_requested": "Bán hàng → Kho: đơn hàng đã đề nghị, hãy tạo đơn đặt hàng (luồng 1.1).",
    "order_copied": "Bán hàng → Kế toán: bản sao đơn đã đề nghị, hoặc bản sửa (kết nối trực tiếp).",
    "number_told": "Nhân viên kinh doanh → kế toán viên, báo miệng: số đơn, lần đề nghị.",
    "hold": "Bán hàng hỏi: có phát sinh liên quan không? Nếu chưa có thì giữ nguyên như vậy.",
    "hold_answer": "Câu trả lời cho `hold`: đã giữ, hoặc vì sao không.",
    "end_hold": "Bán hàng đã quyết định: xóa đơn đặt hàng của lần đề nghị này, hoặc thôi giữ.",
    "end_answer": "Câu trả lời cho `end_hold`: đã xong.",
    "order_news": "Kho → Bán hàng: toàn bộ hiện trạng của đơn đặt hàng (luồng 1.2).",
    "slip_pushed": "Kho → Kế toán: hãy tạo phiếu xuất kho này (luồng 1.3).",
    "slip_taken": "Kế toán → Kho: đã có phiếu.",
    "recording_news": "Kế toán → Bán hàng: đã ghi hoặc từ chối ghi doanh số (kết nối trực tiếp).",
    "delivery_by_accounting": (
        "Kế toán → Bán hàng: đã giao, theo chứng từ bán hàng (kết nối trực tiếp)."
    ),
}
