"""The words of an unexplained history in Vietnamese; `history_en` has the same keys."""

WORDS: dict[str, str] = {
    "title": "Không thứ tự nào giải thích được các thao tác này trên {part} ({shown} trong {all}), dù các thao tác khác ra sao:",
    "title.whole": "Không thứ tự nào giải thích được các thao tác này ({shown} trong {all}), dù các thao tác khác ra sao:",
    "stuck": "Mọi trả lời trước {number} đều giải thích được; thêm trả lời này thì không.",
    "accepted": "xong",
    "unknown": "không có trả lời",
    "look": "{who} xem đơn {order} bên {app}: {seen}",
    "look.settled": "Khi mọi thứ đã yên, {app} cho thấy đơn {order}: {seen}",
    "seen.nothing": "không có gì",
    "seen.warehouse": "có đơn, phiếu: {slips}",
    "seen.warehouse.no_order": "không có đơn, phiếu: {slips}",
    "seen.accounting": "chứng từ: {papers}",
    "none": "không có",
}
