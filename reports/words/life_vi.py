"""The words of `show`, known failures and `new` in Vietnamese; `life_en` has the same keys."""

WORDS: dict[str, str] = {
    # --- đời của một chứng từ ---------------------------------------------------------------------
    "kind.order": "đơn hàng",
    "kind.slip": "phiếu xuất kho",
    "kind.issue_command": "lệnh xuất kho",
    "kind.voucher": "chứng từ bán hàng",
    "kind.invoice": "hóa đơn",
    "kind.receipt": "phiếu thu",
    "kind.revoke": "thu hồi",
    "life.order": "Đơn hàng {number}, khách hàng {customer}",
    "life.order.gone": "Đơn hàng {number}",
    "life.of_order": "{kind} {number} của đơn hàng {order}",
    "life.no_order": "{kind} {number}, không theo đơn hàng nào",
    "life.revoke": "Thu hồi lần {attempt} của đơn hàng {order}",
    "life.revokes": "Các lần thu hồi của đơn hàng {order}",
    "life.run": "Lượt chạy {run} ({source}, hạt giống {seed}, bộ quy tắc {rules})",
    "life.column.nth": "#",
    "life.column.time": "Lúc",
    "life.column.app": "Ứng dụng",
    "life.column.who": "Ai",
    "life.column.what": "Việc",
    "life.column.outcome": "Kết quả",
    "life.column.statuses": "Ghi doanh số · Giao hàng\nKho · Đồng bộ · Kế toán\n(* vừa đổi)",
    "life.who.network": "mạng",
    "life.who.crash": "sự cố",
    "life.arrived": "đã nhận",
    "life.none": "–",
    "life.revoke.asking": "đang hỏi để thu hồi",
    "life.revoke.ending": "đang kết thúc thu hồi",
    "life.revoke.over": "đã hết thu hồi",
    "life.booked": "{done}/{all} ghi sổ",
    "life.documents": "Thuộc đơn hàng này",
    "life.under_way": "Tin còn trên đường",
    "life.message": "{source} → {target}: {what}",
    "life.end": "Cuối lượt chạy",
    "life.gone": "không còn {kind} {number} ở ứng dụng nào",
    "life.whole": "Xem cả đơn hàng bằng lệnh",
    "life.unknown": "không có chứng từ nào mang số {number} trong lượt chạy này",
    "life.nearest": "gần nhất: {numbers}",
    "life.no_latest": "chưa có lượt chạy nào được lưu ở đây",
    "life.no_run": "không có lượt chạy này",
    "life.no_record": "thư mục này không có record.jsonl",
    "life.inside": "bên trong có {folders}",
    "life.no_header": "dòng đầu của bản ghi phải cho biết đã chạy gì, dòng này thì không",
    "life.no_rules": "không còn bộ quy tắc {rules}",
    # --- vi phạm đã biết --------------------------------------------------------------------------
    "known.title": "Vi phạm đã biết ({file}):",
    "known.accepted": "đã biết ({owner}, {reason}, đến hết {until}): {promise} trong {where}",
    "known.expired": (
        "ĐÃ HẾT HẠN ({owner}, {reason}, đến hết {until}), được tính là vi phạm:"
        " {promise} trong {where}"
    ),
    "known.gone": "không còn vi phạm, hãy xóa khỏi {place}: {promise} trong {where}",
    "known.everywhere": "mọi kịch bản",
    "known.found": "{times} lần trong {runs} lượt chạy",
    "known.day": "{day}/{month}/{year}",
    "known.end_pass": "ĐẠT, trừ {n} vi phạm đã biết và chưa hết hạn",
    # --- cổng kiểm tra của bản dựng ---------------------------------------------------------------
    "gate.broken": "VI PHẠM      {scenario} (hạt giống {seeds}): {title} ({what})",
    "gate.crashed": (
        "VI PHẠM      {scenario} (hạt giống {seeds}): quy tắc gặp lỗi, hoặc không kết thúc"
    ),
    "gate.lost": (
        "MẤT          {scenario} (hạt giống {seeds}): mốc đối chiếu có lượt này, nay không chạy"
    ),
    "gate.not_reached": (
        "KHÔNG TỚI    {scenario} (hạt giống {seeds}): cam kết {what} trước được thử, nay không còn"
    ),
    "gate.unknown": "CHƯA RÕ      {scenario} (hạt giống {seeds}): chưa thấy đủ những gì cần thấy",
    "gate.behaviour": "THAY ĐỔI     {scenario} (hạt giống {seeds}): diễn biến không còn như trước",
    "gate.too_much": (
        "VƯỢT NGƯỠNG  {scenario} (hạt giống {seeds}): {what} là {now}, tối đa {most} theo {place};"
        " trước là {was}"
    ),
    "gate.new": "MỚI          {scenario} (hạt giống {seeds}): mốc đối chiếu chưa có lượt này",
    "gate.form": (
        "cách ghi     {scenario} (hạt giống {seeds}): bản ghi viết khác đi, ngoài ra không đổi"
    ),
    "gate.end_fail": "KHÔNG ĐẠT: cam kết bị vi phạm {broken} lần trong {runs} lượt chạy",
    "gate.end_worse": (
        "KÉM ĐI: {worse} điểm trong {runs} lượt chạy; nếu đều là chủ ý, check --update ghi nhận"
    ),
    "gate.end_unknown": (
        "CHƯA KẾT LUẬN: không có vi phạm trong {runs} lượt chạy, nhưng chưa thấy đủ"
    ),
    "gate.end_pass": "ĐẠT: {runs} lượt chạy đúng như mốc đối chiếu",
    "gate.kept": "Mốc đối chiếu nay là những gì vừa thấy: {path}",
    # --- kịch bản mới -----------------------------------------------------------------------------
    "new.head": (
        "Kịch bản của riêng bạn, bắt đầu từ {like}. Đổi gì cũng được, rồi kiểm tra bằng lệnh"
        " validate.\n"
        'Khoảng thời gian viết như 200ms, 30s, 5min, 2h; giờ trong ngày như "08:00";\n'
        "mức độ hay xảy ra như 1/20, never, always."
    ),
    "new.made": "Đã tạo {file} theo kịch bản {like}.",
    "new.run": "Chạy bằng lệnh: python run_sim.py {verb} {file}",
    "new.no_name": "tên kịch bản chỉ gồm chữ thường a-z, chữ số và dấu -, nhiều nhất 80 ký tự",
    "new.shipped": "đã có kịch bản kèm sẵn mang tên này",
    "new.exists": "tệp này đã có, sẽ không bị ghi đè",
    "new.unwritten": "không ghi được tệp này: {why}",
    "new.regression": "Đã tạo {file}: diễn biến vi phạm {promise} viết thành kịch bản.",
    "new.right": "Quy tắc đúng (reference): {verdict}.",
    "new.caught": "{rules}: vi phạm {promise} như trong diễn biến.",
    "new.escaped": "{rules}: ở đây không vi phạm {promise}. Hãy giữ tệp diễn biến và dùng replay.",
}
