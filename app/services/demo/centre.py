"""The house itself: its people, skills, queues, codes, called numbers, products and own fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.services.demo.blank import row

Row = dict[str, Any]

PASSWORD = "contact-desk"
"""Of every agent of the demo centre."""
LOGIN = "mei"
"""Who sits at the desk that the embedded default opens: she speaks every language of the centre."""
SECOND_LOGIN = "somchai"
"""A second agent with the same skills, for transfers and for the next one who looks."""

SKILLS = ("English", "Deutsch", "中文", "ภาษาไทย", "Orders", "Billing", "Technical")
_ALL = dict.fromkeys(SKILLS, 4)

# login, name, role, language, own number, skills
_AGENTS: tuple[tuple[str, str, str, str, str, dict[str, int]], ...] = (
    (LOGIN, "Mei Chen 陳美", "agent", "en", "201", _ALL),
    (SECOND_LOGIN, "Somchai Jaidee", "agent", "en", "202", _ALL),
    ("anna", "Anna Vogt", "agent", "en", "203", {"Deutsch": 5, "English": 4, "Orders": 3, "Billing": 2}),
    ("yating", "林雅婷", "agent", "zh-TW", "204", {"中文": 5, "English": 2, "Orders": 4, "Billing": 3}),
    ("chiahao", "張家豪", "agent", "zh-TW", "205", {"中文": 5, "English": 3, "Technical": 5}),
    ("shufen", "黃淑芬", "agent", "zh-TW", "206", {"中文": 5, "Billing": 5, "Orders": 2}),
    ("malee", "มาลี แสงทอง", "agent", "th", "207", {"ภาษาไทย": 5, "English": 3, "Orders": 4}),
    ("wichai", "วิชัย บุญมี", "agent", "th", "208", {"ภาษาไทย": 5, "Technical": 4}),
    ("olivia", "Olivia Hughes", "agent", "en", "209", {"English": 5, "Orders": 4, "Billing": 4}),
    ("marcus", "Marcus Okafor", "agent", "en", "210", {"English": 5, "Technical": 5}),
    ("lukas", "Lukas Böhm", "agent", "en", "211", {"Deutsch": 5, "English": 4, "Technical": 4}),
    ("priya", "Priya Patel", "agent", "en", "212", {"English": 5, "Billing": 5}),
    ("grace", "Grace Lin 林恩慈", "supervisor", "en", "220", {**_ALL, "Technical": 2}),
    ("wei", "吳志偉", "technician", "zh-TW", "231", {"中文": 5, "Technical": 5}),
    ("admin", "Ruth Adler", "administrator", "en", "240", {}),
)

# name, required skill, its least level, longest after-call work in seconds
_QUEUES: tuple[tuple[str, str, int, int], ...] = (
    ("Service", "English", 1, 0),
    ("Orders", "Orders", 1, 0),
    ("Billing", "Billing", 2, 0),
    ("Technical", "Technical", 2, 0),
    ("中文服務", "中文", 2, 0),
    ("ภาษาไทย", "ภาษาไทย", 2, 0),
)

_REASONS = (
    ("Break", "休息", "พัก"),
    ("Lunch", "午餐", "พักกลางวัน"),
    ("Training", "教育訓練", "อบรม"),
    ("Meeting", "開會", "ประชุม"),
    ("Paperwork", "文書作業", "งานเอกสาร"),
)
# name, zh-TW, th, outcome
_DISPOSITIONS = (
    ("Settled", "已解決", "แก้ไขแล้ว", "settled"),
    ("Information given", "已提供資訊", "ให้ข้อมูลแล้ว", "settled"),
    ("Order taken", "已接單", "รับคำสั่งซื้อ", "settled"),
    ("Ticket opened", "已開立案件", "เปิดเรื่อง", "open"),
    ("Call-back agreed", "約定回電", "นัดโทรกลับ", "open"),
    ("Visit booked", "已約到府", "นัดช่าง", "open"),
    ("Passed on", "已轉交", "ส่งต่อ", "neutral"),
    ("Complaint noted", "已記錄客訴", "บันทึกข้อร้องเรียน", "open"),
    ("Wrong number", "打錯電話", "โทรผิด", "neutral"),
    ("Nobody spoke", "無人說話", "ไม่มีเสียง", "neutral"),
)
# sku, name, category, warranty in months
PRODUCTS = (
    ("CF-1", "Barista One", "coffee", 24),
    ("CF-2", "Barista Duo", "coffee", 24),
    ("WP-300", "AquaPure 300", "water", 36),
    ("WP-500", "AquaPure 500", "water", 36),
    ("AC-25", "Breeze 2.5", "air", 60),
    ("AC-35", "Breeze 3.5", "air", 60),
    ("AC-M", "Breeze Mini", "air", 24),
    ("NW-AX", "LinkHub AX", "network", 24),
    ("NW-MS", "LinkHub Mesh", "network", 24),
    ("RC-10", "RiceMaster 10", "kitchen", 12),
    ("SO-45", "SteamOven 45", "kitchen", 24),
    ("VC-S7", "Robo S7", "vacuum", 24),
    ("DH-20", "DryAir 20", "air", 24),
    ("CP-2", "Care Plus", "plan", 24),
    ("FS-1", "Filter subscription", "plan", 12),
)

SCRIPT = "service"
"""The flow that opens beside the contacts of every queue."""
_DAY, _NIGHT = "ivr-day", "ivr-night"
# number, name, language, queue, greeting, flow (answers; else it goes straight to the queue)
_LINES: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("+886225550100", "Main number", "en", "Service", "Welcome to Harbour Home.", _DAY),
    ("+886225550188", "中文專線", "zh-TW", "中文服務", "海港家居您好,請稍候,馬上為您服務。", _DAY),
    ("+6625550100", "สายภาษาไทย", "th", "ภาษาไทย", "ฮาร์เบอร์โฮม สวัสดีค่ะ กรุณารอสักครู่", _DAY),
    ("+886225550111", "Order line", "en", "Orders", "Harbour Home, order line. One moment, please.", ""),
    ("+886225550133", "Technical help", "en", "Technical", "Harbour Home, technical help.", ""),
    ("+886225550199", "Night", "en", "Service", "Welcome to Harbour Home.", _NIGHT),
)
MAIN, CHINESE, THAI, ORDERS, TECHNICAL, NIGHT = (line[0] for line in _LINES)

_FIELDS: tuple[tuple[str, str, str, str, list[str]], ...] = (
    ("customer", "customer_no", "Customer no.", "text", []),
    ("customer", "contract", "Contract", "choice", ["Basic", "Plus", "Premium"]),
    ("customer", "paperless", "Paperless", "yes_no", []),
    ("customer", "birthday", "Birthday", "date", []),
    ("customer", "postcode", "Postcode", "text", []),
    ("ticket", "order_no", "Order no.", "text", []),
    ("ticket", "satisfaction", "Satisfaction (1–5)", "number", []),
)


@dataclass
class Centre:
    """The set-up rows by table, and the ids that the past needs."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    agents: dict[str, int] = field(default_factory=dict)
    queues: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    dispositions: dict[str, int] = field(default_factory=dict)
    can: dict[str, list[int]] = field(default_factory=dict)
    """Queue name -> the agents who work in it."""

    @property
    def all_round(self) -> tuple[int, int]:
        """The two agents with every skill."""
        return self.agents[LOGIN], self.agents[SECOND_LOGIN]


