"""The words of the guard-window matrix in Vietnamese; `windows_en` has the same keys."""

WORDS: dict[str, str] = {
    "title": "Các khe thời gian của thu hồi: đã gặp {reached} trên {all} ô",
    "title.broken": (
        "Các khe thời gian của thu hồi: đã gặp {reached} trên {all} ô, "
        "{broken} ô được trả lời sai (!)"
    ),
    "legend": "(- không thể có khi quy tắc đúng; . chưa gặp; !: không được phép)",
    "cell": "{kind}, {moment}",
    "broken": "! {cell}: sai {promises}",
    "column.kind": "Việc rơi vào khe",
    # --- the moments: the heads of the columns ----------------------------------------------------
    "moment.asked": "khi được hỏi",
    "moment.held": "đang giữ, chưa quyết",
    "moment.decided": "khi thu hồi xong",
    "moment.deleting": "trước khi xóa",
    "moment.deleted": "sau khi xóa",
    "moment.releasing": "trước khi nhả",
    # --- the kinds: the heads of the rows ---------------------------------------------------------
    "kind.command": "lệnh xuất kho",
    "kind.slip": "phiếu xuất kho bán hàng",
    "kind.other-slip": "phiếu xuất kho loại khác",
    "kind.create": "tin tạo đơn",
    "kind.push": "tin đẩy phiếu",
    "kind.received-slip": "phiếu đã nhận",
    "kind.voucher": "chứng từ bán hàng",
    "kind.invoice": "hóa đơn",
    "kind.receipt": "phiếu thu",
    "kind.copy": "bản sao của đơn",
    "kind.recorded": "ghi trên bản sao",
    "kind.rejected": "từ chối trên bản sao",
    "kind.recorded-in-sales": "ghi hoặc từ chối ở Bán hàng",
    "kind.recording-news": "tin của bản sao",
    # --- the answers ------------------------------------------------------------------------------
    "answer.accepted": "nhận",
    "answer.ignored": "bỏ qua",
    "answer.busy": "bận",
    "answer.refused": "từ chối",
    "answer.check_passed": "cho qua",
    "answer.check_refused": "chặn lại",
    "answer.revoke_succeeded": "thu hồi",
    # --- why a cell cannot be ---------------------------------------------------------------------
    "why.guarded": (
        "chứng từ đã có khi ứng dụng được hỏi thì chặn thu hồi, và từ lúc đó không chứng từ nào "
        "được lập thêm: ô này chính là điều thu hồi không bao giờ được làm"
    ),
    "why.own_status": "Bán hàng xem tình trạng của chính mình sau cùng, và báo bận ngay từ đầu",
}
