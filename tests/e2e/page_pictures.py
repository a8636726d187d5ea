"""Pictures of the customer's pages, to be looked at: `python -m tests.e2e.page_pictures OUTDIR`.

The whole questionnaire in three languages, light and dark, 360 pixels wide.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from app.protocol.setup import SaveQueue
from tests.helpers.browser import Phone, chromium_path
from tests.helpers.house import ADMINISTRATOR
from tests.helpers.page_walk import walk
from tests.helpers.questionnaire import EVERYTHING, PAUSES, Customer, publish
from tests.helpers.served import Served


def main() -> None:
    """Take them all."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        served = Served(Path(home))
        served.hub.door.do(SaveQueue(name="Service"), ADMINISTRATOR)
        publish(served, EVERYTHING)
        publish(served, PAUSES)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for language in ("en", "zh-TW", "th"):
            for dark in (False, True):
                phone = Phone(browser, dark=dark, pictures=folder)
                link = Customer(served, "everything", "Anna Weber 陳美玲", language=language).link
                walk(phone, link.url, picture=f"{language}-{'dark' if dark else 'light'}")
                phone.close()
        for way in ("short", "long", "person"):
            phone = Phone(browser, pictures=folder)
            phone.open(Customer(served, "pauses").link.url)
            phone.go("open")
            phone.choose(way)
            phone.go()
            phone.check(f"pause-{way}")
            phone.close()
        phone = Phone(browser, pictures=folder)
        phone.open(link.url[:-2])
        phone.check("unknown")
        phone.close()
        browser.close()
        served.close()


if __name__ == "__main__":
    main()
