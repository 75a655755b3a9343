"""Photographs the running demo for the manual: `make pictures`. Builds the demo town when it is missing."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "manual" / "pictures"
ADDRESS = "127.0.0.1:8037"
PASSWORD = "Fenggang2026"  # noqa: S105 -- of the demo
# name → who looks, where, how wide
PICTURES = {
    "sign-in": ("", "/sign-in/", 1280),
    "home": ("shuji", "/", 1280),
    "phone": ("shuji", "/", 390),
    "plan": ("shuji", "/units/xingtang/{next}/plan/", 1280),
    "roll": ("liudi", "/units/liudi/{last}/roll/", 1280),
    "closed": ("shuji", "/units/xingtang/{last}/closed/", 1280),
    "ledger": ("shuji", "/units/xingtang/ledger/{year}/", 1280),
    "review": ("shuji", "/units/xingtang/review/", 1280),
    "appraisal": ("shuji", "/units/xingtang/appraisal/{year}/", 1280),
    "service": ("shuji", "/units/xingtang/service/{year}/", 1280),
    "floating": ("shuji", "/units/xingtang/floating/", 1280),
    "board": ("dangjian", "/", 1280),
    "inbox": ("dangjian", "/units/fenggang/filings/", 1280),
    "import": ("dangjian", "/units/fenggang/imports/", 1280),
    "policy": ("dangjian", "/units/fenggang/policy/", 1280),
}


def main() -> None:
    """Serve the demo, take every picture, stop."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "demo", "--quiet"], check=True)  # noqa: S603 -- our own command
    subprocess.run([*manage, "collectstatic", "--noinput", "-v0"], check=True)  # noqa: S603 -- our own command
    server = subprocess.Popen(  # noqa: S603 -- our own server
        [
            sys.executable,
            "-m",
            "gunicorn",
            "activityday.config.wsgi",
            "--bind",
            ADDRESS,
            "--no-control-socket",
        ],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "activityday.config.settings"},
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait()
        with sync_playwright() as playwright:
            _all(playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"]))
    finally:
        server.terminate()
        server.wait(20)


def _wait() -> None:
    for _ in range(60):
        try:
            urlopen(f"http://{ADDRESS}/health/", timeout=20).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the demo did not answer")


def _all(browser: Browser) -> None:
    for name, (user, path, width) in PICTURES.items():
        context = browser.new_context(
            locale="zh-CN", viewport={"width": width, "height": 860 if width > 400 else 844}
        )
        page = context.new_page()
        if user:
            _sign_in(page, user)
        page.goto(f"http://{ADDRESS}{path.format(**_dates(page, user))}")
        page.screenshot(path=FOLDER / f"{name}.png")
        context.close()


def _sign_in(page: Page, user: str) -> None:
    page.goto(f"http://{ADDRESS}/sign-in/")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")


def _dates(page: Page, user: str) -> dict[str, str]:
    """The month the first page shows, and the one before it."""
    if not user:
        return {}
    words = page.title()
    found = "".join(sign if sign.isdigit() else " " for sign in words).split()
    if len(found) < 2:
        return {"year": found[0] if found else "", "next": "", "last": ""}
    year, month = int(found[0]), int(found[1])
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    last = (year, month) if user == "liudi" else before
    return {"year": str(last[0]), "next": f"{year}/{month}", "last": f"{last[0]}/{last[1]}"}


if __name__ == "__main__":
    main()
