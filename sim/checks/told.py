"""Promises about a run as a whole, noted by whoever runs it: it goes as told, it comes to rest."""

from __future__ import annotations

from sim.checks.promise import Promise, Words

AS_TOLD = Promise(
    name="as-told",
    kind="always",
    clauses=(),
    title=Words(
        "Mỗi bước của câu chuyện được trả lời đúng như kịch bản ghi.",
        "Every step of the story is answered as the scenario says.",
    ),
)
COMES_TO_REST = Promise(
    name="comes-to-rest",
    kind="eventually",
    clauses=("R1.1a", "R1.2f", "R1.3e"),
    title=Words(
        "Khi mọi người đã nghỉ và mọi ứng dụng hoạt động, không tin nào còn mãi trên đường.",
        "Once people rest and all apps are up, no message stays under way for ever.",
    ),
)

REST_STAYS_IN_REACH = Promise(
    name="rest-stays-in-reach",
    kind="eventually",
    clauses=("R1.1a", "R1.2f", "R1.3e"),
    title=Words(
        "Từ bất kỳ lúc nào, ba ứng dụng vẫn còn đường về trạng thái khớp nhau.",
        "From every moment on, the three apps can still come to rest in agreement.",
    ),
)
CHECKS_WORK = Promise(
    name="checks-work",
    kind="always",
    clauses=(),
    title=Words(
        "Bản thân các phép kiểm tra không bị lỗi.",
        "The checks themselves do not fail.",
    ),
)

PROMISES = (AS_TOLD, COMES_TO_REST, REST_STAYS_IN_REACH, CHECKS_WORK)
