"""The words of manual test scripts in English; `script_vi` has the same keys and fields.

Screens, buttons, columns and statuses keep their Vietnamese names, which is what people see, with
the English meaning in brackets.
"""

WORDS: dict[str, str] = {
    # --- the head of a script ---------------------------------------------------------------------
    "title": "Manual test script: {title}",
    "title.counterexample": "Script that reproduces a bug: {title}",
    "title.gap": "Script for a gap in the document: {title}",
    "intro.code": "Test case: {code}. Rules: {clauses}.",
    "intro.how": (
        "Do the steps one by one from top to bottom and tick each when it is done. The names of"
        " screens, buttons and columns stand in “…” as the apps show them, with the English in"
        " brackets. An app may use other words; what must be right is whether it accepts or"
        " refuses, and for which reason."
    ),
    "intro.wait": (
        "At a step that waits: if not all of it is seen after {minutes} minutes, tick Fail and copy"
        " the run log of AMIS Workflow."
    ),
    "intro.fast": (
        "Before a step that says “within {seconds} seconds” have everything ready: the screen open,"
        " all fields filled in, only the button left to press. How to try stands under “What people"
        " cannot force”."
    ),
    "intro.counterexample": (
        "A faulty system broke this promise by the steps below. “Must be seen” is what a right"
        " system answers, “Wrong if seen” is how the fault shows."
    ),
    "intro.gap": (
        "This is a gap in the document: the apps do what it says and still drift apart. “Must be"
        " seen” follows from the document's words; if the real apps show something else, write it"
        " into the notes."
    ),
    "section.prepare": "Preparation",
    "section.assumptions": "Assumptions in force",
    "section.steps": "Steps",
    "section.hints": "What people cannot force",
    "section.final": "Expected final state",
    "section.tested": "What this tests",
    "section.verdict": "Verdict",
    # --- names of columns -------------------------------------------------------------------------
    "column.what": "Prepare",
    "column.details": "Details",
    "column.done": "Done",
    "column.silent": "What the document does not say",
    "column.assumed": "This script assumes",
    "column.step": "Step",
    "column.who": "Who",
    "column.where": "Where",
    "column.do": "What to do",
    "column.when": "When",
    "column.see": "Must be seen",
    "column.wrong": "Wrong if seen",
    "column.result": "Result",
    "column.notes": "Notes",
    "column.case": "The case to hit",
    "column.try": "How to try",
    "column.missed": "If it does not come about",
    "column.app": "App",
    "column.document": "Order",
    "column.promise": "Promise",
    "column.kind": "Kind",
    "column.clauses": "Rules",
    "column.section": "Section of the document",
    "column.item": "Item",
    "column.entry": "Entry",
    "tick": "☐",
    "tick.result": "☐ Pass ☐ Fail",
    # --- preparation ------------------------------------------------------------------------------
    "prepare.person": "Person: {who}",
    "prepare.salesperson": (
        "An account in AMIS Bán hàng (Sales) that enters and edits orders, requests the recording"
        " of sales and revokes requests."
    ),
    "prepare.sales_manager": (
        "An account in AMIS Bán hàng (Sales) that may record sales and reject the recording."
    ),
    "prepare.clerk": (
        "An account in AMIS Kho (Warehouse) that makes, edits and deletes issue slips and issue"
        " commands."
    ),
    "prepare.accountant": (
        "An account in AMIS Kế toán (Accounting) that makes, posts and deletes documents."
    ),
    "prepare.administrator": "An administrator's account: flow set-up, run log, lists of codes.",
    "prepare.observer": "Observer of {place}",
    "prepare.observer.details": "An account that sees the data; the observer changes nothing.",
    "prepare.customer": "Customer {code}",
    "prepare.item": "Item {code}",
    "prepare.exists": "Exists in {places}.",
    "prepare.missing": "Does NOT yet exist in {places}.",
    "prepare.stock": "Stock in AMIS Kho (Warehouse): at least {quantity}.",
    "prepare.stock.exact": "Stock in AMIS Kho (Warehouse): exactly {quantity}.",
    "prepare.order": "Order {order}",
    "prepare.order.parent": "Parent order {order}",
    "prepare.order.details": (
        "{who} enters it in AMIS Bán hàng (Sales) for customer {customer}: {lines}."
        " Leave it as Bản nháp (Draft)."
    ),
    "prepare.order.child": (
        "{who} makes it in AMIS Bán hàng (Sales) from parent order {parent}: {lines}."
        " Leave it as Bản nháp (Draft)."
    ),
    "prepare.flow": "Set to {setting} in AMIS Workflow.",
    "prepare.link": "Set to {setting} in the connection settings of the two apps.",
    "prepare.numbers": "Document numbers",
    "prepare.numbers.details": (
        "The script calls the documents by the names below. Where an app gives its own numbers,"
        " write them here: {numbers}."
    ),
    "prepare.number": "{name} = ……",
    # --- names ------------------------------------------------------------------------------------
    "place.sales": "AMIS Bán hàng (Sales)",
    "place.warehouse": "AMIS Kho (Warehouse)",
    "place.accounting": "AMIS Kế toán (Accounting)",
    "place.workflow": "AMIS Workflow",
    "place.order": "{place}, {order}",
    "person": "{role} — {name}",
    "person.numbered": "person {number}",
    "person.nobody": "A salesperson",
    "flow.order_to_warehouse": (
        "flow 1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales to Warehouse)"
    ),
    "flow.status_to_sales": (
        "flow 1.2 “Cập nhật trạng thái đơn đặt hàng” (statuses from Warehouse to Sales)"
    ),
    "flow.slip_to_accounting": (
        "flow 1.3 “Phiếu xuất kho bán hàng sang kế toán” (issue slips from Warehouse to Accounting)"
    ),
    "flow.direct_link": "the direct link between AMIS Bán hàng (Sales) and Kế toán (Accounting)",
    "document.1.1": "1.1 “Đồng bộ đơn đặt hàng từ CRM về kho hàng” (orders from Sales)",
    "document.1.2": "1.2 “Cập nhật trạng thái đơn đặt hàng” (statuses to Sales)",
    "document.1.3": "1.3 “Phiếu xuất kho bán hàng sang kế toán” (issue slips to Accounting)",
    "goods": "{item} ×{quantity}",
    "goods.priced": "{item} ×{quantity} at {price} đồng",
    "goods.numbered": "line {no}: {goods}",
    "day.0": "today",
    "day": "today + {days}",
    "change.number": "number {old} → {new}",
    "change.type": "type {old} → {new}",
    "change.lines": "{old} → {new}",
    "change.date": "date {old} → {new}",
    "change.none": "no change",
    "and": "{first} and {second}",
    # --- where ------------------------------------------------------------------------------------
    "screen": "{place} › {screen}",
    "screen.orders": "“Đơn hàng” (orders)",
    "screen.order": "“Đơn hàng” (order) {order}",
    "screen.request": "“Đơn hàng” (order) {order} › “Đề nghị ghi doanh số” (request recording)",
    "screen.aloud": "Outside the apps",
    "screen.warehouse_order": "“Đơn đặt hàng” (order) {order}",
    "screen.slips": "“Danh sách phiếu xuất kho” (list of issue slips)",
    "screen.slip": "“Phiếu xuất kho chi tiết” (issue slip) {slip}",
    "screen.receipts": "“Phiếu nhập kho” (goods receipts)",
    "screen.customers": "list of customers",
    "screen.items": "list of items",
    "screen.papers": "documents of order {order}",
    "screen.papers.no_order": "documents",
    "screen.copy": "“Đơn đặt hàng” (order) {order}",
    "screen.flows": "flow set-up",
    "screen.log": "run log",
    # --- what to do -------------------------------------------------------------------------------
    "do.CreateOrder": ("Enter order {order} for customer {customer}: {lines}. Press “Lưu” (Save)."),
    "do.CreateOrder.child": (
        "From parent order {parent} make child order {order}: {lines}. Press “Lưu” (Save)."
    ),
    "do.CreateOrder.parent": (
        "Enter parent order {order} for customer {customer}: {lines}. Press “Lưu” (Save)."
    ),
    "do.EditOrder": "Change the lines of {order} to {lines}. Press “Lưu” (Save).",
    "do.DeleteOrder": "Delete order {order}.",
    "do.OpenRequest": (
        "Choose “Đề nghị ghi doanh số” (request recording). Do not press “Lưu” (Save) yet."
    ),
    "do.SaveRequest": (
        "Choose “Đề nghị ghi doanh số” (request recording), then press “Lưu” (Save)."
    ),
    "do.SaveRequest.opened": (
        "Press “Lưu” (Save) on the open screen “Đề nghị ghi doanh số” (request recording)."
    ),
    "do.RevokeRequest": "Choose “Thu hồi đề nghị” (revoke the request).",
    "do.GiveUpRevoke": "Wait no longer: cancel the revoke of {order}.",
    "do.RecordOrder": "Choose “Ghi doanh số” (record the sales).",
    "do.RejectOrder": "Choose “Từ chối ghi” (reject the recording).",
    "do.SetDelivery": (
        "Set “Tình trạng giao hàng” (delivery status) to {status} by hand. Press “Lưu” (Save)."
    ),
    "do.HandOver": "Tell an accountant the number of order {order} (call, message).",
    "do.MakeIssueCommand": (
        "From the order make “lệnh xuất kho” (issue command) {issue_command}. Press “Lưu” (Save)."
    ),
    "do.SaveSlip": (
        "Add issue slip {slip} for order {order}: type {type}, {lines}. Press “Lưu” (Save)."
    ),
    "do.SaveSlip.by_command": (
        "Add issue slip {slip} for order {order} by issue command {issue_command}: type {type},"
        " {lines}. Press “Lưu” (Save)."
    ),
    "do.SaveSlip.no_order": (
        "Add issue slip {slip} without an order: type {type}, {lines}. Press “Lưu” (Save)."
    ),
    "do.EditSlip": "Edit the slip: {change}. Press “Lưu” (Save).",
    "do.DeleteSlip": "Delete issue slip {slip}.",
    "do.CancelOrder": "Set “Tình trạng thực hiện” (execution status) to {cancelled}.",
    "do.PushSlip": "Press “Đẩy sang kế toán” (push to accounting).",
    "do.ReceiveGoods": "Add a goods receipt: {item} ×{quantity}. Press “Lưu” (Save).",
    "do.AddCustomer": "Add customer {customer}. Press “Lưu” (Save).",
    "do.MakePaper": "Make {kind} {paper} for order {order}. Press “Lưu” (Save).",
    "do.MakePaper.no_order": "Make {kind} {paper} without an order. Press “Lưu” (Save).",
    "do.PostPaper": "Choose “Ghi sổ” (post) on document {paper}.",
    "do.UnpostPaper": "Choose “Bỏ ghi” (unpost) on document {paper}.",
    "do.DeletePaper": "Delete document {paper}.",
    "do.RecordCopy": "Choose “Ghi doanh số” (record the sales).",
    "do.RejectCopy": "Choose “Từ chối ghi” (reject the recording).",
    "do.AddCode": "Add item {code}. Press “Lưu” (Save).",
    "do.AddCode.customer": "Add customer {code}. Press “Lưu” (Save).",
    "do.SwitchFlow": "Set {flow} to {setting} and save the set-up.",
    "do.Rerun": "Choose the failed run of {run} and run it again.",
    "do.wait": "Wait until all that “Must be seen” lists is there.",
    "do.look": "Look at once, do not wait.",
    "do.wait.nothing": "Wait {minutes} minutes and look again.",
    # --- when -------------------------------------------------------------------------------------
    "when.first": "First.",
    "when.after": "After step {step}.",
    "when.hasty": "Right after step {step}, no need to wait.",
    "when.hurry": "Right after step {step}, within {seconds} seconds, {until}.",
    "when.ready": "Before that {who} has step {step} filled in and ready.",
    "when.alone": "Go on to step {step} at once.",
    "when.seen": "Once it is seen go on to step {step} at once.",
    "until.sign": "before {sign}",
    "sign.OrderRequested": "AMIS Kho (Warehouse) shows order {order}",
    "sign.OrderRequested.again": "AMIS Kho (Warehouse) has the new request of {order}",
    "sign.OrderCopied": "AMIS Kế toán (Accounting) shows order {order}",
    "sign.NumberTold": "the accountants know the number {order}",
    "sign.OrderNews": "AMIS Bán hàng (Sales) shows the latest change of {order}",
    "sign.SlipPushed": "AMIS Kế toán (Accounting) shows issue slip {slip}",
    "sign.SlipTaken": (
        "the column “TT đồng bộ với kế toán” (accounting sync status) of {slip} changes"
    ),
    "sign.RecordingNews": "AMIS Bán hàng (Sales) shows {order} as {recording}",
    "sign.DeliveryByAccounting": "AMIS Bán hàng (Sales) shows {order} as {status}",
    "sign.Hold": "the revoke of {order} has reached {place}",
    "sign.HoldAnswer": "the revoke of {order} is decided",
    "sign.EndHold": "{place} knows that the revoke of {order} is over",
    "sign.EndAnswer": "{place} knows that the revoke of {order} is over in every app",
    # --- what must be seen ------------------------------------------------------------------------
    "answer.accepted": "Accepted.",
    "answer.refused": "Refused: {reason}.",
    "answer.impossible": "Cannot be done: {reason}.",
    "answer.busy": "The app says that it is busy: {order} is being revoked, try again.",
    "answer.unchanged": "Nothing changes.",
    "answer.as_before": "Nothing else changes.",
    "see.OpenRequest": (
        "The screen “Đề nghị ghi doanh số” (request recording) opens; nothing has gone to AMIS Kho"
        " (Warehouse) yet."
    ),
    "see.RevokeRequest": "The app checks for related activity; the result comes at step {step}.",
    "see.RevokeRequest.open": "The app checks for related activity; there is no result yet.",
    "see.HandOver": "The accountants note the number.",
    "see.PushSlip": "The slip is on its way; the result comes at the step that waits for it.",
    "see.AddCustomer": "{customer} stands in the list of AMIS Kho (Warehouse).",
    "see.AddCode": "{code} stands in the list of AMIS Kế toán (Accounting).",
    "see.SwitchFlow": "{flow}: {setting}.",
    "see.Rerun": "The run is repeated; the result comes at the step that waits for it.",
    "fact": "– {fact}",
    "fact.sales.order": "order {order}: customer {customer}, {lines}",
    "fact.sales.order.gone": "order {order} is gone",
    "fact.sales.none": "no order {order}",
    "fact.sales.parent": "{order} is a parent order",
    "fact.sales.recording": "“Tình trạng ghi doanh số” (sales-recording status): {status}",
    "fact.sales.delivery": "“Tình trạng giao hàng” (delivery status): {status}",
    "fact.sales.delivered": "“Số lượng giao” (delivered quantity): {progress}",
    "fact.sales.issue": "tab “Thực xuất” (actual issues): slip {slip}",
    "fact.sales.issue.gone": "tab “Thực xuất” (actual issues): slip {name} is gone",
    "fact.sales.no_issue": "tab “Thực xuất” (actual issues): empty",
    "fact.warehouse.order": "order {order}: customer {customer}, {lines}",
    "fact.warehouse.order.gone": "order {order} is gone",
    "fact.warehouse.none": "no order {order}",
    "fact.warehouse.execution": "“Tình trạng thực hiện” (execution status): {status}",
    "fact.warehouse.issued": "“Số lượng đã xuất” (issued quantity): {progress}",
    "fact.warehouse.command": "issue command {name}",
    "fact.warehouse.command.gone": "issue command {name} is gone",
    "fact.warehouse.no_command": "no issue command",
    "fact.warehouse.slip": "issue slip {slip}",
    "fact.warehouse.slip.gone": "issue slip {name} is gone",
    "fact.warehouse.no_slip": "no issue slip",
    "fact.warehouse.sync": (
        "column “TT đồng bộ với kế toán” (accounting sync status) of {name}: {sync}"
    ),
    "fact.warehouse.stock": "stock of {name}: {quantity}",
    "fact.accounting.copy": "order {order}: {lines}",
    "fact.accounting.copy.gone": "order {order} is gone",
    "fact.accounting.recording": "“Tình trạng ghi doanh số” (sales-recording status): {status}",
    "fact.accounting.paper": "{kind} {paper}, {posted}",
    "fact.accounting.another": "another {kind} {paper}, {posted}",
    "fact.accounting.paper.gone": "{kind} {name} is gone",
    "fact.accounting.no_paper": "no document of {order}",
    "fact.workflow.failed": "the run log has a failed run of {run}: {reason}",
    "fact.workflow.none": "the run log has no failed run",
    "slip": "{slip}: {details}",
    "slip.renumbered": "{slip} (number {number})",
    "slip.number": "number {number}",
    "slip.date": "date {day}",
    "note.RequestSaved.parent": "{order} is a parent order: it never goes to AMIS Kho (Warehouse).",
    "note.RequestSaved.nowhere": "Flow 1.1 is off: {order} does not go to AMIS Kho (Warehouse).",
    "note.RequestSaved.accounting": (
        "{order} goes to AMIS Kế toán (Accounting) only, not to AMIS Kho (Warehouse)."
    ),
    "note.SlipSaved.pushed": (
        "The slip goes to AMIS Kế toán (Accounting) by itself; if it is there already, the column"
        " shows Đã đồng bộ (Synced), which is right too."
    ),
    "note.SlipSaved.manual": (
        "Flow 1.3 is Thủ công (Manual): the slip does not go to AMIS Kế toán (Accounting) by"
        " itself."
    ),
    "note.SlipSaved.off": "Flow 1.3 is off: the slip does not go to AMIS Kế toán (Accounting).",
    "note.SlipSaved.type": "Type {type} never goes to AMIS Kế toán (Accounting).",
    "note.SlipEdited.synced": "AMIS Kế toán (Accounting) is not told; its slip stays as it was.",
    "note.SlipDeleted.synced": "AMIS Kế toán (Accounting) is not told; its slip stays.",
    "note.OrderChanged.untold": "Flow 1.2 is off: AMIS Bán hàng (Sales) shows what it showed.",
    "note.RevokeCommitted": "The revoke of {order} succeeds.",
    "note.RevokeRefused": "The revoke of {order} is refused: {reason}.",
    "note.RevokeRefused.kept": (
        "{order} is still {status}; the revoke has touched no order, issue command or slip."
    ),
    "note.RequestTakenOn": (
        "AMIS Kho (Warehouse) keeps the lines of {order}, because it has an issue slip."
    ),
    "note.PushRepeated": (
        "{slip} comes a second time: AMIS Kế toán (Accounting) still has one slip {slip}."
    ),
    "note.MessageIgnored": (
        "Older news of {order} comes afterwards: AMIS Bán hàng (Sales) does not go back."
    ),
    "wrong.missing": "not seen: {fact}",
    "wrong.still": "still seen: {fact}",
    "wrong.perhaps": (
        "Not yet a proof: too early or too late, a right system answers so too; see the steps "
        "that follow."
    ),
    "wrong.broken": "Broken promise: {title}",
    # --- what people cannot force -----------------------------------------------------------------
    "hint.race": "{who} does step {step} {until}.",
    "hint.race.pair": (
        "Both have their screens open and filled in, count to three and press almost together."
        " It may take several tries, each with a new order."
    ),
    "hint.race.seen": (
        "Have everything filled in, press the moment the awaited shows, best at a busy hour."
        " It may take several tries, each with a new order."
    ),
    "hint.race.alone": (
        "Have two windows open and press one button right after the other, best at a busy hour."
        " It may take several tries, each with a new order."
    ),
    "hint.early": "Too early if: {answer}",
    "hint.late": "Too late if: {answer}",
    "hint.sign": "Too late if, before the button is pressed, {sign}.",
    "hint.again": (
        "That is right too, but the case has not come about: begin again with a new order."
    ),
    "hint.again.doubt": (
        "A right system may answer so too. Go on: it is the fault only if a later step shows "
        "what “Wrong if seen” says; otherwise begin again with a new order."
    ),
    "hint.late.case": "{late} arrives after {by}.",
    "hint.late.try": (
        "People cannot force this order. Best try at a busy hour; on a test system cut the"
        " connection to {place} right after step {step} and restore it a little later."
        " It may take several tries."
    ),
    "hint.duplicate": "{what} is sent twice.",
    "hint.duplicate.again": "{what} is sent twice, the second one arrives after step {step}.",
    "hint.duplicate.try": (
        "People cannot force this. Try a double click at step {step}, or cut the network as you"
        " press and restore it; on a test system ask an administrator to send it again."
    ),
    "hint.duplicate.try.inner": (
        "People cannot force this. On a test system cut the connection to {place} while step {step}"
        " is being dealt with and restore it, or ask an administrator to send it again."
    ),
    "hint.lose": "{what} is lost and has to be sent again.",
    "hint.lose.try": (
        "On a test system cut the connection to {place} as you do step {step}, restore it later."
    ),
    "hint.retry": "{what} is sent again.",
    "hint.retry.try": (
        "On a test system cut the connection to {place} as you do step {step}, restore it later."
    ),
    "hint.crash": "{place} crashes and comes back.",
    "hint.crash.try": "Only on a test system: after step {step} stop {place} and start it again.",
    "hint.fail": "{what} cannot be delivered, so its run fails.",
    "hint.fail.try": (
        "On a test system keep {place} stopped from step {step} on until the run log shows"
        " the failed run."
    ),
    "hint.swallow": "{place} answers “ok” to {what} and does nothing.",
    "hint.swallow.try": (
        "Only on a test system whose answers you can replace: let {place} answer “ok” to step"
        " {step} and do nothing."
    ),
    "hint.correct": "A slip is corrected in the data of {place}, past its screens.",
    "hint.correct.try": (
        "Only with access to the data of a test system: correct the slip there after step {step}."
    ),
    "hint.meet": "Somebody makes a mistake.",
    "hint.meet.try": "Take step {step} as it is written: the mistake is part of it.",
    "hint.same": "Go on: a step may show otherwise, but all must stand the same in the end.",
    "hint.same.but_log": (
        "Go on: a step may show otherwise, but all must stand the same in the end, save for the"
        " run log."
    ),
    "hint.other": "The case has not come about and the end will be another: begin again.",
    "what.OrderRequested": "the message that makes order {order} in AMIS Kho (Warehouse)",
    "what.OrderCopied": "the message that makes order {order} in AMIS Kế toán (Accounting)",
    "what.NumberTold": "the word about order {order} to the accountants",
    "what.Hold": "the question to {place} about activity of {order}",
    "what.HoldAnswer": "the answer about activity of {order}",
    "what.EndHold": "the message to {place} that the revoke of {order} is over",
    "what.EndHold.deleted": "the message to {place} that deletes {order}",
    "what.EndAnswer": "the confirmation that the revoke of {order} is over",
    "what.OrderNews": "the news “{status}, issued {issued}” of {order}",
    "what.SlipPushed": "the message that makes issue slip {slip} in AMIS Kế toán (Accounting)",
    "what.SlipTaken": "the confirmation that issue slip {slip} was made",
    "what.RecordingNews": "the news “{recording}” of {order}",
    "what.DeliveryByAccounting": "the news “{status}” of {order}",
    "what.revoke": "the revoke of {order}",
    # --- assumptions ------------------------------------------------------------------------------
    "assumed": "{meaning}: {setting}.",
    "assumed.activity.silent": "The document does not define “related activity”.",
    "assumed.activity": (
        "In AMIS Kho (Warehouse) an issue slip of the order; in AMIS Kế toán (Accounting) an issue"
        " slip, a sales voucher or an invoice of the order, posted or not. An issue command is no"
        " activity."
    ),
    "assumed.busy.silent": (
        "The document does not say what an app answers while the order is being revoked."
    ),
    "assumed.busy": "It says that it is busy and changes nothing; people try again later.",
    "assumed.draft.silent": "The document does not say which status an order has after a revoke.",
    "assumed.draft": "Bản nháp (Draft).",
    "assumed.delivery.silent": (
        "The document does not say which delivery status follows from which execution status."
    ),
    "assumed.delivery": (
        "Chưa thực hiện (Not started): Chưa giao hàng (Not delivered). Đang thực hiện (In"
        " progress): Giao một phần (Partially delivered). Hoàn thành (Completed): Đã giao đủ"
        " (Delivered). The real apps may use other names."
    ),
    "assumed.unposted.silent": (
        "The document does not say whether a slip arrives in Accounting posted or unposted."
    ),
    "assumed.unposted": "Unposted.",
    "assumed.runs.silent": "The document does not say where a failed run of a flow is shown.",
    "assumed.runs": "In the run log of AMIS Workflow; an administrator can run it again.",
    "assumed.rejected.silent": (
        "The document does not say what becomes of the order in Warehouse when the recording is"
        " rejected."
    ),
    "assumed.rejected": "The order in AMIS Kho (Warehouse) stays and can be used as before.",
    # --- verdict ----------------------------------------------------------------------------------
    "verdict.overall": "Overall result",
    "verdict.tester": "Tester",
    "verdict.date": "Date, time",
    "verdict.version": "System, version",
    "verdict.real": "Assumptions that the real apps do not share",
}
