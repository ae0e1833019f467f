"""What people may type: every command and option, with its Vietnamese help."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from awareness.reading import RECORD_CLASSES

EDITING: Final = ("explain", "new", "fix", "links")
"""Commands that help editors write: `editing_commands.py` runs them, and is loaded for them only."""


def command_parser() -> argparse.ArgumentParser:
    """Every command and option, with its Vietnamese help."""
    parser = argparse.ArgumentParser(
        prog="build_warnings.py", description="Kiểm bản ghi cảnh báo, dựng và xem trang.", allow_abbrev=False
    )
    parser.add_argument(
        "--project",
        type=Path,
        default=Path(__file__).resolve().parents[1],
        metavar="THƯ_MỤC",
        help="thư mục có warnings/, docs/, overrides/ và mkdocs.yml (mặc định: nơi đặt chương trình)",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")

    dated = argparse.ArgumentParser(add_help=False)
    dated.add_argument(
        "--day", metavar="NĂM-THÁNG-NGÀY", help="ngày dùng để tính hạn kiểm (mặc định: SOURCE_DATE_EPOCH)"
    )
    common = argparse.ArgumentParser(add_help=False, parents=[dated])
    common.add_argument("--strict", action="store_true", help="lời nhắc cũng tính là lỗi")

    releasing = argparse.ArgumentParser(add_help=False)
    releasing.add_argument(
        "--release",
        action="store_true",
        help="để phát hành: như --strict, và từ chối địa chỉ mẫu, số mẫu, số chưa đối chiếu nguồn",
    )

    drawing = argparse.ArgumentParser(add_help=False)
    drawing.add_argument(
        "--no-pictures", dest="pictures", action="store_false", help="dựng nhanh để xem chữ, không vẽ ảnh, bản in"
    )

    check = commands.add_parser("check", parents=[common, releasing], help="kiểm mọi bản ghi")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="ĐƯỜNG_DẪN", help="một thư mục warnings/ khác, hoặc các tệp"
    )
    check.add_argument("--format", choices=("text", "github", "json"), default="text", help="cách in các lỗi")
    find = commands.add_parser("find", parents=[common], help="bà con gõ câu này thì thấy trang nào, vì sao")
    find.add_argument("words", nargs="+", metavar="CHỮ", help="câu cần tìm")
    _add_editing_commands(commands)
    commands.add_parser("build", parents=[common, releasing, drawing], help="dựng trang vào site/")
    preview = commands.add_parser("serve", parents=[common, drawing], help="xem trang ở máy này, theo từng lần sửa")
    preview.add_argument("--port", type=int, default=8000, metavar="CỔNG", help="cổng của trang xem thử (8000)")
    talk = commands.add_parser("talk", parents=[dated], help="trang chiếu PDF để nói chuyện với bà con, kèm lời nói")
    talk.add_argument("--tactics", default="", metavar="MÃ,MÃ", help="mã các cảnh báo, theo thứ tự nói")
    talk.add_argument("--campaign", metavar="MÃ", help="mã một đợt nhắc: lấy tên và các cảnh báo của đợt ấy")
    talk.add_argument(
        "--out", type=Path, metavar="TỆP.pdf", help="ghi vào đâu; lời nói nằm cạnh, tên thêm -loi-noi (mặc định: ở đây)"
    )
    prints = commands.add_parser("prints", parents=[dated], help="bản in: biển, móc khóa cho mọi xã, phường; tờ rơi")
    prints.add_argument("--item", action="append", default=[], metavar="MÃ,MÃ", help="in gì, ví dụ: sign,keychain")
    prints.add_argument(
        "--area", action="append", default=[], metavar="MÃ", help="xã, phường: tay-ninh/can-giuoc hoặc mã 28159"
    )
    prints.add_argument("--province", action="append", default=[], metavar="MÃ", help="mọi xã, phường của một tỉnh")
    prints.add_argument(
        "--record", action="append", default=[], metavar="MÃ,MÃ", help="chỉ của những cảnh báo, bảng kiểm này"
    )
    prints.add_argument("--all", action="store_true", help="mọi xã, phường trong nước")
    prints.add_argument("--ink", action="store_true", help="kiểu tiết kiệm mực")
    prints.add_argument("--jobs", type=int, metavar="SỐ", help="số tiến trình (mặc định: bằng số bộ xử lý)")
    prints.add_argument("--shard", default="1/1", metavar="I/N", help="chỉ in phần thứ I trong N phần bằng nhau")
    prints.add_argument(
        "--out", type=Path, default=Path("in-an"), metavar="THƯ_MỤC", help="ghi vào đâu (mặc định: in-an/)"
    )
    usb = commands.add_parser(
        "usb", parents=[common, releasing, drawing], help="dựng trang thành thư mục mở được từ USB, không cần mạng"
    )
    usb.add_argument(
        "--out",
        type=Path,
        default=Path("trang-usb"),
        metavar="THƯ_MỤC",
        help="ghi vào đâu (mặc định: trang-usb); tệp nén nằm cạnh",
    )
    host = commands.add_parser(
        "host", parents=[common, releasing, drawing], help="dựng trang thành thư mục cho máy chủ, có sẵn tệp đã nén"
    )
    host.add_argument(
        "--out",
        type=Path,
        default=Path("trang-may-chu"),
        metavar="THƯ_MỤC",
        help="ghi vào đâu (mặc định: trang-may-chu); danh sách tệp nằm cạnh",
    )
    host.add_argument("--gzip-only", action="store_true", help="chỉ nén gzip, không cần gói brotli")
    verify = commands.add_parser("verify", help="thư mục trên máy chủ, trên USB có đúng là bản đã dựng không")
    verify.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục cần kiểm")
    verify.add_argument(
        "--manifest",
        type=Path,
        metavar="TỆP.json",
        help="danh sách tệp của bản dựng (mặc định: cạnh thư mục, rồi .build/)",
    )
    return parser


def _add_editing_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain = commands.add_parser("explain", help="một mục để làm gì, viết thế nào là được, thế nào là chưa")
    explain.add_argument(
        "field", nargs="+", metavar="MỤC", help="tên mục như red_flags, script.says, hoặc tên tiếng Việt"
    )

    new = commands.add_parser("new", help="bản ghi mới, có sẵn các mục để điền")
    new.add_argument("--kind", metavar="LOẠI", help=f"một trong: {', '.join(RECORD_CLASSES)}")
    new.add_argument("--title", metavar="TIÊU_ĐỀ", help="nêu mối nguy trước, ví dụ: Giả điện lực dọa cắt điện")
    new.add_argument("--id", metavar="MÃ", help="tên tệp, bỏ .yml (mặc định: làm từ tiêu đề)")
    for name in ("category", "channels", "audiences", "severity", "season", "group"):
        new.add_argument(f"--{name}", metavar="MÃ,MÃ", help=f"mã của mục {name}, theo vocabulary.yml")
    new.add_argument("--contact-kind", metavar="MÃ", help="với contacts: mã của mục kind")
    new.add_argument("--day", metavar="NĂM-THÁNG-NGÀY", help="ngày viết (mặc định: hôm nay)")

    fix = commands.add_parser("fix", help="sửa giúp những chỗ chắc chắn, cho xem trước khi ghi")
    fix.add_argument("paths", nargs="*", type=Path, metavar="TỆP", help="các tệp bản ghi (mặc định: tất cả)")
    links = commands.add_parser("links", help="nguồn nào không còn mở được (cần mạng)")
    links.add_argument("--format", choices=("text", "github", "json"), default="text", help="cách in")
    fix.add_argument("--yes", action="store_true", help="ghi luôn, không hỏi")
