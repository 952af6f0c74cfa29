"""The words of `--help` in Vietnamese; `help_en` has the same keys."""

WORDS: dict[str, str] = {
    "usage": "cách dùng: ",
    "arguments": "tham số theo vị trí",
    "options": "tùy chọn",
    "about": "Mô phỏng việc đồng bộ giữa Bán hàng, Kho và Kế toán, và xét từng cam kết.",
    "exit_codes": (
        "mã thoát:\n"
        "  0   mọi cam kết giữ được, hoặc lệnh đã làm xong việc\n"
        "  1   có cam kết bị vi phạm; vi phạm vẫn còn (replay); lỗi cài sẵn lọt lưới (zoo);\n"
        "      với --strict có lỗ hổng\n"
        "  2   chưa kết luận: chưa chạy, chưa duyệt hoặc chưa gặp đủ, hoặc một phép kiểm tra"
        " bị lỗi\n"
        "  3   kém hơn mốc đối chiếu (check)\n"
        "  64  dùng sai lệnh hoặc dữ liệu vào sai\n"
        "  69  không liên lạc được với cụm máy\n"
        "  70  lỗi của chính chương trình\n"
        "  130 người dùng ngắt giữa chừng; phần đã làm được lưu lại\n"
    ),
    # --- các lệnh -----------------------------------------------------------------------------
    "command.run": "mô phỏng kịch bản và xét mọi cam kết",
    "command.explore": "duyệt mọi thứ tự sự việc của các thế giới nhỏ",
    "command.replay": "chạy lại một diễn biến đã lưu hoặc một lượt chạy",
    "command.report": "vẽ lại các lượt chạy đã lưu thành một trang HTML",
    "command.show": "đời của một chứng từ qua mọi ứng dụng",
    "command.script": "biến diễn biến thành kịch bản kiểm thử tay",
    "command.new": "bắt đầu tệp kịch bản của riêng bạn",
    "command.zoo": "săn các lỗi cài sẵn: cam kết nào bắt lỗi nào",
    "command.check": "cổng kiểm tra của bản dựng: đối chiếu thư viện với mốc",
    "command.list": "cho xem có những gì",
    "command.validate": "kiểm tra kịch bản và hồ sơ công ty: mọi lỗi, kèm vị trí",
    "command.schema": "in JSON Schema của kịch bản hoặc của hồ sơ công ty",
    # --- của mọi lệnh -------------------------------------------------------------------------
    "help": "in phần hướng dẫn này rồi thoát",
    "json": 'ghi bản tóm tắt dạng JSON ("-": ra stdout)',
    "out": "thư mục chứa các tệp tạo ra (out)",
    "lang": "ngôn ngữ ({default})",
    "quiet": "không in gì ra stderr",
    # --- của nhiều lệnh -----------------------------------------------------------------------
    "rules": 'bộ quy tắc; xem tất cả bằng "list rules" (reference)',
    "profile": "hồ sơ công ty: tên hoặc tệp",
    "for": "dừng sau chừng này thời gian thật; phần còn lại là chưa kết luận",
    "strict": "tính mỗi lỗ hổng là một vi phạm",
    "junit": "ghi các lượt chạy thành JUnit XML",
    "github": "cho GitHub Actions: các dòng ::error, và phần tóm tắt của bước",
    "jobs": "số tiến trình (1)",
    # --- run ----------------------------------------------------------------------------------
    "run.scenarios": "tên hoặc tệp; để trống: mọi population và story",
    "run.seed": "một hạt giống (1)",
    "run.seeds": "mỗi hạt giống một lượt chạy",
    "run.jobs": "chạy trong chừng này tiến trình riêng (không ghi: ngay trong tiến trình này)",
    "run.dask": "chạy trên các máy của một cụm dask",
    "run.fresh": "chạy lại từ đầu, dù lần gọi giống hệt trước đó bị dừng giữa chừng",
    "run.set": "thay giá trị một trường của kịch bản",
    "run.trace": "lấy việc từ nhật ký đơn hàng thật",
    "run.trace_map": "đọc các cột của nhật ký thế nào",
    "run.strict_trace": "dừng ở dòng hỏng của nhật ký",
    "run.no_report": "không vẽ report.html",
    "run.known": (
        'các vi phạm tạm chấp nhận (nếu có {default} thì đọc tệp đó; "{none}": không đọc tệp nào)'
    ),
    # --- explore ------------------------------------------------------------------------------
    "explore.worlds": "tên hoặc tệp; để trống: mọi world có sẵn",
    "explore.max_states": "dừng sau chừng này trạng thái",
    "explore.reduce": (
        "cách duyệt ít hơn: gộp những trạng thái chỉ khác tên (symmetry), giao ngay những tin mà"
        " không ai nhận ra sớm muộn (order), cả hai (all), không cách nào (none) (symmetry)"
    ),
    "explore.strategy": (
        "duyệt mọi thứ tự sự việc, hoặc lấy mẫu một số đường đi: chọn ngẫu nhiên từng bước"
        " (random) hay theo mức ưu tiên (pct) (exhaustive)"
    ),
    "explore.walks": "số đường đi lấy mẫu trong mỗi world ({walks}; có --for: không giới hạn)",
    "explore.depth": "pct: mức ưu tiên đổi ở nhiều nhất N-1 chỗ của một đường đi ({depth})",
    "explore.seed": "hạt giống của mẫu ({seed})",
    # --- các lệnh còn lại ---------------------------------------------------------------------
    "replay.file": "một story-*.json hoặc một record.jsonl",
    "report.runs": (
        'thư mục của lượt chạy, một {record}, hoặc "{latest}": lượt chạy cuối;'
        " nhiều lượt thành một báo cáo"
    ),
    "show.run": 'thư mục của lượt chạy, một {record}, hoặc "{latest}": lượt chạy cuối',
    "show.document": (
        "số của đơn hàng, phiếu xuất kho, lệnh xuất kho hay chứng từ ở Kế toán; hoặc"
        " thu-hoi:SỐ_ĐƠN, thu-hoi:SỐ_ĐƠN/LẦN"
    ),
    "script.file": "một story: tên, tệp, hoặc story-*.json đã lưu",
    "script.to": "ghi kịch bản kiểm thử tay vào tệp này (stdout)",
    "script.format": "Markdown, hoặc CSV mở bằng Excel (theo đuôi tệp của --to, nếu không thì md)",
    "new.name": "tên của kịch bản mới",
    "new.like": "kịch bản làm mẫu, hoặc một story-*.json đã lưu",
    "new.to": "ghi vào đâu (NAME.yaml; diễn biến: scenarios/regressions)",
    "zoo.bugs": 'các lỗi cài sẵn, xem bằng "list rules"; để trống: tất cả',
    "check.baseline": "thư mục của mốc đối chiếu ({default})",
    "check.update": "lấy những gì vừa thấy làm mốc đối chiếu, và cho biết điều gì thay đổi",
    "validate.files": "tệp kịch bản hoặc hồ sơ công ty",
    "schema.what": "scenario hoặc profile (scenario)",
}
