"""A manual script as people get it, whole; a long row goes on after a backslash."""

GOLDEN = """\
# Kịch bản kiểm thử thủ công: Kho đã xuất, thu hồi bị từ chối

Thủ kho đã lưu phiếu xuất kho. Thu hồi phải bị từ chối, không chứng từ nào thay đổi, và sau đó thủ \
kho làm mọi việc như bình thường. Lọt qua thì hàng đã rời kho mà đơn thành bản nháp.

Làm lần lượt từng bước từ trên xuống, xong bước nào đánh dấu bước đó. Tên màn hình, nút và cột \
nằm trong dấu “…”. Ứng dụng có thể dùng câu chữ khác; điều phải đúng là được hay không được, và \
vì lý do nào.

Ở bước đợi, nếu sau 5 phút vẫn chưa thấy đủ thì ghi Không đạt và chép lại nhật ký chạy trên AMIS \
Workflow.

Mã: revoke-refused-by-warehouse. Điều khoản: R1.1g, R1.1i, R1.1j.

## 1. Chuẩn bị

| Chuẩn bị | Chi tiết | Xong |
| --- | --- | --- |
| Người: Nhân viên bán hàng — Lan \
| Tài khoản AMIS Bán hàng lập, sửa đơn hàng, đề nghị và thu hồi đề nghị. | ☐ |
| Người: Thủ kho — Minh | Tài khoản AMIS Kho lập, sửa, xóa phiếu xuất kho và lệnh xuất kho. | ☐ |
| Người xem AMIS Kế toán | Tài khoản xem được dữ liệu; không thao tác gì. | ☐ |
| Người xem AMIS Workflow | Tài khoản xem được dữ liệu; không thao tác gì. | ☐ |
| Khách hàng KH-01 | Có trong danh mục của AMIS Bán hàng, AMIS Kho và AMIS Kế toán. | ☐ |
| Mã hàng HH-01 \
| Có trong danh mục của AMIS Bán hàng, AMIS Kho và AMIS Kế toán. Tồn kho trên AMIS Kho ít nhất 2. \
| ☐ |
| Đơn hàng DH-1 | Lan lập trên AMIS Bán hàng cho khách hàng KH-01: HH-01 ×2. Để nguyên Bản nháp. \
| ☐ |
| Luồng 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” | Đặt là Bật trên AMIS Workflow. | ☐ |
| Luồng 1.2 “Cập nhật trạng thái đơn đặt hàng” | Đặt là Bật trên AMIS Workflow. | ☐ |
| Luồng 1.3 “Phiếu xuất kho bán hàng sang kế toán” | Đặt là Thủ công trên AMIS Workflow. | ☐ |
| Kết nối trực tiếp AMIS Bán hàng – AMIS Kế toán \
| Đặt là Tắt trong thiết lập kết nối giữa hai ứng dụng. | ☐ |
| Số chứng từ \
| Kịch bản gọi tên các chứng từ như dưới đây. Ứng dụng tự cấp số thì ghi số thật: DH-1 = ……; PX-1 \
= ……; LX-1 = ……. | ☐ |

## 2. Giả định đang dùng

| Điều tài liệu không nói | Kịch bản này giả định |
| --- | --- |
| Tài liệu không nói phiếu thu có phải là phát sinh liên quan hay không. \
| Phiếu thu là phát sinh liên quan: không. |
| Tài liệu không định nghĩa “phát sinh liên quan”. \
| Bên AMIS Kho là phiếu xuất kho của đơn; bên AMIS Kế toán là phiếu xuất kho, chứng từ bán hàng, \
hóa đơn của đơn, ghi sổ hay chưa cũng vậy. Lệnh xuất kho không phải là phát sinh. |
| Tài liệu không nói tình trạng thực hiện đổi thành gì bên Bán hàng. \
| Chưa thực hiện: Chưa giao hàng. Đang thực hiện: Giao một phần. Hoàn thành: Đã giao đủ. Tên gọi \
trên ứng dụng thật có thể khác. |

## 3. Các bước

| Bước | Ai | Ở đâu | Làm gì | Khi nào | Phải thấy | Kết quả | Ghi chú |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | Nhân viên bán hàng — Lan | AMIS Bán hàng › “Đơn hàng” DH-1 \
| Chọn “Đề nghị ghi doanh số”. Chưa nhấn “Lưu”. | Đầu tiên. | Được chấp nhận.\
<br>Màn hình “Đề nghị ghi doanh số” mở ra; chưa có gì sang AMIS Kho. | ☐ Đạt ☐ Không đạt |  |
| 2 | Nhân viên bán hàng — Lan | AMIS Bán hàng › “Đơn hàng” DH-1 › “Đề nghị ghi doanh số” \
| Nhấn “Lưu” trên màn hình “Đề nghị ghi doanh số” đang mở. | Sau bước 1. | Được chấp nhận.\
<br>– “Tình trạng ghi doanh số”: Đề nghị ghi | ☐ Đạt ☐ Không đạt |  |
| 3 | Thủ kho — Minh | AMIS Kho | Đợi đến khi thấy đủ những điều ở ô “Phải thấy”. | Sau bước 2. \
| AMIS Kho, DH-1:\
<br>– đơn đặt hàng DH-1: khách hàng KH-01, HH-01 ×2\
<br>– “Tình trạng thực hiện”: Chưa thực hiện\
<br>– “Số lượng đã xuất”: HH-01 0/2\
<br>Không có gì khác thay đổi. | ☐ Đạt ☐ Không đạt |  |
| 4 | Thủ kho — Minh | AMIS Kho › “Danh sách phiếu xuất kho” \
| Thêm phiếu xuất kho PX-1 cho đơn đặt hàng DH-1: loại Xuất kho bán hàng, HH-01 ×2. Nhấn “Lưu”. \
| Sau bước 3. | Được chấp nhận.\
<br>– “Tình trạng thực hiện”: Hoàn thành\
<br>– “Số lượng đã xuất”: HH-01 2/2\
<br>– phiếu xuất kho PX-1: Xuất kho bán hàng, HH-01 ×2\
<br>– cột “TT đồng bộ với kế toán” của PX-1: Chưa đồng bộ\
<br>Luồng 1.3 là Thủ công: phiếu không tự sang AMIS Kế toán. | ☐ Đạt ☐ Không đạt |  |
| 5 | Nhân viên bán hàng — Lan | AMIS Bán hàng › “Đơn hàng” DH-1 | Chọn “Thu hồi đề nghị”. \
| Ngay sau bước 4, không cần đợi. | Ứng dụng kiểm tra phát sinh liên quan; kết quả ở bước 6. \
| ☐ Đạt ☐ Không đạt |  |
| 6 | Nhân viên bán hàng — Lan | AMIS Bán hàng \
| Đợi đến khi thấy đủ những điều ở ô “Phải thấy”. | Sau bước 5. \
| Thu hồi DH-1 bị từ chối: Kho đã có phiếu xuất kho PX-1.\
<br>DH-1 vẫn ở tình trạng Đề nghị ghi; việc thu hồi không đụng đến đơn, lệnh hay phiếu nào.\
<br>AMIS Bán hàng, DH-1:\
<br>– “Tình trạng giao hàng”: Đã giao đủ\
<br>– “Số lượng giao”: HH-01 2/2\
<br>– tab “Thực xuất”: phiếu PX-1: Xuất kho bán hàng, HH-01 ×2\
<br>Không có gì khác thay đổi. | ☐ Đạt ☐ Không đạt |  |
| 7 | Thủ kho — Minh | AMIS Kho › “Phiếu xuất kho chi tiết” PX-1 \
| Sửa phiếu: số phiếu PX-1 → PX-1A, HH-01 ×2 → HH-01 ×1. Nhấn “Lưu”. | Sau bước 6. \
| Được chấp nhận.\
<br>– “Tình trạng thực hiện”: Đang thực hiện\
<br>– “Số lượng đã xuất”: HH-01 1/2\
<br>– phiếu xuất kho PX-1: Xuất kho bán hàng, HH-01 ×1, số PX-1A | ☐ Đạt ☐ Không đạt |  |
| 8 | Thủ kho — Minh | AMIS Kho › “Đơn đặt hàng” DH-1 \
| Từ đơn đặt hàng, lập lệnh xuất kho LX-1. Nhấn “Lưu”. | Ngay sau bước 7, không cần đợi. \
| Được chấp nhận.\
<br>– lệnh xuất kho LX-1 | ☐ Đạt ☐ Không đạt |  |
| 9 | Nhân viên bán hàng — Lan | AMIS Bán hàng › “Đơn hàng” DH-1 | Chọn “Thu hồi đề nghị”. \
| Ngay sau bước 8, không cần đợi. | Ứng dụng kiểm tra phát sinh liên quan; kết quả ở bước 10. \
| ☐ Đạt ☐ Không đạt |  |
| 10 | Nhân viên bán hàng — Lan | AMIS Bán hàng \
| Đợi đến khi thấy đủ những điều ở ô “Phải thấy”. | Sau bước 9. \
| Thu hồi DH-1 bị từ chối: Kho đã có phiếu xuất kho PX-1 (số PX-1A).\
<br>DH-1 vẫn ở tình trạng Đề nghị ghi; việc thu hồi không đụng đến đơn, lệnh hay phiếu nào.\
<br>AMIS Bán hàng, DH-1:\
<br>– “Tình trạng giao hàng”: Giao một phần\
<br>– “Số lượng giao”: HH-01 1/2\
<br>– tab “Thực xuất”: phiếu PX-1: Xuất kho bán hàng, HH-01 ×1, số PX-1A\
<br>Không có gì khác thay đổi. | ☐ Đạt ☐ Không đạt |  |

## 4. Trạng thái cuối cùng phải có

| Ứng dụng | Đơn | Phải thấy | Kết quả | Ghi chú |
| --- | --- | --- | --- | --- |
| AMIS Bán hàng | DH-1 | – đơn hàng DH-1: khách hàng KH-01, HH-01 ×2\
<br>– “Tình trạng ghi doanh số”: Đề nghị ghi\
<br>– “Tình trạng giao hàng”: Giao một phần\
<br>– “Số lượng giao”: HH-01 1/2\
<br>– tab “Thực xuất”: phiếu PX-1: Xuất kho bán hàng, HH-01 ×1, số PX-1A | ☐ Đạt ☐ Không đạt |  |
| AMIS Kho | DH-1 | – đơn đặt hàng DH-1: khách hàng KH-01, HH-01 ×2\
<br>– “Tình trạng thực hiện”: Đang thực hiện\
<br>– “Số lượng đã xuất”: HH-01 1/2\
<br>– lệnh xuất kho LX-1\
<br>– phiếu xuất kho PX-1: Xuất kho bán hàng, HH-01 ×1, số PX-1A\
<br>– cột “TT đồng bộ với kế toán” của PX-1: Chưa đồng bộ | ☐ Đạt ☐ Không đạt |  |
| AMIS Kế toán | DH-1 | – không có chứng từ nào của DH-1 | ☐ Đạt ☐ Không đạt |  |
| AMIS Workflow |  | – nhật ký chạy không có lần chạy lỗi nào | ☐ Đạt ☐ Không đạt |  |

## 5. Nội dung được kiểm tra

| Cam kết | Loại | Điều khoản | Mục của tài liệu |
| --- | --- | --- | --- |
| Ứng dụng từ chối vì có phát sinh thì chứng từ nêu tên phải đang tồn tại ở đó. | luôn đúng \
| R1.1f, R1.1g, R1.1h | 1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng |
| Kho đã có phiếu xuất kho thì không thu hồi được đề nghị. | luôn đúng | R1.1g \
| 1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng |
| Thu hồi đã có kết quả thì không ứng dụng nào còn giữ đơn hàng. | đúng khi đồng bộ xong \
| R1.1i | 1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng |
| Sau khi bị từ chối thu hồi, thủ kho dùng mọi chức năng trên đơn như bình thường. | luôn đúng \
| R1.1i | 1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng |
| Câu trả lời “đang bận” chỉ có khi đơn đang được thu hồi. | luôn đúng | R1.1i \
| 1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng |
| Một lần thu hồi bị từ chối không thay đổi chứng từ nào ở cả ba ứng dụng. | luôn đúng | R1.1j \
| 1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng |
| Thu hồi bị từ chối ngay thì không thay đổi gì và không gửi gì. | luôn đúng | R1.1j \
| 1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng |
| Có lần thu hồi bị từ chối chỉ vì Kho có phát sinh. | tình huống cần gặp | R1.1g, R1.1k \
| 1.1 Đồng bộ đơn đặt hàng từ CRM về kho hàng |

## 6. Kết luận

| Mục | Ghi nhận |
| --- | --- |
| Kết quả chung | ☐ Đạt ☐ Không đạt |
| Người kiểm thử |  |
| Ngày, giờ |  |
| Môi trường, phiên bản |  |
| Ứng dụng thật khác giả định nào |  |
"""
