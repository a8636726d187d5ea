"""Screens of the script beside the call, for `tests.ui.screens`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.protocol.flow_run import ChoiceShown, Shown
from app.protocol.rows import QueueRow
from tests.ui import customers
from tests.ui.card_screens import wait_for
from tests.ui.scripts import LONG, PlayedScript, ask, choose, end, say, service, summary

if TYPE_CHECKING:
    from tests.ui.screens import Stage

ZH = (
    "在我們繼續之前,我必須告訴您,本次通話將會錄音供訓練之用,您可以隨時表示不同意。前往府上的技術人員會帶一個新的電源供應器,"
    "如果問題不在電源供應器,也會帶一台新的路由器。保固期內到府服務免費;保固期外第一個小時收費一千兩百元,之後每小時六百元。"
    "如果您希望收到書面資料,我可以寄到我們登記的電子郵件信箱,或是其他信箱。這樣可以嗎?"
)
TH = (
    "ก่อนที่เราจะดำเนินการต่อ ดิฉันขอแจ้งให้ทราบว่าการสนทนานี้มีการบันทึกเสียงเพื่อการฝึกอบรม และคุณสามารถปฏิเสธได้ตลอดเวลา "
    "ช่างที่ไปพบคุณจะนำอะแดปเตอร์ตัวใหม่ไปด้วย และหากปัญหาไม่ได้อยู่ที่อะแดปเตอร์ ก็จะนำเราเตอร์เครื่องใหม่ไปด้วย "
    "การเข้าบริการไม่มีค่าใช้จ่ายภายในระยะเวลารับประกัน"
)


def script(stage: Stage, steps: list[Shown], at: int = 0) -> PlayedScript:
    """A call whose queue has a script, which stands at a step."""
    played = PlayedScript(stage.floor.door, steps)
    played.at = at
    played.answers = {
        "topic": "fault", "light": False, "visit": "2026-11-24", "phone": "12", "offer": "MP-2",
    }  # fmt: skip
    stage.floor.rings(customers.pop(now(stage)))
    stage.floor.change(QueueRow(id=3, name="Support", ring_seconds=20, wrap_seconds=60, flow="service"))
    stage.floor.talks()
    wait_for(stage, lambda: stage.page.script.panel.run is not None)
    stage.page.script.panel.take_focus()
    return played


def now(stage: Stage) -> int:
    return stage.floor.now


def script_say(stage: Stage, now: int) -> None:
    script(stage, service())


def script_choices(stage: Stage, now: int) -> None:
    script(stage, service(), 1)


def script_problem(stage: Stage, now: int) -> None:
    played = script(stage, [*service()[:3], ask("phone", text="Which number can we reach you at?"), end()], 3)
    played.problem = "not_a_phone"
    stage.page.script.panel.look_for_runs()
    stage.page.script.panel._show(played.view())


def script_date(stage: Stage, now: int) -> None:
    script(stage, service(), 4)


def script_recommend(stage: Stage, now: int) -> None:
    script(stage, service(), 5)


def script_long(stage: Stage, now: int) -> None:
    script(stage, [say(text=LONG), end()])


def script_long_zh(stage: Stage, now: int) -> None:
    script(stage, [say(text=ZH), end()])


def script_long_th(stage: Stage, now: int) -> None:
    script(stage, [say(text=TH), end()])


def script_many(stage: Stage, now: int) -> None:
    several = msgspec.structs.replace(
        choose(type="many_of", hint="All that the customer names."),
        choices=[ChoiceShown(value=str(n), text=f"Symptom number {n}") for n in range(1, 12)],
        least="1",
        most="3",
    )
    script(stage, [several, end()])


def script_offline(stage: Stage, now: int) -> None:
    script(stage, service(), 4)
    stage.page.show_liveness("offline", 12)
    stage.page.script.panel.view.say(
        "The hub cannot be reached. Your answer is kept and goes out as soon as it is back."
    )


def script_end(stage: Stage, now: int) -> None:
    played = script(stage, service(), 6)
    played.status = "ended"
    stage.page.script.panel._show(played.view())


def script_wrap_up(stage: Stage, now: int) -> None:
    script_end(stage, now)
    stage.floor.wraps_up()


def script_folded(stage: Stage, now: int) -> None:
    script(stage, service(), 4)
    stage.page.script.panel.toggle()


def script_list(stage: Stage, now: int) -> None:
    played = script(stage, service(), 1)
    played.runs = [
        summary("suspended", 80, "web", title="Satisfaction survey", agent_id=None, updated_at=now - 600_000)
    ]
    stage.page.script.choose()
    wait_for(stage, lambda: stage.page.script.chooser.items.rowCount() == 4)
    chooser = stage.page.script.chooser
    chooser.move(stage.pos().x() + 400, stage.pos().y() + 200)


SCRIPT_SCREENS = (
    script_say, script_choices, script_problem, script_date, script_recommend, script_long, script_long_zh,
    script_long_th, script_many, script_offline, script_end, script_wrap_up, script_folded, script_list,
)  # fmt: skip
