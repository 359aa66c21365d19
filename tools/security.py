"""`make security`: wapiti crawls the running demo as its midwife and attacks every form and address that it finds.

On this machine only, for a few minutes at most; the demo is started for it and stopped after it. What it found before,
and what became of that, stands in docs/security.md.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from demo_site import demo, password
from own_environment import own_environment

MIDWIFE = "midwife@example.invalid"
ATTACKS = "crlf,csp,csrf,exec,file,http_headers,methods,permanentxss,redirect,sql,xss"
"""Those that ask nothing of any other machine; cookies get their flag for HTTPS where there is HTTPS."""
LEFT_ALONE = ("sign-out*", "your-sign-in*", "staff*", "records/*/known-to-me*", "static/*", "drafts/discard*")
"""What would end the session, or keep the midwife out of what is to be looked at."""
BOUNDS = (
    "--depth=6",
    "--max-links-per-page=40",
    "--max-files-per-dir=15",
    "--max-parameters=40",
    "--tasks=2",
)
CRAWL, EACH_ATTACK = 60, 20
"""Seconds at most."""


def main() -> None:
    """Say what was found, and fail with it."""
    programs = own_environment("wapiti")
    with demo() as site, tempfile.TemporaryDirectory() as kept:
        report = Path(kept) / "report.json"
        subprocess.run(
            [programs / "wapiti", *_what_to_do(site, Path(kept), report)], check=True, timeout=1500
        )
        answer = json.loads(report.read_text())
    found = [(what, one) for what, all_ in answer["vulnerabilities"].items() for one in all_]
    pages = answer["infos"].get("crawled_pages_nbr", 0)
    ways = len(ATTACKS.split(","))
    print(
        f"{pages} pages and forms were found, and attacked in {ways} ways for {EACH_ATTACK} seconds at most each."
    )
    for what, one in found:
        print(
            f"{what}: {one['method']} {_without_ids(one['path'])} {one.get('parameter') or ''} {one['info']}"
        )
    if pages < 40:
        sys.exit("Too few pages were found: was the midwife signed in?")
    sys.exit(f"{len(found)} findings" if found else None)


def _what_to_do(site: str, kept: Path, report: Path) -> list[str]:
    return [
        f"--url={site}/caseload",
        *(f"--start={site}/{page}" for page in ("records/new", "agencies", "emergency", "notices")),
        *(f"--exclude={site}/{page}" for page in LEFT_ALONE),
        "--scope=domain",
        f"--module={ATTACKS}",
        *BOUNDS,
        f"--max-scan-time={CRAWL}",
        f"--max-attack-time={EACH_ATTACK}",
        f"--cookie={_signed_in(site, kept / 'cookies.json')}",
        f"--store-session={kept}",
        f"--endpoint={site}/",
        "--dns-endpoint=localhost",
        "--no-bugreport",
        "--verbose=0",
        "--format=json",
        f"--output={report}",
    ]


def _signed_in(site: str, kept: Path) -> Path:
    """The cookies of a browser in which the midwife has signed in, as wapiti reads them."""
    cookies = CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', _page(browser, f"{site}/sign-in"))
    assert token, "the sign-in page has a form"
    sent = {"name": MIDWIFE, "password": password(), "csrfmiddlewaretoken": token[1]}
    page = _page(browser, f"{site}/sign-in", urlencode(sent).encode())
    assert "Sign out" in page, "the midwife could not sign in"
    as_kept = {"value": "", "expires": None, "secure": False, "port": None, "version": 0}
    found = {one.name: {**as_kept, "value": one.value} for one in cookies}
    kept.write_text(json.dumps({"127.0.0.1": {"/": found}}))
    return kept


def _page(browser: OpenerDirector, address: str, sent: bytes | None = None) -> str:
    with browser.open(address, sent, timeout=30) as answer:
        return str(answer.read().decode())


def _without_ids(path: str) -> str:
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", path)


if __name__ == "__main__":
    main()
