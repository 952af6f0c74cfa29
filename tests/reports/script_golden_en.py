"""A manual script as people get it, whole; a long row goes on after a backslash."""

GOLDEN = """\
# Manual test script: A slip saved in the middle of a revoke

Warehouse was asked and had no activity; before the decision a clerk saves a slip. The answer \
must be "busy", or the slip falls between the look and the delete.

Do the steps one by one from top to bottom and tick each when it is done. The names of screens, \
buttons and columns stand in “…” as the apps show them, with the English in brackets. An app may \
use other words; what must be right is whether it accepts or refuses, and for which reason.

At a step that waits: if not all of it is seen after 5 minutes, tick Fail and copy the run log of \
AMIS Workflow.

Before a step that says “within 5 seconds” have everything ready: the screen open, all fields \
filled in, only the button left to press. How to try stands under “What people cannot force”.

Test case: slip-during-revoke. Rules: R1.1k.

## 1. Preparation

| Prepare | Details | Done |
| --- | --- | --- |
| Person: Salesperson — Lan \
| An account in AMIS Bán hàng (Sales) that enters and edits orders, requests the recording of \
sales and revokes requests. | ☐ |
| Person: Clerk — Minh \
| An account in AMIS Kho (Warehouse) that makes, edits and deletes issue slips and issue \
commands. | ☐ |
| Observer of AMIS Kế toán (Accounting) \
| An account that sees the data; the observer changes nothing. | ☐ |
| Observer of AMIS Workflow | An account that sees the data; the observer changes nothing. | ☐ |
| Customer KH-01 \
| Exists in AMIS Bán hàng (Sales), AMIS Kho (Warehouse) and AMIS Kế toán (Accounting). | ☐ |
| Item HH-01 \
| Exists in AMIS Bán hàng (Sales), AMIS Kho (Warehouse) and AMIS Kế toán (Accounting). Stock in \
AMIS Kho (Warehouse): at least 2. | ☐ |
| Order DH-1 \
| Lan enters it in AMIS Bán hàng (Sales) for customer KH-01: HH-01 ×2. Leave it as Bản nháp \
(Draft). | ☐ |
| Flow 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales to Warehouse) \
| Set to Bật (On) in AMIS Workflow. | ☐ |
| Flow 1.2 “Cập nhật trạng thái đơn đặt hàng” (statuses from Warehouse to Sales) \
| Set to Bật (On) in AMIS Workflow. | ☐ |
| Flow 1.3 “Phiếu xuất kho bán hàng sang kế toán” (issue slips from Warehouse to Accounting) \
| Set to Tự động (Automatic) in AMIS Workflow. | ☐ |
| The direct link between AMIS Bán hàng (Sales) and Kế toán (Accounting) \
| Set to Tắt (Off) in the connection settings of the two apps. | ☐ |
| Document numbers \
| The script calls the documents by the names below. Where an app gives its own numbers, write \
them here: DH-1 = ……; PX-1 = ……. | ☐ |

## 2. Assumptions in force

| What the document does not say | This script assumes |
| --- | --- |
| The document does not say whether a receipt counts as related activity. \
| A receipt counts as related activity: no. |
| The document does not define “related activity”. \
| In AMIS Kho (Warehouse) an issue slip of the order; in AMIS Kế toán (Accounting) an issue slip, \
a sales voucher or an invoice of the order, posted or not. An issue command is no activity. |
| The document does not say which status an order has after a revoke. | Bản nháp (Draft). |
| The document does not say what an app answers while the order is being revoked. \
| It says that it is busy and changes nothing; people try again later. |

## 3. Steps

| Step | Who | Where | What to do | When | Must be seen | Result | Notes |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | Salesperson — Lan | AMIS Bán hàng (Sales) › “Đơn hàng” (order) DH-1 \
| Choose “Đề nghị ghi doanh số” (request recording). Do not press “Lưu” (Save) yet. | First. \
| Accepted.\
<br>The screen “Đề nghị ghi doanh số” (request recording) opens; nothing has gone to AMIS Kho \
(Warehouse) yet. | ☐ Pass ☐ Fail |  |
| 2 | Salesperson — Lan \
| AMIS Bán hàng (Sales) › “Đơn hàng” (order) DH-1 › “Đề nghị ghi doanh số” (request recording) \
| Press “Lưu” (Save) on the open screen “Đề nghị ghi doanh số” (request recording). \
| After step 1. | Accepted.\
<br>– “Tình trạng ghi doanh số” (sales-recording status): Đề nghị ghi (Requested) | ☐ Pass ☐ Fail \
|  |
| 3 | Clerk — Minh | AMIS Kho (Warehouse) | Wait until all that “Must be seen” lists is there. \
| After step 2. | AMIS Kho (Warehouse), DH-1:\
<br>– order DH-1: customer KH-01, HH-01 ×2\
<br>– “Tình trạng thực hiện” (execution status): Chưa thực hiện (Not started)\
<br>– “Số lượng đã xuất” (issued quantity): HH-01 0/2\
<br>Nothing else changes. | ☐ Pass ☐ Fail |  |
| 4 | Salesperson — Lan | AMIS Bán hàng (Sales) › “Đơn hàng” (order) DH-1 \
| Choose “Thu hồi đề nghị” (revoke the request). \
| After step 3. Before that Minh has step 5 filled in and ready. \
| The app checks for related activity; the result comes at step 6. | ☐ Pass ☐ Fail |  |
| 5 | Clerk — Minh | AMIS Kho (Warehouse) › “Danh sách phiếu xuất kho” (list of issue slips) \
| Add issue slip PX-1 for order DH-1: type Xuất kho bán hàng (issue for sale), HH-01 ×2. Press \
“Lưu” (Save). | Right after step 4, within 5 seconds, before the revoke of DH-1 is decided. \
| The app says that it is busy: DH-1 is being revoked, try again. Nothing changes. \
| ☐ Pass ☐ Fail |  |
| 6 | Salesperson — Lan | AMIS Bán hàng (Sales) \
| Wait until all that “Must be seen” lists is there. \
| After step 5. Once it is seen go on to step 7 at once. | The revoke of DH-1 succeeds.\
<br>AMIS Bán hàng (Sales), DH-1:\
<br>– “Tình trạng ghi doanh số” (sales-recording status): Bản nháp (Draft) | ☐ Pass ☐ Fail |  |
| 7 | Clerk — Minh | AMIS Kho (Warehouse) › “Danh sách phiếu xuất kho” (list of issue slips) \
| Add issue slip PX-1 for order DH-1: type Xuất kho bán hàng (issue for sale), HH-01 ×2. Press \
“Lưu” (Save). \
| Right after step 6, within 5 seconds, before AMIS Kho (Warehouse) knows that the revoke of DH-1 \
is over. | The app says that it is busy: DH-1 is being revoked, try again. Nothing changes. \
| ☐ Pass ☐ Fail |  |
| 8 | Clerk — Minh | AMIS Kho (Warehouse) | Wait until all that “Must be seen” lists is there. \
| After step 7. | AMIS Kho (Warehouse), DH-1:\
<br>– order DH-1 is gone\
<br>Nothing else changes. | ☐ Pass ☐ Fail |  |
| 9 | Clerk — Minh | AMIS Kho (Warehouse) › “Danh sách phiếu xuất kho” (list of issue slips) \
| Add issue slip PX-1 for order DH-1: type Xuất kho bán hàng (issue for sale), HH-01 ×2. Press \
“Lưu” (Save). | After step 8. | Cannot be done: Warehouse has no order DH-1. Nothing changes. \
| ☐ Pass ☐ Fail |  |

## 4. What people cannot force

| Step | The case to hit | How to try | If it does not come about |
| --- | --- | --- | --- |
| 5 | Minh does step 5 before the revoke of DH-1 is decided. \
| Both have their screens open and filled in, count to three and press almost together. It may \
take several tries, each with a new order. | Too early if: Accepted.\
<br>Too late if: Cannot be done: Warehouse has no order DH-1. Nothing changes.\
<br>That is right too, but the case has not come about: begin again with a new order. |
| 7 | Minh does step 7 before AMIS Kho (Warehouse) knows that the revoke of DH-1 is over. \
| Have everything filled in, press the moment the awaited shows, best at a busy hour. It may take \
several tries, each with a new order. \
| Too late if: Cannot be done: Warehouse has no order DH-1. Nothing changes.\
<br>That is right too, but the case has not come about: begin again with a new order. |

## 5. Expected final state

| App | Order | Must be seen | Result | Notes |
| --- | --- | --- | --- | --- |
| AMIS Bán hàng (Sales) | DH-1 | – order DH-1: customer KH-01, HH-01 ×2\
<br>– “Tình trạng ghi doanh số” (sales-recording status): Bản nháp (Draft)\
<br>– “Tình trạng giao hàng” (delivery status): Chưa giao hàng (Not delivered)\
<br>– “Số lượng giao” (delivered quantity): HH-01 0/2\
<br>– tab “Thực xuất” (actual issues): empty | ☐ Pass ☐ Fail |  |
| AMIS Kho (Warehouse) | DH-1 | – no order DH-1<br>– no issue slip | ☐ Pass ☐ Fail |  |
| AMIS Kế toán (Accounting) | DH-1 | – no document of DH-1 | ☐ Pass ☐ Fail |  |
| AMIS Workflow |  | – the run log has no failed run | ☐ Pass ☐ Fail |  |

## 6. What this tests

| Promise | Kind | Rules | Section of the document |
| --- | --- | --- | --- |
| Every revoke is decided in the end. | once settled | R1.1f, R1.1k \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |
| “Busy” is answered only while a revoke of that order is under way. | always | R1.1i \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |
| Only an order in status Requested can start a revoke. | always | R1.1k \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |
| The decision agrees with the four rows of the table at the moment it is made. | always | R1.1k \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |
| A revoke never succeeds once Accounting has recorded or rejected that request. | always | R1.1k \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |
| A confirmation is not answered again, so the apps do not write back and forth. | always \
| R1.1k, R1.3e | 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales)\
<br>1.3 “Phiếu xuất kho bán hàng sang kế toán” (issue slips to Accounting) |
| Once a revoke succeeded, no document of that request is ever created. | always | R1.1k \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |
| Once a revoke succeeded, nobody can act on the order and its commands. | always | R1.1k \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |
| A push that meets a revoke under way waits; it is neither lost nor taken. | always \
| R1.1k, R1.3e | 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales)\
<br>1.3 “Phiếu xuất kho bán hàng sang kế toán” (issue slips to Accounting) |
| A revoke succeeded. | to be reached | R1.1f, R1.1k \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |
| A clerk saved a slip while the order was being revoked. | to be reached | R1.1k \
| 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales) |

## 7. Verdict

| Item | Entry |
| --- | --- |
| Overall result | ☐ Pass ☐ Fail |
| Tester |  |
| Date, time |  |
| System, version |  |
| Assumptions that the real apps do not share |  |
"""
