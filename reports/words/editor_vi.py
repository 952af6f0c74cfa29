"""What an editor says beside the fields of a scenario, in Vietnamese (`sim.reading.schema`)."""

PROFILE_FIELDS: dict[str, str] = {
    "name": "Tên của hồ sơ công ty.",
    "title": "Tiêu đề của hồ sơ, vài chữ.",
    "about": "Công ty này có gì riêng, trong vài câu.",
    "assumptions": "AMIS của công ty xử lý thế nào ở những chỗ tài liệu không nói.",
    "flows": "Công ty thiết lập các luồng thế nào.",
}

# What a command does, and what a message says.
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
    "number_told": "Nhân viên bán hàng → kế toán viên, báo miệng: số đơn, lần đề nghị.",
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

# Where a value does not fit.
REFUSALS: dict[str, str] = {
    "duration": "Khoảng thời gian viết như 200ms, 30s, 5min hoặc 2h.",
    "clock": "Giờ trong ngày viết như 08:00 hoặc 17:30.",
    "chance": "Tỷ lệ viết như 1/20, never hoặc always.",
    "name": "Tên chỉ gồm chữ thường a-z không dấu, chữ số và dấu -.",
    "own": "Cam kết tự viết ghi theo dạng FILE.py:TÊN.",
    "pattern": "Các kiểu lỗi là F1 đến F26.",
    "clause": "Không có điều khoản này; các số hiệu là R1.1a đến R1.3j, R1.X1 và R1.X2.",
    "need": "Không phải cam kết, số hiệu điều khoản hay khe thu hồi; xem bằng `list promises`.",
    "actor": "Không phải cách làm việc có sẵn ({known}), cũng không phải FILE.py:TÊN_HÀM.",
    "nothing": "Bước này không làm gì: cần do, deliver, lose, duplicate, crash hoặc settle.",
    "one": "Mỗi bước chỉ làm một việc: do, deliver, lose, duplicate, crash hoặc settle.",
    "offer": "Vai trò {role} không bao giờ được làm việc này.",
}
