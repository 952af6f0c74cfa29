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
        "Nhân viên bán hàng (`salespeople`)",
        "Nhân viên bán hàng làm gì với đơn hàng của mình.",
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
        "Vào giờ đã định và trong một lúc: `fault` nêu loại sự cố, `crash` nêu ứng dụng bị ngừng.",
    ),
    "Swarm": (
        "Sự cố ngẫu nhiên (`swarm`)",
        "Mỗi lượt chạy rút loại sự cố nào xảy ra, mạnh đến đâu; không nêu loại nào là mọi loại.",
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
