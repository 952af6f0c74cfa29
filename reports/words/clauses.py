"""What each numbered rule of the document says, in a few words and both languages."""

from __future__ import annotations

from collections.abc import Mapping

from reports.words.page import Both

CLAUSE_WORDS: Mapping[str, Both] = {
    "R1.1a": Both("đề nghị xong thì Kho có đúng một đơn", "a requested order gets exactly one order in Warehouse"),
    "R1.1b": Both("đơn hàng cha không sang Kho", "a parent order never gets to Warehouse"),
    "R1.1c": Both("chỉ cần nhấn Lưu đề nghị", "pressing Save on the request is enough"),
    "R1.1d": Both("cùng số, khách hàng, dòng hàng, số lượng", "same number, customer, lines and quantities"),
    "R1.1e": Both("lập được lệnh xuất kho từ đơn", "issue commands can be made from the order"),
    "R1.1f": Both("không phát sinh thì thu hồi được", "no related activity: the revoke succeeds"),
    "R1.1g": Both("Kho có phiếu thì không thu hồi được", "a slip in Warehouse: the revoke is refused"),
    "R1.1h": Both("Kế toán có chứng từ thì không thu hồi được", "a document in Accounting: the revoke is refused"),
    "R1.1i": Both("bị từ chối xong vẫn dùng như thường", "after a refusal all functions work as before"),
    "R1.1j": Both("bị từ chối thì không thay đổi gì", "a refused revoke changes nothing"),
    "R1.1k": Both("bảng bốn trường hợp, và không phát sinh về sau", "the four cases hold, and nothing is made afterwards"),
    "R1.1l": Both("thu hồi rồi đề nghị lại: một đơn mới", "revoked and requested again: one fresh order"),
    "R1.1m": Both("từ chối ghi rồi đề nghị lại: vẫn một đơn", "rejected and requested again: still one order"),
    "R1.1n": Both("luồng 1.1 tắt thì không gửi, không gửi bù", "flow 1.1 off: nothing is sent, then or later"),
    "R1.2a": Both("tình trạng giao hàng theo tình trạng thực hiện", "the delivery status is the mapped execution status"),
    "R1.2b": Both("số lượng giao bằng số lượng đã xuất", "delivered equals issued, line by line"),
    "R1.2c": Both("tab Thực xuất hiện đúng các phiếu", "the tab Actual issues shows the same slips"),
    "R1.2d": Both("một trong ba thay đổi là đủ để báo", "any one of three changes is enough to tell"),
    "R1.2e": Both("chỉ một chiều từ Kho về Bán hàng", "the way is Warehouse to Sales only"),
    "R1.2f": Both("tin trễ, tin lặp không ghi đè tin mới", "late and doubled news do not win"),
    "R1.2g": Both("tin của đơn không còn đề nghị bị bỏ qua", "news of an order not requested is ignored"),
    "R1.3a": Both("chỉ thêm phiếu mới đẩy sang Kế toán", "only adding a slip pushes"),
    "R1.3b": Both("chỉ hai loại phiếu được đẩy", "only two types of slips are pushed"),
    "R1.3c": Both("tự động: lưu là đẩy", "automatic: saving pushes"),
    "R1.3d": Both("thủ công: chỉ nút mới đẩy", "manual: only the button pushes"),
    "R1.3e": Both("nhiều nhất một phiếu bên Kế toán, chưa ghi sổ", "at most one slip in Accounting, unposted"),
    "R1.3f": Both("Đã đồng bộ khi và chỉ khi Kế toán đã có", "Synced if and only if Accounting has it"),
    "R1.3g": Both("phiếu đã đồng bộ không đẩy lại", "a synced slip is not pushed again"),
    "R1.3h": Both("tự động: nút vẫn dùng được", "automatic: the button still works"),
    "R1.3i": Both("đổi chế độ không đẩy bù phiếu cũ", "a switch sweeps up no older slips"),
    "R1.3j": Both("luồng 1.3 tắt thì không đẩy cách nào", "flow 1.3 off: no push in any way"),
    "R1.X1": Both("phiếu đã đẩy rồi xóa bên Kho", "a pushed slip deleted in Warehouse"),
    "R1.X2": Both("phiếu đã đẩy rồi sửa bên Kho", "a pushed slip edited in Warehouse"),
}  # fmt: skip


def clause_words(clause: str) -> Both:
    """Return what a rule says; a clause of a tester's own promise stays as it is."""
    return CLAUSE_WORDS.get(clause, Both(clause, clause))
