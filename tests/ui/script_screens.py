"""Screens of the script beside the call, for `tests.ui.screens`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from app.core.resources import resource
from app.protocol.flow_run import Answer, ChoiceShown, Next, Shown
from app.protocol.flows import Unstored
from app.protocol.rows import QueueRow
from app.scripts.state import World
from app.ui.agent import scriptwords
from tests.ui import customers
from tests.ui.card_screens import wait_for
from tests.ui.engine_script import EngineScript
from tests.ui.scripts import LONG, PlayedScript, ask, choose, end, ivr_run, say, service, summary

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
    take(stage)
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


def script_service(stage: Stage, now: int) -> None:
    """The shipped script as the engine speaks it, some steps in."""
    language = {"zh_TW": "zh-TW"}.get(stage.floor.place.language, stage.floor.place.language)
    folder = resource("flows")
    sources = [(folder / "service.yaml").read_text(encoding="utf-8")]
    sources += [p.read_text(encoding="utf-8") for p in folder.glob("*.yaml") if p.stem != "service"]
    product = {"sku": "CM-7", "name": "Coffee machine CM-7", "serial": "CM7-001", "id": 1}
    world = World(
        customer={"id": 101, "name": "王小明", "language": language, "products": [product]},
        agent={"name": "李美玲"}, now=now, zone="Asia/Taipei", region="TW",
    )  # fmt: skip
    script_ = EngineScript(stage.floor.door, *sources, world=world)
    script_.language = language
    take(stage)
    panel = stage.page.script.panel
    for _ in range(4):
        run = panel.run
        assert run is not None
        if run.status == "ended":
            break
        first = run.shown.choices[0].value if run.shown.choices else "A"
        panel.give(Next() if run.shown.kind == "say" else Answer(value=first))
        wait_for(stage, partial(gone_on, stage, run.step))


def script_answers(stage: Stage, now: int) -> None:
    """What the caller told the IVR before."""
    played = PlayedScript(stage.floor.door, service())
    played.runs = [summary("ended", 70, "telephone", title="Day IVR", agent_id=None, updated_at=now - 60_000)]
    played.earlier[70] = ivr_run()
    take(stage)
    wait_for(stage, lambda: not stage.page.script.answers.isHidden())


def script_refused(stage: Stage, now: int) -> None:
    """A command that was refused on the way, and an answer that is not in the record."""
    script(stage, service(), 5)
    panel = stage.page.script.panel
    assert panel.run is not None
    path = list(panel.run.path)
    path[3] = msgspec.structs.replace(
        path[3], text="OpenTicket", outcome="refused", answer="The queue is not in use any more."
    )
    panel.view.path.show_steps(path)
    kept = [Unstored(target="contact.phone", code="stale", text="Somebody else changed it.")]
    panel.view.say(scriptwords.not_in_record(kept), "soft")


def gone_on(stage: Stage, step: int) -> bool:
    """Whether the script has taken the step."""
    run = stage.page.script.panel.run
    return run is not None and run.step != step


def script_who(stage: Stage, now: int) -> None:
    """The number belongs to several customers, and the script is open."""
    PlayedScript(stage.floor.door, [choose(node="hello"), end()])
    stage.floor.rings(customers.pop_of_several(now))
    stage.floor.change(QueueRow(id=3, name="Support", ring_seconds=20, wrap_seconds=60, flow="service"))
    stage.floor.talks()
    wait_for(stage, lambda: stage.page.script.panel.run is not None)


def take(stage: Stage) -> None:
    """The call is taken, its queue has the script."""
    stage.floor.rings(customers.pop(now(stage)))
    stage.floor.change(QueueRow(id=3, name="Support", ring_seconds=20, wrap_seconds=60, flow="service"))
    stage.floor.talks()
    wait_for(stage, lambda: stage.page.script.panel.run is not None)
    stage.page.script.panel.take_focus()


SCRIPT_SCREENS = (
    script_service, script_answers, script_refused, script_who,
    script_say, script_choices, script_problem, script_date, script_recommend, script_long, script_long_zh,
    script_long_th, script_many, script_offline, script_end, script_wrap_up, script_folded, script_list,
)  # fmt: skip
