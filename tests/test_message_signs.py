"""A pasted message: its signs and tone, the same in Python and on the phone, and nothing of it leaves the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from awareness.catalogue import Catalogue
from awareness.message_patterns import is_seen, normalized, refanged
from awareness.message_signs import judge, signs_and_warning
from awareness.search_engine import SearchIndex
from awareness.search_index import TACTICS, entries
from awareness.vietnamese import unaccented
from benchmarks.paste import measured
from tests.pages import PHONE, violations, watched_page
from tests.test_pasted_messages import ROWS, shown

Serve = Callable[[Path], str]

HALF_A = [shown(row) for row in ROWS if row["half"] == "A"]
SCAMS_A = [shown(row) for row in ROWS if row["half"] == "A" and row["kind"] == "scam"]
SCAM = "Nhà chị nợ tiền điện ba tháng. Chuyển khoản ngay vào 0011002233 kẻo 2 tiếng nữa cắt điện, đừng nói với ai."


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> SearchIndex:
    return SearchIndex(entries(catalogue), catalogue.search_words)


def seen(message: str) -> set[str]:
    return set(judge(message).seen)


# --- patterns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "sign", "is_there"),
    [
        ("Đọc mã OTP cho em", "ma", True),
        ("doc ma otp cho em", "ma", True),
        ("ĐỌC MÃ OTP CHO EM", "ma", True),
        ("Ngân hàng không hỏi, không bảo đọc mã OTP", "ma", False),
        ("Không đọc mã OTP thì tài khoản bị khóa", "ma", True),
        ("Lãi 30% mỗi tháng", "hua", True),
        ("Lại mất điện 30% khu phố, mỗi tháng một lần", "hua", False),
        ("lai 30% moi thang", "hua", True),
        ("Tài khoản sẽ bị khóa", "doa", True),
        ("Cháu sẽ vào khoa Nội nằm viện", "doa", False),
        ("Chuyển ngay hôm nay", "giuc", True),
        ("Họp ngày mai ở nhà văn hóa", "giuc", False),
        ("Cài file xem.apk", "ung-dung", True),
        ("Xem tại hxxps://abc[.]example", "duong-dan", True),
        ("Xem tại abc.top/x", "duong-dan", True),
        ("Tra cứu tại dichvucong.gov.vn", "duong-dan", False),
        ("Tra cứu tại dichvucong.gov.vn.abc.top", "duong-dan", True),
        ("Gọi 0900 000 000", "tien", False),
        ("Chuyển 5tr8 vào 0000 1111 222", "tien", True),
        ("Chuyển 2.500.000đ", "tien", True),
        ("chuyen hai trieu ruoi", "tien", True),
        ("Đừng nói với ai", "giau", True),
        ("Đừng nói chuyện trong giờ học", "giau", False),
    ],
)
def test_signs(message: str, sign: str, is_there: bool) -> None:
    assert (sign in seen(message)) is is_there, normalized(message)


def test_every_pattern_is_of_use() -> None:
    """A pattern that fits its own words: a slip in the notation would never be noticed otherwise."""
    samples = {"LINK": "https://abc.top", "GOV": "abc.gov.vn", "TEP": "abc.apk", "TIEN": "5tr", "STK": "0011002233"}
    samples |= {"GIO": "24h", "PHANTRAM": "30%", "TRICH": "“"}
    for sign in signs_and_warning()[0]:
        for pattern in sign.patterns:
            words = [part.split("|")[0].rstrip("!?") for part in pattern.split() if not part.startswith("~")]
            message = " ".join(samples.get(word, word.replace("_", " ")) for word in words)
            assert is_seen(sign, normalized(message)), (sign.id, pattern, normalized(message))


def test_labels_are_short_and_say_no_more_than_what_was_seen() -> None:
    for sign in signs_and_warning()[0]:
        assert bool(sign.label) is (sign.weight > 0), sign.id
        assert len(sign.label) <= 70
        assert "an toàn" not in sign.label


# --- the tone ------------------------------------------------------------------------------------------------------


def test_nothing_talks_a_strong_message_down_to_nothing() -> None:
    """Kind words of all sorts weigh no more than this; what they hide is still called doubtful."""
    kind = (
        "Không gấp, khi nào cũng được. Như mọi lần, tiền mặt, tại quầy. Tự kiểm tra, giá niêm yết. Đã trả thì bỏ qua."
    )
    for message in SCAMS_A:
        if judge(message).tone == "strong":
            assert judge(f"{message}\n{kind}").tone != "none", message


@pytest.mark.parametrize("words", ["Cảnh giác lừa đảo!", "CẢNH BÁO: có kẻ giả danh.", "Đừng bấm link lạ, báo công an."])
def test_words_of_warning_suppress_nothing(words: str) -> None:
    for message in SCAMS_A:
        alone, warned = judge(message), judge(f"{words}\n{message}")
        assert warned.warns
        assert warned.tone != "strong"
        assert (warned.tone == "none") <= (alone.tone == "none"), message
        assert set(alone.seen) <= set(warned.seen), message


@pytest.mark.parametrize(
    "message", ["", "   ", "\n", "🎉", "ok", "a" * 4000, "không " * 700, "1 " * 2000, "chuyển " * 600]
)
def test_odd_messages_have_a_tone(message: str) -> None:
    assert judge(message).tone in {"none", "some"}


def test_a_scam_without_accents_sounds_alike() -> None:
    strong = [message for message in SCAMS_A if judge(message).tone == "strong"]
    still = [message for message in strong if judge(unaccented(message)).tone != "none"]
    assert len(strong) >= 50
    assert len(still) >= 0.95 * len(strong)


@pytest.mark.parametrize("half", ["A", "B"])
def test_it_keeps_its_bounds(index: SearchIndex, half: str) -> None:
    assert measured(half, index).missed() == []


# --- the same on the phone -----------------------------------------------------------------------------------------


def ask(page: Any, message: str) -> Any:
    page.locator("#dan").fill(message)
    page.locator("[data-cb-paste] button").click()
    page.locator("[data-cb-told]").wait_for()
    page.locator("[data-cb-like] a").first.wait_for()
    return page.locator("[data-cb-told]")


def test_python_and_the_phone_judge_alike(
    index: SearchIndex, browser: Any, built_site: Path, serve_folder: Serve
) -> None:
    messages = [*map(shown, ROWS), *HALF_A[::7], "", "СSGT: 𝐧𝐨̣̂𝐩 phạt tại abc.top", "½ ﬁ ıİ ß 24⁄7", "ck\u200bngay 5tr"]
    messages += [unaccented(message) for message in SCAMS_A[::3]]
    with watched_page(browser) as page:
        page.goto(serve_folder(built_site))
        ask(page, SCAM)
        answers = page.evaluate(
            """async (messages) => {
              const index = await window.messageIndex();
              return messages.map((message, number) => {
                const { tone, score, warns, seen } = window.messageSigns.judge(message);
                const judged = [tone, score, warns, seen.map(({ id }) => id)];
                if (number % 4) return [judged, [], ""]; // the ranking has vectors of its own: tests/test_search.py
                const { entries, sentence } = window.messageResembles(index, message);
                return [judged, entries.map(({ url }) => url), sentence];
              });
            }""",
            messages,
        )
    for number, (message, (judged, urls, sentence)) in enumerate(zip(messages, answers, strict=True)):
        tone, score, warns, signs = judge(message)
        assert judged == [tone, score, warns, list(signs)], number
        hits = [] if number % 4 else index.search(refanged(message), 3, below=TACTICS)
        assert urls == [index.entries[hit.number].url for hit in hits], number
        assert sentence == (hits[0].sentence if hits else ""), number


@pytest.mark.parametrize("path", ["", "tim/"])
def test_an_answer(browser: Any, built_site: Path, serve_folder: Serve, path: str) -> None:
    with watched_page(browser, size=PHONE) as page:
        page.goto(serve_folder(built_site) + path)
        told = ask(page, SCAM)
        text = told.inner_text()
        assert "Nhiều dấu hiệu lừa đảo" in text
        assert "Dặn giữ kín, đừng hỏi người khác" in text
        assert "Câu giống nhất: “" in text
        assert all(word in text for word in ("Dừng.", "Kiểm tra.", "Báo."))
        assert told.locator("a[href='tel:113']").count() == 1
        assert told.locator("a[href$='vua-bi-lua/']").is_visible()
        assert page.evaluate("document.activeElement.matches('[data-cb-told]')")
        told.locator("[data-cb-page] a").click()
        page.wait_for_url("**/canh-bao/gia-danh-dien-luc/")


def test_tones_in_words(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    """It never says that something is safe, and a warning is spoken of as one."""
    with watched_page(browser) as page:
        page.goto(serve_folder(built_site))
        quiet = ask(page, "Mai giỗ ông, cả nhà về ăn cơm nhé").inner_text()
        assert "Chưa nhận ra dấu hiệu quen" in quiet
        assert "Chưa nhận ra không có nghĩa là an toàn" in quiet
        assert "Trong tin có" not in quiet
        warning = ask(page, f"Bà con cảnh giác, có kẻ nhắn: “{SCAM}”").inner_text()
        assert "Đây có vẻ là tin cảnh báo" in warning
        assert "Nhiều dấu hiệu lừa đảo" not in warning
        assert "Trong tin có" in warning
        page.locator("#dan").fill("  ")
        page.locator("[data-cb-paste] button").click()
        assert not page.locator("[data-cb-told]").is_visible()
        assert "dán tin vào ô" in page.locator("[data-cb-paste] [role=status]").inner_text()


TRACES = """() => JSON.stringify([location.href, history.length, history.state, document.title, document.cookie,
  window.name, {...localStorage}, {...sessionStorage}])"""


def requests_while_asking(page: Any, messages: list[str]) -> list[list[str]]:
    """The addresses that each message makes a fresh page ask for. Asserts that nothing else of it stays or leaves."""
    result = []
    home = page.url
    for message in messages:
        page.goto("about:blank")
        page.goto(home)
        page.wait_for_function("() => sessionStorage.getItem('cb-news')")  # asked for at rest, which may come late
        page.wait_for_load_state("networkidle")
        before = page.evaluate(TRACES)
        asked: list[str] = []

        def note(request: Any, asked: list[str] = asked) -> None:
            assert request.method == "GET"
            assert request.post_data is None
            assert "referer" not in request.headers or "?" not in request.headers["referer"]
            asked.append(request.url)

        page.on("request", note)
        ask(page, message)
        page.wait_for_load_state("networkidle")
        page.remove_listener("request", note)
        assert page.evaluate(TRACES) == before
        assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
        assert page.evaluate("caches.keys().then((all) => all.length)") == 0
        result.append(asked)
    return result


@pytest.mark.parametrize("path", ["", "tim/"])
def test_nothing_of_a_message_leaves_the_page(browser: Any, built_site: Path, serve_folder: Serve, path: str) -> None:
    with watched_page(browser) as page:
        page.goto(serve_folder(built_site) + path)
        asked = requests_while_asking(page, [SCAM, "Mai họp tổ dân phố lúc 7 giờ tối nhé"])
    assert asked[0] == asked[1]
    names = [address.rpartition("/")[2] for address in asked[0]]
    model = ["message-model.js", "message-signs.js"]
    assert names == (model if path else ["search-folding.js", *model, "search-data.js", "search.js"])


def test_nothing_is_fetched_before_something_is_pasted(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.goto(serve_folder(built_site))
        page.wait_for_load_state("networkidle")
        page.locator("#dan").focus()
        assert "message.js" in asked
        assert not {"search-data.js", "search.js", "message-model.js", "message-signs.js"} & set(asked)


def test_without_a_network_it_says_so(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, expected=lambda text: "ERR_INTERNET" in text) as page:
        page.goto(serve_folder(built_site))
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        page.locator("#dan").fill(SCAM)
        page.locator("[data-cb-paste] button").click()
        page.get_by_text("Mạng yếu, chưa xem được").wait_for()
        page.context.set_offline(False)
        assert "Nhiều dấu hiệu lừa đảo" in ask(page, SCAM).inner_text()


@pytest.mark.parametrize("path", ["", "tim/"])
def test_without_scripts_nothing_is_sent(browser: Any, built_site: Path, serve_folder: Serve, path: str) -> None:
    home = serve_folder(built_site)
    with watched_page(browser, javascript=False) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
        page.goto(home + path)
        assert page.locator("main a[href$='dang-co-nguoi-goi/']:visible").count()
        assert not page.locator("[data-cb-told]").is_visible()
        page.locator("#dan").fill(SCAM)
        page.locator("[data-cb-paste] button").click()
        page.wait_for_url(f"{home}tim/?")
        assert page.locator("#a-z").count() == 1
        assert not [address for address in asked if "0011002233" in address or "%" in address]


def test_it_answers_from_a_usb_stick(browser: Any, built_site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(f"file://{built_site}/index.html")
        ask(page, SCAM).locator("[data-cb-page] a").click()
        page.wait_for_url("**/canh-bao/gia-danh-dien-luc/index.html")


def test_by_keyboard_and_axe(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=PHONE, bypass_csp=True) as page:
        page.goto(serve_folder(built_site))
        page.locator("#dan").focus()
        page.keyboard.insert_text(SCAM)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("[data-cb-like] a").first.wait_for()
        assert page.evaluate("document.activeElement.matches('[data-cb-told]')")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        heights = page.locator("[data-cb-told] a, [data-cb-paste] button").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().height)"
        )
        assert min(heights[:1]) >= 44
