"""The words of manual test scripts in Vietnamese; `script_en` has the same keys and fields."""

WORDS: dict[str, str] = {
    # --- đầu kịch bản -----------------------------------------------------------------------------
    "title": "Kịch bản kiểm thử thủ công: {title}",
    "title.counterexample": "Kịch bản tái hiện lỗi: {title}",
    "title.gap": "Kịch bản kiểm tra lỗ hổng của tài liệu: {title}",
    "intro.code": "Mã: {code}. Điều khoản: {clauses}.",
    "intro.how": (
        "Làm lần lượt từng bước từ trên xuống, xong bước nào đánh dấu bước đó. Tên màn hình, nút và"
        " cột nằm trong dấu “…”. Ứng dụng có thể dùng câu chữ khác; điều phải đúng là được hay"
        " không được, và vì lý do nào."
    ),
    "intro.wait": (
        "Ở bước đợi, nếu sau {minutes} phút vẫn chưa thấy đủ thì ghi Không đạt và chép lại nhật ký"
        " chạy trên AMIS Workflow."
    ),
    "intro.fast": (
        "Trước bước ghi “trong vòng {seconds} giây”, hãy chuẩn bị sẵn: mở màn hình, điền hết, chỉ"
        " còn nhấn nút. Cách thử nằm ở mục “Điều người dùng không ép được”."
    ),
    "intro.counterexample": (
        "Một hệ thống có lỗi đã vi phạm cam kết này đúng theo các bước dưới đây. Ô “Phải thấy” ghi"
        " câu trả lời của hệ thống đúng, ô “Sai nếu thấy” ghi biểu hiện của lỗi."
    ),
    "intro.gap": (
        "Đây là lỗ hổng của tài liệu: làm đúng lời tài liệu mà các ứng dụng vẫn lệch nhau. Ô “Phải"
        " thấy” ghi điều suy ra từ tài liệu; ứng dụng thật hiện khác thì ghi lại vào ô ghi chú."
    ),
    "section.prepare": "Chuẩn bị",
    "section.assumptions": "Giả định đang dùng",
    "section.steps": "Các bước",
    "section.hints": "Điều người dùng không ép được",
    "section.final": "Trạng thái cuối cùng phải có",
    "section.tested": "Nội dung được kiểm tra",
    "section.verdict": "Kết luận",
    # --- tên cột ----------------------------------------------------------------------------------
    "column.what": "Chuẩn bị",
    "column.details": "Chi tiết",
    "column.done": "Xong",
    "column.silent": "Điều tài liệu không nói",
    "column.assumed": "Kịch bản này giả định",
    "column.step": "Bước",
    "column.who": "Ai",
    "column.where": "Ở đâu",
    "column.do": "Làm gì",
    "column.when": "Khi nào",
    "column.see": "Phải thấy",
    "column.wrong": "Sai nếu thấy",
    "column.result": "Kết quả",
    "column.notes": "Ghi chú",
    "column.case": "Tình huống cần gặp",
    "column.try": "Cách thử",
    "column.missed": "Nếu không gặp",
    "column.app": "Ứng dụng",
    "column.document": "Đơn",
    "column.promise": "Cam kết",
    "column.kind": "Loại",
    "column.clauses": "Điều khoản",
    "column.section": "Mục của tài liệu",
    "column.item": "Mục",
    "column.entry": "Ghi nhận",
    "tick": "☐",
    "tick.result": "☐ Đạt ☐ Không đạt",
    # --- chuẩn bị ---------------------------------------------------------------------------------
    "prepare.person": "Người: {who}",
    "prepare.salesperson": "Tài khoản AMIS Bán hàng lập, sửa đơn hàng, đề nghị và thu hồi đề nghị.",
    "prepare.sales_manager": "Tài khoản AMIS Bán hàng có quyền ghi và từ chối ghi doanh số.",
    "prepare.clerk": "Tài khoản AMIS Kho lập, sửa, xóa phiếu xuất kho và lệnh xuất kho.",
    "prepare.accountant": "Tài khoản AMIS Kế toán lập, ghi sổ, xóa chứng từ.",
    "prepare.administrator": "Tài khoản quản trị: thiết lập luồng, nhật ký chạy, danh mục.",
    "prepare.observer": "Người xem {place}",
    "prepare.observer.details": "Tài khoản xem được dữ liệu; không thao tác gì.",
    "prepare.customer": "Khách hàng {code}",
    "prepare.item": "Mã hàng {code}",
    "prepare.exists": "Có trong danh mục của {places}.",
    "prepare.missing": "CHƯA có trong danh mục của {places}.",
    "prepare.stock": "Tồn kho trên AMIS Kho ít nhất {quantity}.",
    "prepare.stock.exact": "Tồn kho trên AMIS Kho đúng bằng {quantity}.",
    "prepare.order": "Đơn hàng {order}",
    "prepare.order.parent": "Đơn hàng cha {order}",
    "prepare.order.details": (
        "{who} lập trên AMIS Bán hàng cho khách hàng {customer}: {lines}. Để nguyên Bản nháp."
    ),
    "prepare.order.child": (
        "{who} sinh trên AMIS Bán hàng từ đơn hàng cha {parent}: {lines}. Để nguyên Bản nháp."
    ),
    "prepare.flow": "Đặt là {setting} trên AMIS Workflow.",
    "prepare.link": "Đặt là {setting} trong thiết lập kết nối giữa hai ứng dụng.",
    "prepare.numbers": "Số chứng từ",
    "prepare.numbers.details": (
        "Kịch bản gọi tên các chứng từ như dưới đây. Ứng dụng tự cấp số thì ghi số thật: {numbers}."
    ),
    "prepare.number": "{name} = ……",
    # --- tên gọi ----------------------------------------------------------------------------------
    "place.sales": "AMIS Bán hàng",
    "place.warehouse": "AMIS Kho",
    "place.accounting": "AMIS Kế toán",
    "place.workflow": "AMIS Workflow",
    "place.order": "{place}, {order}",
    "person": "{role} — {name}",
    "person.numbered": "người {number}",
    "person.nobody": "Nhân viên bán hàng",
    "flow.order_to_warehouse": "luồng 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng”",
    "flow.status_to_sales": "luồng 1.2 “Cập nhật trạng thái đơn đặt hàng”",
    "flow.slip_to_accounting": "luồng 1.3 “Phiếu xuất kho bán hàng sang kế toán”",
    "flow.direct_link": "kết nối trực tiếp AMIS Bán hàng – AMIS Kế toán",
    "document.1.1": "1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng",
    "document.1.2": "1.2 Cập nhật trạng thái đơn đặt hàng",
    "document.1.3": "1.3 Phiếu xuất kho bán hàng sang kế toán",
    "goods": "{item} ×{quantity}",
    "goods.priced": "{item} ×{quantity}, đơn giá {price} đồng",
    "goods.numbered": "dòng {no}: {goods}",
    "day.0": "hôm nay",
    "day": "hôm nay + {days} ngày",
    "change.number": "số phiếu {old} → {new}",
    "change.type": "loại {old} → {new}",
    "change.lines": "{old} → {new}",
    "change.date": "ngày phiếu {old} → {new}",
    "change.none": "không đổi gì",
    "and": "{first} và {second}",
    # --- ở đâu ------------------------------------------------------------------------------------
    "screen": "{place} › {screen}",
    "screen.orders": "“Đơn hàng”",
    "screen.order": "“Đơn hàng” {order}",
    "screen.request": "“Đơn hàng” {order} › “Đề nghị ghi doanh số”",
    "screen.aloud": "Ngoài ứng dụng",
    "screen.warehouse_order": "“Đơn đặt hàng” {order}",
    "screen.slips": "“Danh sách phiếu xuất kho”",
    "screen.slip": "“Phiếu xuất kho chi tiết” {slip}",
    "screen.receipts": "“Phiếu nhập kho”",
    "screen.customers": "danh mục khách hàng",
    "screen.items": "danh mục hàng hóa",
    "screen.papers": "chứng từ của đơn đặt hàng {order}",
    "screen.papers.no_order": "chứng từ",
    "screen.copy": "“Đơn đặt hàng” {order}",
    "screen.flows": "thiết lập luồng",
    "screen.log": "nhật ký chạy",
    # --- làm gì -----------------------------------------------------------------------------------
    "do.CreateOrder": "Lập đơn hàng {order} cho khách hàng {customer}: {lines}. Nhấn “Lưu”.",
    "do.CreateOrder.child": (
        "Từ đơn hàng cha {parent}, sinh đơn hàng con {order}: {lines}. Nhấn “Lưu”."
    ),
    "do.CreateOrder.parent": (
        "Lập đơn hàng cha {order} cho khách hàng {customer}: {lines}. Nhấn “Lưu”."
    ),
    "do.EditOrder": "Sửa dòng hàng của {order} thành {lines}. Nhấn “Lưu”.",
    "do.DeleteOrder": "Xóa đơn hàng {order}.",
    "do.OpenRequest": "Chọn “Đề nghị ghi doanh số”. Chưa nhấn “Lưu”.",
    "do.SaveRequest": "Chọn “Đề nghị ghi doanh số”, rồi nhấn “Lưu”.",
    "do.SaveRequest.opened": "Nhấn “Lưu” trên màn hình “Đề nghị ghi doanh số” đang mở.",
    "do.RevokeRequest": "Chọn “Thu hồi đề nghị”.",
    "do.GiveUpRevoke": "Không đợi kết quả nữa: hủy việc thu hồi {order}.",
    "do.RecordOrder": "Chọn “Ghi doanh số”.",
    "do.RejectOrder": "Chọn “Từ chối ghi”.",
    "do.SetDelivery": "Sửa tay “Tình trạng giao hàng” thành {status}. Nhấn “Lưu”.",
    "do.HandOver": "Báo số đơn hàng {order} cho kế toán viên (gọi điện, nhắn tin).",
    "do.MakeIssueCommand": "Từ đơn đặt hàng, lập lệnh xuất kho {issue_command}. Nhấn “Lưu”.",
    "do.SaveSlip": (
        "Thêm phiếu xuất kho {slip} cho đơn đặt hàng {order}: loại {type}, {lines}. Nhấn “Lưu”."
    ),
    "do.SaveSlip.by_command": (
        "Thêm phiếu xuất kho {slip} cho đơn đặt hàng {order}, theo lệnh xuất kho {issue_command}:"
        " loại {type}, {lines}. Nhấn “Lưu”."
    ),
    "do.SaveSlip.no_order": (
        "Thêm phiếu xuất kho {slip} không theo đơn nào: loại {type}, {lines}. Nhấn “Lưu”."
    ),
    "do.EditSlip": "Sửa phiếu: {change}. Nhấn “Lưu”.",
    "do.DeleteSlip": "Xóa phiếu xuất kho {slip}.",
    "do.CancelOrder": "Chuyển “Tình trạng thực hiện” sang {cancelled}.",
    "do.PushSlip": "Nhấn “Đẩy sang kế toán”.",
    "do.ReceiveGoods": "Thêm phiếu nhập kho: {item} ×{quantity}. Nhấn “Lưu”.",
    "do.AddCustomer": "Thêm khách hàng {customer}. Nhấn “Lưu”.",
    "do.MakePaper": "Lập {kind} {paper} cho đơn đặt hàng {order}. Nhấn “Lưu”.",
    "do.MakePaper.no_order": "Lập {kind} {paper} không theo đơn nào. Nhấn “Lưu”.",
    "do.PostPaper": "Chọn “Ghi sổ” trên chứng từ {paper}.",
    "do.UnpostPaper": "Chọn “Bỏ ghi” trên chứng từ {paper}.",
    "do.DeletePaper": "Xóa chứng từ {paper}.",
    "do.RecordCopy": "Chọn “Ghi doanh số”.",
    "do.RejectCopy": "Chọn “Từ chối ghi”.",
    "do.AddCode": "Thêm mã hàng {code}. Nhấn “Lưu”.",
    "do.AddCode.customer": "Thêm khách hàng {code}. Nhấn “Lưu”.",
    "do.SwitchFlow": "Đặt {flow} thành {setting} và lưu thiết lập.",
    "do.Rerun": "Chọn lần chạy lỗi của {run} và chạy lại.",
    "do.wait": "Đợi đến khi thấy đủ những điều ở ô “Phải thấy”.",
    "do.look": "Nhìn ngay, không đợi.",
    "do.wait.nothing": "Đợi {minutes} phút và nhìn lại.",
    # --- khi nào ----------------------------------------------------------------------------------
    "when.first": "Đầu tiên.",
    "when.after": "Sau bước {step}.",
    "when.hasty": "Ngay sau bước {step}, không cần đợi.",
    "when.hurry": "Ngay sau bước {step}, trong vòng {seconds} giây, {until}.",
    "when.ready": "Trước đó, {who} đã điền sẵn bước {step}.",
    "when.alone": "Làm xong là sang bước {step} ngay.",
    "when.seen": "Thấy đủ là sang bước {step} ngay.",
    "until.sign": "trước khi {sign}",
    "sign.OrderRequested": "AMIS Kho hiện đơn đặt hàng {order}",
    "sign.OrderRequested.again": "AMIS Kho nhận lần đề nghị mới của {order}",
    "sign.OrderCopied": "AMIS Kế toán hiện đơn đặt hàng {order}",
    "sign.NumberTold": "kế toán viên biết số đơn {order}",
    "sign.OrderNews": "AMIS Bán hàng hiện thay đổi mới nhất của {order}",
    "sign.SlipPushed": "AMIS Kế toán hiện phiếu xuất kho {slip}",
    "sign.SlipTaken": "cột “TT đồng bộ với kế toán” của {slip} đổi",
    "sign.RecordingNews": "AMIS Bán hàng hiện {recording} ở {order}",
    "sign.DeliveryByAccounting": "AMIS Bán hàng hiện {status} ở {order}",
    "sign.Hold": "việc thu hồi {order} tới {place}",
    "sign.HoldAnswer": "việc thu hồi {order} có kết quả",
    "sign.EndHold": "{place} biết việc thu hồi {order} đã xong",
    "sign.EndAnswer": "{place} biết việc thu hồi {order} đã xong ở mọi ứng dụng",
    # --- phải thấy --------------------------------------------------------------------------------
    "answer.accepted": "Được chấp nhận.",
    "answer.refused": "Bị từ chối: {reason}.",
    "answer.impossible": "Không làm được: {reason}.",
    "answer.busy": "Báo đang bận: {order} đang được thu hồi, mời thử lại.",
    "answer.unchanged": "Không có gì thay đổi.",
    "answer.as_before": "Không có gì khác thay đổi.",
    "see.OpenRequest": "Màn hình “Đề nghị ghi doanh số” mở ra; chưa có gì sang AMIS Kho.",
    "see.RevokeRequest": "Ứng dụng kiểm tra phát sinh liên quan; kết quả ở bước {step}.",
    "see.RevokeRequest.open": "Ứng dụng kiểm tra phát sinh liên quan, chưa có kết quả.",
    "see.HandOver": "Kế toán viên ghi lại số đơn.",
    "see.PushSlip": "Phiếu được gửi đi; kết quả ở bước đợi sau đó.",
    "see.AddCustomer": "{customer} có trong danh mục của AMIS Kho.",
    "see.AddCode": "{code} có trong danh mục của AMIS Kế toán.",
    "see.SwitchFlow": "{flow}: {setting}.",
    "see.Rerun": "Lần chạy được làm lại; kết quả ở bước đợi sau đó.",
    "fact": "– {fact}",
    "fact.sales.order": "đơn hàng {order}: khách hàng {customer}, {lines}",
    "fact.sales.order.gone": "không còn đơn hàng {order}",
    "fact.sales.none": "không có đơn hàng {order}",
    "fact.sales.parent": "{order} là đơn hàng cha",
    "fact.sales.recording": "“Tình trạng ghi doanh số”: {status}",
    "fact.sales.delivery": "“Tình trạng giao hàng”: {status}",
    "fact.sales.delivered": "“Số lượng giao”: {progress}",
    "fact.sales.issue": "tab “Thực xuất”: phiếu {slip}",
    "fact.sales.issue.gone": "tab “Thực xuất”: không còn phiếu {name}",
    "fact.sales.no_issue": "tab “Thực xuất”: trống",
    "fact.warehouse.order": "đơn đặt hàng {order}: khách hàng {customer}, {lines}",
    "fact.warehouse.order.gone": "không còn đơn đặt hàng {order}",
    "fact.warehouse.none": "không có đơn đặt hàng {order}",
    "fact.warehouse.execution": "“Tình trạng thực hiện”: {status}",
    "fact.warehouse.issued": "“Số lượng đã xuất”: {progress}",
    "fact.warehouse.command": "lệnh xuất kho {name}",
    "fact.warehouse.command.gone": "không còn lệnh xuất kho {name}",
    "fact.warehouse.no_command": "không có lệnh xuất kho",
    "fact.warehouse.slip": "phiếu xuất kho {slip}",
    "fact.warehouse.slip.gone": "không còn phiếu xuất kho {name}",
    "fact.warehouse.no_slip": "không có phiếu xuất kho",
    "fact.warehouse.sync": "cột “TT đồng bộ với kế toán” của {name}: {sync}",
    "fact.warehouse.stock": "tồn kho {name}: {quantity}",
    "fact.accounting.copy": "đơn đặt hàng {order}: {lines}",
    "fact.accounting.copy.gone": "không còn đơn đặt hàng {order}",
    "fact.accounting.recording": "“Tình trạng ghi doanh số”: {status}",
    "fact.accounting.paper": "{kind} {paper}, {posted}",
    "fact.accounting.another": "thêm một {kind} {paper}, {posted}",
    "fact.accounting.paper.gone": "không còn {kind} {name}",
    "fact.accounting.no_paper": "không có chứng từ nào của {order}",
    "fact.workflow.failed": "nhật ký chạy có lần chạy lỗi của {run}: {reason}",
    "fact.workflow.none": "nhật ký chạy không có lần chạy lỗi nào",
    "slip": "{slip}: {details}",
    "slip.renumbered": "{slip} (số {number})",
    "slip.number": "số {number}",
    "slip.date": "ngày {day}",
    "note.RequestSaved.parent": "{order} là đơn hàng cha: không bao giờ sang AMIS Kho.",
    "note.RequestSaved.nowhere": "Luồng 1.1 đang tắt: {order} không sang AMIS Kho.",
    "note.RequestSaved.accounting": "{order} chỉ sang AMIS Kế toán, không sang AMIS Kho.",
    "note.SlipSaved.pushed": (
        "Phiếu tự sang AMIS Kế toán; nếu đã sang kịp thì cột hiện Đã đồng bộ, vẫn là đúng."
    ),
    "note.SlipSaved.manual": "Luồng 1.3 là Thủ công: phiếu không tự sang AMIS Kế toán.",
    "note.SlipSaved.off": "Luồng 1.3 đang tắt: phiếu không sang AMIS Kế toán.",
    "note.SlipSaved.type": "Loại {type} không bao giờ sang AMIS Kế toán.",
    "note.SlipEdited.synced": "AMIS Kế toán không được báo, phiếu bên đó giữ như cũ.",
    "note.SlipDeleted.synced": "AMIS Kế toán không được báo, phiếu bên đó vẫn còn.",
    "note.OrderChanged.untold": "Luồng 1.2 đang tắt: AMIS Bán hàng hiện như cũ.",
    "note.RevokeCommitted": "Thu hồi {order} thành công.",
    "note.RevokeRefused": "Thu hồi {order} bị từ chối: {reason}.",
    "note.RevokeRefused.kept": (
        "{order} vẫn ở tình trạng {status}; việc thu hồi không đụng đến đơn, lệnh hay phiếu nào."
    ),
    "note.RequestTakenOn": "AMIS Kho giữ nguyên dòng hàng của {order}, vì đã có phiếu xuất kho.",
    "note.PushRepeated": "{slip} sang lần thứ hai: AMIS Kế toán vẫn chỉ có một phiếu {slip}.",
    "note.MessageIgnored": "Tin cũ của {order} về sau: AMIS Bán hàng không quay lại tình trạng cũ.",
    "wrong.missing": "không thấy: {fact}",
    "wrong.still": "vẫn thấy: {fact}",
    "wrong.perhaps": (
        "Chưa chắc là lỗi: nhấn quá sớm hay quá muộn thì hệ thống đúng cũng trả lời vậy; xem "
        "tiếp các bước sau."
    ),
    "wrong.broken": "Cam kết bị vi phạm: {title}",
    # --- điều người dùng không ép được ------------------------------------------------------------
    "hint.race": "{who} làm bước {step} {until}.",
    "hint.race.pair": (
        "Hai người mở sẵn màn hình, điền hết, đếm đến ba rồi nhấn gần như cùng lúc."
        " Có thể phải thử nhiều lần, mỗi lần với một đơn hàng mới."
    ),
    "hint.race.seen": (
        "Điền sẵn mọi thứ, thấy điều phải đợi là nhấn ngay, nên chọn giờ cao điểm."
        " Có thể phải thử nhiều lần, mỗi lần với một đơn hàng mới."
    ),
    "hint.race.alone": (
        "Mở sẵn hai cửa sổ để nhấn nút này liền sau nút kia, nên chọn giờ cao điểm."
        " Có thể phải thử nhiều lần, mỗi lần với một đơn hàng mới."
    ),
    "hint.early": "Quá sớm nếu: {answer}",
    "hint.late": "Quá muộn nếu: {answer}",
    "hint.sign": "Quá muộn nếu trước khi nhấn đã thấy {sign}.",
    "hint.again": (
        "Trả lời vậy vẫn đúng, chỉ là chưa gặp tình huống: làm lại từ đầu với đơn hàng mới."
    ),
    "hint.again.doubt": (
        "Hệ thống đúng cũng có thể trả lời vậy. Cứ làm tiếp: bước sau hiện điều ở ô “Sai nếu "
        "thấy” mới là lỗi; nếu không thì làm lại từ đầu với đơn hàng mới."
    ),
    "hint.late.case": "{late} đến sau {by}.",
    "hint.late.try": (
        "Người dùng không ép được thứ tự này. Nên thử vào giờ cao điểm; trên môi trường thử nghiệm"
        " thì ngắt kết nối tới {place} ngay sau bước {step}, chốc lát nối lại."
        " Có thể phải thử nhiều lần."
    ),
    "hint.duplicate": "{what} được gửi hai lần.",
    "hint.duplicate.again": "{what} được gửi hai lần, lần thứ hai đến sau bước {step}.",
    "hint.duplicate.try": (
        "Người dùng không ép được. Thử nhấn đúp nút ở bước {step}, hoặc ngắt mạng ngay khi nhấn rồi"
        " nối lại; trên môi trường thử nghiệm thì nhờ quản trị viên gửi lại."
    ),
    "hint.duplicate.try.inner": (
        "Người dùng không ép được. Trên môi trường thử nghiệm, ngắt kết nối tới {place} trong lúc"
        " bước {step} đang được xử lý rồi nối lại, hoặc nhờ quản trị viên gửi lại."
    ),
    "hint.lose": "{what} bị mất và phải được gửi lại.",
    "hint.lose.try": (
        "Trên môi trường thử nghiệm, ngắt kết nối tới {place} ngay khi làm bước {step}, sau đó"
        " nối lại."
    ),
    "hint.retry": "{what} được gửi lại.",
    "hint.retry.try": (
        "Trên môi trường thử nghiệm, ngắt kết nối tới {place} ngay khi làm bước {step}, sau đó"
        " nối lại."
    ),
    "hint.crash": "{place} gặp sự cố và khởi động lại.",
    "hint.crash.try": (
        "Chỉ thử trên môi trường thử nghiệm: sau bước {step}, dừng rồi khởi động lại {place}."
    ),
    "hint.fail": "{what} không gửi được nên lượt chạy của nó thất bại.",
    "hint.fail.try": (
        "Trên môi trường thử nghiệm, từ bước {step} dừng {place} cho đến khi nhật ký có lượt"
        " chạy thất bại."
    ),
    "hint.swallow": "{place} trả lời là xong với {what} nhưng không làm gì.",
    "hint.swallow.try": (
        "Chỉ trên môi trường thử nghiệm thay được câu trả lời: ở bước {step} cho {place} trả"
        " lời là xong mà không làm gì."
    ),
    "hint.correct": "Phiếu xuất kho bị sửa ngay trong dữ liệu của {place}, không qua màn hình.",
    "hint.correct.try": (
        "Chỉ khi vào được dữ liệu của môi trường thử nghiệm: sau bước {step}, sửa phiếu ở đó."
    ),
    "hint.meet": "Có người làm nhầm.",
    "hint.meet.try": "Làm bước {step} đúng như đã ghi: chỗ nhầm nằm trong đó.",
    "hint.same": "Vẫn làm tiếp: vài bước có thể hiện khác, trạng thái cuối cùng phải giống hệt.",
    "hint.same.but_log": (
        "Vẫn làm tiếp: vài bước có thể hiện khác, trạng thái cuối cùng phải giống hệt, trừ nhật ký"
        " chạy."
    ),
    "hint.other": "Chưa gặp tình huống, trạng thái cuối cùng sẽ khác: làm lại từ đầu.",
    "what.OrderRequested": "tin tạo đơn đặt hàng {order} bên AMIS Kho",
    "what.OrderCopied": "tin tạo đơn đặt hàng {order} bên AMIS Kế toán",
    "what.NumberTold": "lời báo số đơn {order} cho kế toán viên",
    "what.Hold": "câu hỏi {place} về phát sinh của {order}",
    "what.HoldAnswer": "câu trả lời về phát sinh của {order}",
    "what.EndHold": "tin kết thúc thu hồi {order} gửi {place}",
    "what.EndHold.deleted": "tin xóa {order} gửi {place}",
    "what.EndAnswer": "tin xác nhận đã thu hồi xong {order}",
    "what.OrderNews": "tin “{status}, đã xuất {issued}” của {order}",
    "what.SlipPushed": "tin tạo phiếu xuất kho {slip} bên AMIS Kế toán",
    "what.SlipTaken": "tin xác nhận phiếu xuất kho {slip} đã tạo",
    "what.RecordingNews": "tin “{recording}” của {order}",
    "what.DeliveryByAccounting": "tin “{status}” của {order}",
    "what.revoke": "việc thu hồi {order}",
    # --- giả định ---------------------------------------------------------------------------------
    "assumed": "{meaning}: {setting}.",
    "assumed.activity.silent": "Tài liệu không định nghĩa “phát sinh liên quan”.",
    "assumed.activity": (
        "Bên AMIS Kho là phiếu xuất kho của đơn; bên AMIS Kế toán là phiếu xuất kho, chứng từ bán"
        " hàng, hóa đơn của đơn, ghi sổ hay chưa cũng vậy. Lệnh xuất kho không phải là phát sinh."
    ),
    "assumed.busy.silent": "Tài liệu không nói ứng dụng trả lời gì khi đơn đang được thu hồi.",
    "assumed.busy": "Báo đang bận, không đổi gì, người dùng thử lại sau.",
    "assumed.draft.silent": "Tài liệu không nói đơn hàng về tình trạng nào sau khi thu hồi.",
    "assumed.draft": "Bản nháp.",
    "assumed.delivery.silent": "Tài liệu không nói tình trạng thực hiện đổi thành gì bên Bán hàng.",
    "assumed.delivery": (
        "Chưa thực hiện: Chưa giao hàng. Đang thực hiện: Giao một phần. Hoàn thành: Đã giao đủ."
        " Tên gọi trên ứng dụng thật có thể khác."
    ),
    "assumed.unposted.silent": "Tài liệu không nói phiếu sang Kế toán đã ghi sổ hay chưa.",
    "assumed.unposted": "Chưa ghi sổ.",
    "assumed.runs.silent": "Tài liệu không nói luồng chạy lỗi thì ghi lại ở đâu.",
    "assumed.runs": "Trong nhật ký chạy trên AMIS Workflow; quản trị viên chạy lại được.",
    "assumed.rejected.silent": "Tài liệu không nói đơn bên Kho ra sao khi bị từ chối ghi doanh số.",
    "assumed.rejected": "Đơn bên AMIS Kho giữ nguyên và dùng được bình thường.",
    # --- kết luận ---------------------------------------------------------------------------------
    "verdict.overall": "Kết quả chung",
    "verdict.tester": "Người kiểm thử",
    "verdict.date": "Ngày, giờ",
    "verdict.version": "Môi trường, phiên bản",
    "verdict.real": "Ứng dụng thật khác giả định nào",
}
