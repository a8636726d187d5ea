"""A questionnaire with every kind of question, and a hub that serves it to a customer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from app.models.unit import Actor
from app.protocol.customers import CreateCustomer
from app.protocol.flow_links import FlowLinkView, MakeFlowLink
from app.protocol.flows import PublishFlow, SaveFlowDraft, SubmitFlow
from tests.helpers.house import ADMINISTRATOR
from tests.helpers.served import Reply, Served

AGENT = Actor(None, "agent")

EVERYTHING = """\
flow: everything
title: {en: About your coffee machine, zh-TW: 關於您的咖啡機, th: เกี่ยวกับเครื่องชงกาแฟของคุณ}
languages: [en, zh-TW, th]
speakers: [web]
start: hello
nodes:
  hello:
    say:
      en: "Good day, {{ customer.name }}.\\n\\nWe would like to know how your machine does."
      zh-TW: "{{ customer.name }} 您好，\\n\\n我們想知道您的咖啡機使用狀況。"
      th: "สวัสดี {{ customer.name }}\\n\\nเราอยากทราบว่าเครื่องของคุณเป็นอย่างไร"
    next: topic
  topic:
    ask: {en: What is it about?, zh-TW: 是關於什麼？, th: เรื่องเกี่ยวกับอะไร}
    type: one_of
    choices:
      - {value: broken, text: {en: It does not work, zh-TW: 無法運作, th: เครื่องไม่ทำงาน}}
      - {value: bill, text: {en: The bill, zh-TW: 帳單, th: ใบแจ้งหนี้}}
    next: parts
  parts:
    ask: {en: Which parts?, zh-TW: 哪些部分？, th: ส่วนใดบ้าง}
    hint: {en: Choose as many as you like., zh-TW: 可複選。, th: เลือกได้หลายข้อ}
    type: many_of
    least: "1"
    choices:
      - {value: pump, text: {en: The pump, zh-TW: 水泵, th: ปั๊ม}}
      - {value: display, text: {en: The display, zh-TW: 顯示幕, th: จอแสดงผล}}
      - {value: other, text: {en: Something else, zh-TW: 其他, th: อื่น ๆ}}
    next: often
  often:
    ask: {en: How many cups a day?, zh-TW: 每天幾杯？, th: วันละกี่แก้ว}
    type: number
    least: "1"
    most: "40"
    next: bought
  bought:
    ask: {en: When did you buy it?, zh-TW: 您何時購買？, th: คุณซื้อเมื่อไร}
    type: date
    most: today
    next: price
  price:
    ask: {en: What did it cost?, zh-TW: 多少錢？, th: ราคาเท่าไร}
    type: money
    currency: TWD
    required: false
    next: happened
  happened:
    ask: {en: What happened?, zh-TW: 發生了什麼事？, th: เกิดอะไรขึ้น}
    type: text
    most: "500"
    next: call
  call:
    ask: {en: May we call you?, zh-TW: 我們可以打電話給您嗎？, th: เราโทรหาคุณได้ไหม}
    type: yes_no
    next: by_phone
  by_phone:
    branch:
      - {when: call, next: number}
    otherwise: mail
  number:
    ask: {en: On which number?, zh-TW: 電話號碼？, th: หมายเลขใด}
    type: phone
    store: contact.phone
    next: mail
  mail:
    ask: {en: Your e-mail address?, zh-TW: 您的電子郵件？, th: อีเมลของคุณ}
    type: email
    required: false
    store: contact.email
    next: picture
  picture:
    ask: {en: A photo of the label, zh-TW: 標籤的照片, th: รูปภาพของป้าย}
    type: photo
    next: sign
  sign:
    ask: {en: Please sign, zh-TW: 請簽名, th: โปรดเซ็นชื่อ}
    type: signature
    next: offer
  offer:
    recommend: {en: May we suggest something?, zh-TW: 我們可以推薦嗎？, th: เราขอแนะนำได้ไหม}
    items:
      - value: DS-1
        text: {en: Descaler, zh-TW: 除垢劑, th: น้ำยาล้างตะกรัน}
        reason:
          en: "{{ often }} cups a day leave lime."
          zh-TW: "每天 {{ often }} 杯會積水垢。"
          th: "วันละ {{ often }} แก้วทำให้มีตะกรัน"
    next: bye
  bye:
    end: Settled
    say:
      en: "Your answers help us, {{ customer.name }}."
      zh-TW: "您的回答對我們很有幫助。"
      th: "คำตอบของคุณช่วยเราได้มาก"
"""

SHORT = """\
flow: short
title: {en: Short}
languages: [en]
speakers: [web]
start: colour
nodes:
  colour:
    ask: {en: Which colour?}
    type: text
    most: "40"
    next: size
  size:
    ask: {en: Which size?}
    type: number
    least: "1"
    most: "50"
    next: bye
  bye:
    end: Settled
    say: {en: "{{ colour }} in {{ size }}."}
"""

PAUSES = """\
flow: pauses
title: {en: Pauses}
languages: [en]
speakers: [web]
start: way
person: hand_over
nodes:
  way:
    ask: {en: Which way?}
    type: one_of
    choices:
      - {value: short, text: {en: Wait a little}, next: little}
      - {value: long, text: {en: Wait long}, next: much}
      - {value: person, text: {en: A person}, next: hand_over}
    next: bye
  little: {wait: 1s, next: bye}
  much: {wait: 3d, say: {en: Let it dry.}, next: bye}
  hand_over: {route: Service, say: {en: This is something for our people.}}
  bye: {end: Settled}
"""


def publish(served: Served, source: str) -> None:
    """Make a flow live."""
    door = served.hub.door
    saved = door.do(SaveFlowDraft(source=source), ADMINISTRATOR)
    errors = [str(problem) for problem in saved.version.problems if problem.severity == "error"]
    assert not errors, errors
    door.do(SubmitFlow(version_id=saved.version.id), ADMINISTRATOR)
    door.do(PublishFlow(version_id=saved.version.id), ADMINISTRATOR)


class Customer:
    """A customer with a link, as their browser's requests look."""

    def __init__(self, served: Served, flow: str = "short", name: str = "Anna Weber", **values: Any) -> None:
        self.served = served
        self.id = served.hub.door.do(CreateCustomer(name=name, **values), AGENT).id
        self.link = self.make_link(flow)

    def make_link(self, flow: str, **values: Any) -> FlowLinkView:
        """A link for this customer."""
        return self.served.hub.door.do(MakeFlowLink(flow=flow, customer_id=self.id, **values), AGENT)

    @property
    def path(self) -> str:
        """Of the link."""
        return "/f/" + self.link.url.rpartition("/")[2]

    def look(self, query: str = "", **headers: str) -> Reply:
        """Open the link."""
        return self.served.send("GET", self.path + query, headers=headers)

    def send(self, action: str, value: Any = (), **fields: Any) -> Reply:
        """Send a form."""
        values = [value] if isinstance(value, str) else list(value)
        pairs = [("action", action), *(("value", one) for one in values), *fields.items()]
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.served.send("POST", self.path, urlencode(pairs).encode(), headers=headers)

    def upload(self, data: bytes, name: str = "cup.jpg", **fields: Any) -> Reply:
        """Send a photo."""
        border = "----border7d2"
        parts = []
        for key, value in {"action": "answer", **fields}.items():
            head = f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            parts.append(head.encode())
        head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts += [head.encode(), b"Content-Type: image/jpeg\r\n\r\n", data, f"\r\n--{border}--\r\n".encode()]
        headers = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self.served.send("POST", self.path, b"".join(parts), headers=headers)