def build_centre(new_id: Callable[[], int], at: int) -> Centre:
    """The set-up of the house as it was at the moment `at` (ms)."""
    centre = Centre()
    _people(centre, new_id, at)
    _codes(centre, new_id)
    _things(centre, new_id)
    return centre


def _people(centre: Centre, new_id: Callable[[], int], at: int) -> None:
    skills = {name: new_id() for name in SKILLS}
    centre.rows["skills"] = [row("skills", id=key, name=name) for name, key in skills.items()]
    centre.queues = {name: new_id() for name, *_ in _QUEUES}
    centre.rows["queues"] = [
        row("queues", id=centre.queues[name], name=name, wrap_seconds=wrap, flow=SCRIPT)
        for name, _, _, wrap in _QUEUES
    ]
    centre.rows["queue_skills"] = [
        row("queue_skills", id=new_id(), queue_id=centre.queues[name], skill_id=skills[skill], least=least)
        for name, skill, least, _ in _QUEUES
    ]
    agents, levels, states = [], [], []
    for login, name, role, language, number, own in _AGENTS:
        key = centre.agents[login] = new_id()
        agents.append(
            row("agents", id=key, login=login, name=name, role=role, language=language, number=number)
        )
        states.append(row("agent_states", id=key, since=at))
        levels += [
            row("agent_skills", id=new_id(), agent_id=key, skill_id=skills[skill], level=level)
            for skill, level in own.items()
        ]
    centre.rows |= {"agents": agents, "agent_states": states, "agent_skills": levels}
    for name, skill, least, _ in _QUEUES:
        centre.can[name] = [
            centre.agents[login]
            for login, _, role, _, _, own in _AGENTS
            if role == "agent" and own.get(skill, 0) >= least
        ]


def _codes(centre: Centre, new_id: Callable[[], int]) -> None:
    centre.rows["reason_codes"] = [
        row("reason_codes", id=new_id(), name=en, names={"en": en, "zh-TW": zh, "th": th}, position=place)
        for place, (en, zh, th) in enumerate(_REASONS)
    ]
    centre.dispositions = {en: new_id() for en, *_ in _DISPOSITIONS}
    centre.rows["disposition_codes"] = [
        row(
            "disposition_codes",
            id=centre.dispositions[en],
            name=en,
            names={"en": en, "zh-TW": zh, "th": th},
            outcome=outcome,
            position=place,
        )
        for place, (en, zh, th, outcome) in enumerate(_DISPOSITIONS)
    ]


def _things(centre: Centre, new_id: Callable[[], int]) -> None:
    centre.products = {name: new_id() for _, name, _, _ in PRODUCTS}
    centre.rows["products"] = [
        row("products", id=centre.products[name], sku=sku, name=name, category=category)
        for sku, name, category, _ in PRODUCTS
    ]
    centre.rows["custom_fields"] = [
        row(
            "custom_fields",
            id=new_id(),
            entity=entity,
            key=key,
            label=label,
            type=kind,
            choices=choices or None,
            position=place,
        )
        for place, (entity, key, label, kind, choices) in enumerate(_FIELDS)
    ]
    centre.rows["lines"] = [
        row(
            "lines",
            id=new_id(),
            number=number,
            name=name,
            queue_id=centre.queues[queue],
            greeting=greeting,
            language=language,
            flow=flow,
        )
        for number, name, language, queue, greeting, flow in _LINES
    ]
