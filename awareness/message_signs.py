"""Which signs of a fraud stand in a pasted message: readable patterns with weights, added up to one of three tones.

This file is the model. `judge` is the rule in Python; ``overrides/assets/message-signs.js`` does the same on the phone
with the data of `model_data`, proven equal by ``tests/test_message_signs.py``. No tone says that a message is safe.

How a pattern is written: words in their accented spelling, one pattern a line; a line that ends in ``|`` goes on
below. ``a|b`` either; ``tài_khoản`` two syllables as one choice; ``a?`` may be missing; ``a!`` only with its accents
("liền", not "lien"); ``~3`` up to three words of any kind within the sentence. In capitals what is no word: LINK, GOV
(one under .gov.vn), TEP (an Android program), TIEN (a sum), STK (an account or card number), GIO (a time or a span),
PHANTRAM, TRICH (a quotation begins). Accents are matched where a sentence has them ("lãi" is not "lại"); where most of
its words have none, they may be missing.

Patterns follow the ``red_flags``, ``script`` and ``coaching`` of the records, not any list of messages.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from awareness.folding import Syllable, readable_letters, syllables

Tone = Literal["strong", "some", "none"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that a message does.

    weight: what the tone adds up; below zero for what real senders do. label: as the phone shows it, "" for what is not
    shown. deniable: "không", "đừng" or "khỏi" before a match turns it into its contrary, unless a "thì"
    follows ("không chuyển thì bị cắt" asks for money).
    """

    id: str
    label: str
    weight: int
    patterns: tuple[str, ...]
    deniable: bool = False


def _sign(name: str, label: str, weight: int, patterns: str, *, deniable: bool = False) -> Sign:
    joined = re.sub(r"\|\n\s*", "|", patterns)
    return Sign(name, label, weight, tuple(line.strip() for line in joined.strip().splitlines()), deniable)


SIGNS: Final[tuple[Sign, ...]] = (
    _sign(
        "tien",
        "Bảo chuyển tiền, nạp tiền, đóng phí",
        20,
        """
        chuyển|ck|nạp|đóng|nộp|cọc|bank ~4 TIEN
        gửi|gởi|đưa|góp|ứng! ~2 TIEN
        nộp|thanh_toán ~3 thẻ ~4 LINK
        chuyển_khoản|chuyển_tiền|nạp_tiền|ứng_tiền|nạp_thẻ|đóng_tiền|đóng_phí|nộp_phí|nộp_tiền|nộp_phạt|đặt_cọc|
            nạp_thêm|nạp_vốn
        đóng|nộp|trả|gửi|chuyển|mất ~3 phí|lệ_phí|thuế|cọc|đặt_cọc|tiền_cọc|viện_phí|học_phí|thẻ_cào
        chuyển|ck|nạp|gửi ~6 STK
        chuyển|ck|nạp|đóng|nộp|cọc ~2 gấp|liền|ngay|luôn|thẳng
        cọc|phí|vốn ~3 TIEN
        TIEN ~3 phí|lệ_phí|cọc|đặt_cọc|thuế
        cọc PHANTRAM
        xin|mượn|vay|cho ~3 TIEN
        quét ~2 qr
        chuyển|gửi|ứng|nộp|góp|đặt|nạp ~2 tiền
        cho ~2 vay|mượn
        cứ|giúp|luôn ~1 chuyển_khoản
        """,
        deniable=True,
    ),
    _sign(
        "tra-truoc",
        "Đòi trả tiền trước rồi mới được nhận, được rút",
        25,
        """
        đóng|nộp|gửi|chuyển|ck|cọc|nạp|ứng!|trả ~4 trước ~1 TIEN|phí|cọc|tiền|rồi|mới|một|là
        ứng_trước|ứng_tiền
        đóng|nộp|gửi|chuyển|ck|cọc|nạp|trả|đặt ~3 TIEN|tiền|phí|cọc ~1 trước
        đóng|nộp|nạp|chuyển|cọc|gửi|đặt_cọc ~8 mới|xong|rồi_sẽ|là ~2 được|rút|nhận|mổ|giải_ngân|mở|giao|hoàn|có
        phí ~1 hồ_sơ|xác_minh|giải_ngân|bảo_hiểm|mở|kích_hoạt|đảm_bảo|dịch_vụ|hải_quan|lưu_kho|vận_chuyển|rút|
            thông_quan|giữ_chỗ|giữ_suất
        tiền|khoản ~1 bảo_đảm|đảm_bảo|chứng_minh
        muốn ~1 rút|nhận|lấy ~5 nạp|đóng|nộp|làm|chuyển
        nạp|đóng|ck|chuyển|nộp|ứng ~2 thêm
        giữ ~1 chỗ|suất|giá|phòng
        nạp|ứng ~4 nhận|hoàn|lời|lãi|hoa_hồng
        thuế|phí ~6 rút|nhận_tiền|giải_ngân
        đưa|trả|cọc|đóng ~2 một_nửa|nửa_tiền
        trả ~3 xong ~1 mới
        cọc ~2 giữ|giao|gửi|nhận
        đóng_phí|nộp_phí
        """,
        deniable=True,
    ),
    _sign(
        "tai-khoan-la",
        "Đưa tài khoản riêng, tài khoản người lạ",
        25,
        """
        tài_khoản|stk|tk|số_tài_khoản ~2 cá_nhân|riêng|khác|tạm_giữ|an_toàn|trung_gian|đối_tác|bí_mật|giám_đốc|
            chuyên_viên|kế_toán|trưởng_nhóm|bên_thứ_ba
        chuyển|ck|nạp|nộp|trả|đóng|gửi ~5 tài_khoản|stk|tk ~1 họ|này|đó|khác|mới|người
        chuyển|ck|nạp|nộp|trả|đóng ~8 thẳng ~3 em|con|cháu|anh|tôi|mình
        trung_gian ~3 em|anh|shop|bên_em
        tài_khoản|stk|tk ~3 lỗi|hỏng|khóa ~6 chuyển|gửi|trả
        đổi ~1 số_tài_khoản|tài_khoản|mã_qr
        """,
        deniable=True,
    ),
    _sign(
        "so-tai-khoan",
        "Có số tài khoản để chuyển tới",
        10,
        """
        STK
        chuyển|gửi|nạp|đóng|nộp|ck|bank ~3 vào|vô|qua|tới ~1 số|tài_khoản|stk|tk
        """,
        deniable=True,
    ),
    _sign(
        "ma",
        "Xin mã xác thực (OTP)",
        40,
        """
        đọc|gửi|gởi|nhập|điền|gõ|cung_cấp|nhắn|đưa|chụp|khai|cho|xác_nhận|kê_khai|cấp|lấy ~7 otp|mã_xác_nhận|
            mã_xác_minh|mã_xác_thực|mã_đăng_nhập|mã_bảo_mật|mã_kích_hoạt
        đọc|gửi|gởi|nhập|gõ|cung_cấp|nhắn|đưa|chụp ~4 mã ~2 về|số|sáu|này|cho|cô|em|anh|chị|con|tôi|mình|bên_em|giúp|
            liền|ngay|luôn
        mã ~6 về|gửi ~6 đọc|nhắn|gửi|nhập|chụp|cho|đưa
        đọc ~1 mã
        mã ~6 bác|chị|anh|cô|em|con|bạn|cháu|bà|ông ~1 đọc|nhắn|gửi|nhập
        đọc ~3 sáu_số|6_số
        đọc ~1 lại|giúp|cho ~2 mình|em|anh|con|cháu
        chụp_màn_hình ~4 tin|mã
        """,
        deniable=True,
    ),
    _sign(
        "bi-mat",
        "Xin mật khẩu, số thẻ",
        40,
        """
        đọc|gửi|gởi|nhập|điền|gõ|cung_cấp|nhắn|đưa|cho|xác_nhận|khai|xin|giao ~6 mật_khẩu|cvv|cvc|số_thẻ|
            thẻ_ngân_hàng|mã_pin|mk|pass|password|mười_sáu_số|số_dư
        ba_số|3_số|mã|đọc|nhập|điền ~5 mặt_sau
        đăng_nhập ~5 nhận|xem|bình_chọn|vote|xác_nhận|đổi_quà|lại|xác_minh|mật_khẩu|mở_khóa|đổi_qua
        đăng_nhập ~4 LINK
        LINK ~8 đăng_nhập|số_thẻ|mật_khẩu|otp|ngân_hàng
        điền|nhập|khai|chụp|gửi ~3 thông_tin|hai_mặt|2_mặt|số ~1 thẻ|tài_khoản
        nhập ~1 thẻ
        đăng_nhập ~3 ngân_hàng|đường_dẫn|đường_link|link|facebook|ở_đây
        """,
        deniable=True,
    ),
    _sign(
        "giay-to",
        "Xin ảnh giấy tờ, quay mặt, giữ giấy tờ gốc",
        25,
        """
        gửi|gởi|chụp|đưa|nhắn|cho|xin|nộp|cung_cấp|giữ|cầm|cần|quét|quay ~5 cccd|căn_cước|cmnd|hộ_chiếu|
            giấy_khai_sinh|khuôn_mặt|sổ_gốc|sổ_đỏ|giấy_tờ_gốc
        cccd|căn_cước ~3 mặt
        quay|quét ~1 mặt
        ảnh ~3 cccd|căn_cước|của_bé
        khai|nhập|điền ~2 căn_cước|cccd
        nhìn_thẳng ~2 máy|màn_hình
        chớp_mắt
        """,
        deniable=True,
    ),
    _sign(
        "ung-dung",
        "Bảo cài ứng dụng, mở tệp lạ, chia sẻ màn hình",
        35,
        """
        tải ~1 app|ứng_dụng|phần_mềm|file|tệp
        cài|tải!|cài_đặt|gửi|gởi ~4 app|ứng_dụng|phần_mềm|teamviewer|anydesk|vneid|vssid|etax|file|tệp
        bấm|mở ~2 file|tệp
        cài ~3 bản|theo|xong
        tải ~2 thẳng|về_máy
        trợ_năng|đồng_ý_hết
        TEP
        chia_sẻ|share ~1 màn_hình
        cho_phép|bật|cấp|bấm ~4 quyền|danh_bạ|truy_cập
        không|chưa|ko ~2 trên|có ~2 kho|ch_play|appstore
        kho_ứng_dụng|ch_play ~2 chưa|không|chặn
        điều_khiển ~1 từ_xa
        """,
        deniable=True,
    ),
    _sign("duong-dan", "Có đường dẫn", 15, "LINK"),
    _sign(
        "bam-duong-dan",
        "Giục bấm đường dẫn",
        15,
        """
        bấm|nhấn|vào|vô|vo|click|truy_cập|tải|đăng_ký|nộp|đổi|cập_nhật|mở_khóa|xác_nhận ~4 LINK
        bấm|nhấn|vào|click|gửi ~3 link|đường_dẫn|đường_link|qr
        LINK ~6 nhận|xác_minh|cập_nhật|đăng_nhập|đăng_ký|nhập|bình_chọn
        bấm|nhấn|click|xem ~4 đây|nút ~1 để|nhận|xem
        theo|ở|qua ~1 đường_dẫn|đường_link|link ~1 này
        """,
        deniable=True,
    ),
    _sign(
        "giau",
        "Dặn giữ kín, đừng hỏi người khác",
        40,
        """
        đừng|không|cấm|chớ|khỏi|ko|k|khoan ~3 nói|kể|bàn|tiết_lộ|méc|hé|để ~3 ai|vợ|chồng|con_cháu|con|bố_mẹ|ba_mẹ|mẹ|
            người_nhà|người_khác|người_thứ_ba|người_ngoài|bạn_bè|gia_đình|biết
        đừng|không|cấm|khỏi|chớ|ko ~1 báo|trình_báo|gọi|hỏi|liên_hệ|ra|qua|tới ~3 công_an|ngân_hàng|phường|xã|ai|cô|
            bệnh_viện|địa_phương|người_nhà|sở|trường|nhà_trường|văn_phòng|bên|số_cũ|số_kia
        bí_mật|giữ_kín|giấu|im_lặng|kín_tiếng|ship_kín|ib_kín|tuyệt_mật|án_mật
        méc|nói|kể|báo ~2 ai|công_an ~2 thì|là
        mẹ|vợ|ba_mẹ|bố_mẹ|gia_đình|người_nhà ~1 biết ~3 là|thì
        ngân_hàng ~2 hỏi ~4 bảo|nói|khai|trả_lời
        cứ ~1 nói|bảo|khai ~4 là|mua|vay
        """,
    ),
    _sign(
        "co-lap",
        "Bắt giữ máy, bật video, ở một mình",
        40,
        """
        đừng|không|cấm|ko|không_được ~2 cúp|tắt|dập|ngắt ~1 máy|cuộc_gọi|điện_thoại
        bật ~2 zoom|video|camera ~4 liên_tục|suốt|24/24
        thuê ~3 nhà_nghỉ|khách_sạn|phòng ~4 một_mình
        ở|ra|vào ~3 một_mình
        tắt|cắt|chặn ~3 liên_lạc
        """,
    ),
    _sign(
        "tranh-kiem-tra",
        "Kiếm cớ để mình khỏi kiểm tra",
        30,
        """
        khỏi|không_cần|ko_cần|k_cần|đừng!|không_phải ~2 qua|ra|lên|tới|đến|về|gặp|gọi|hỏi|thẩm_định|xếp_hàng|đủ|biết|
            thi|bàn
        không|chưa|ko|k ~3 bắt_máy|nghe_máy|cầm_máy|nghe_được|nghe_rõ|gọi_được|gọi_dc|gọi_video_được|nói_được|nói_dc|
            nói_nhiều|chụp_được|xuất_hóa_đơn|nhận_trả
        máy|điện_thoại|đt ~3 hư|hỏng|hết_pin|mất|vỡ
        sóng|mạng|hình ~1 yếu|giật|kém|lag
        không_thẩm_định|không_thế_chấp|không_gặp_mặt
        trang|nick|số|kênh ~3 cũ|mới_lập ~4 khóa|hỏng|mất|hack
        biên_lai ~6 treo|chờ|lỗi
        ngân_hàng ~2 treo|bảo_trì|lỗi
        đổi|thay|dùng ~2 số_mới|số_khác
        ra|lên|tới|đến|về ~4 làm_gì|làm_chi|lâu_lắm|cho_tốn|chờ_lâu|mất_công|xếp_hàng
        giấy|hóa_đơn|hợp_đồng|bằng ~3 làm_gì|làm_chi|mất_công
        không_tiện|cứ_nhắn_tin
        gọi|bấm ~3 số|tổng_đài ~2 này
        cứ ~1 yên_tâm
        ngân_hàng ~1 lâu|chậm
        """,
    ),
    _sign(
        "giuc",
        "Giục làm vội",
        15,
        """
        gấp|khẩn!|lập_tức|tức_khắc|liền!|nhanh|lẹ!|mau|kẻo|khẩn_cấp
        làm|chuyển|ck|gửi|trả|đọc|đưa|bấm|nạp ~3 liền
        ngay ~1 hôm_nay|bây_giờ|lập_tức|kẻo|tại|để|cho|đi|qua|vào|vô|trước|trong
        chuyển|nạp|nhận|bấm|gửi|làm|cập_nhật|ck|đổi|nộp|gọi|hủy|xác_minh|có ~2 ngay
        trong|còn|sau|trước|chỉ|quá|nữa|hạn ~2 GIO
        GIO ~3 nữa|là|không|mở|khóa|mất|hết
        hạn_chót|hết_hạn|hạn_cuối|sát_giờ|quá_hạn|sắp_hết|sắp_xóa|sắp_bị|phút_cuối
        hết_hôm_nay|trong_hôm_nay|hôm_nay_chốt|hôm_nay_còn|hôm_nay_là|ngay_hôm_nay
        còn|chỉ ~2 suất|slot
        còn!|chỉ! ~2 chỗ!|người|khách
        chậm|trễ|muộn ~4 là|thì|mất|phạt|hết|bị|quá
        mất_lượt|mất_suất|mất_chỗ|lỡ_suất|hết_suất|hết_chỗ|lo_suất|tranh_hết
        quá_muộn|đang_chờ|khách_khác
        đang_vội|đang_gấp|không_kịp|còn_đúng|cơ_hội
        hôm_nay ~3 chỉ|không|giảm|hủy|khóa
        mai ~3 hết|hủy|khóa|cắt
        """,
    ),
    _sign(
        "doa",
        "Dọa khóa, cắt, phạt, bắt, bêu xấu",
        25,
        """
        tự|tự_động ~1 khóa|cắt|cúp|trừ|xóa
        phạt|tăng ~1 gấp
        tước ~1 gplx|bằng|giấy_phép
        sẽ|bị|sắp ~3 khóa|xóa|cắt|cúp|phạt|bắt|khởi_tố|truy_tố|thu_hồi|tịch_thu|phong_tỏa|đình_chỉ|vô_hiệu|
            vô_hiệu_hóa|hủy|trừ|tước|cưỡng_chế|kiện|tạm_giam|treo|sung_quỹ|xử_lý|niêm_phong|đánh|giữ
        tao|anh|em|tôi|t|tụi_tao|bọn_tao|là ~2 khóa|xóa|cắt|cúp|bắt|kiện|tung|đăng|đánh
        khởi_tố|truy_tố|tạm_giam|lệnh_bắt|rửa_tiền|ma_túy|cưỡng_chế|phong_tỏa|tịch_thu|trốn_thuế|liên_đới|đường_dây|
            chuyên_án|tình_nghi|chiếm_giữ
        đăng|tung|gửi|phát_tán|dán|bêu ~6 ảnh|hình|clip|mạng|cả_lớp|danh_bạ|cơ_quan|gia_đình
        đến|xuống|tới|kéo ~3 tận ~1 nhà|trường|cơ_quan|nơi
        không|chưa|ko|k ~4 thì|là ~4 mất|phạt|khóa|cắt|hủy|đăng|bắt|không|ko|chịu|báo|người|tung|gửi
        không_chịu_trách_nhiệm|mất_cả|mất_trắng|về_0|mất_hết|coi_như_từ_bỏ|không_khiếu_nại|mất_mặt
        ngừng|ngưng ~1 hoạt_động|cung_cấp|dịch_vụ
        mỗi_ngày ~2 thêm|phạt
        báo_công_an ~4 anh|chị|mày|chiếm
        nhắn|méc|nói ~2 vợ|cơ_quan|sếp|mẹ|nhà
        không ~3 trả|chuyển|đưa|làm|nộp|cập_nhật|đóng|bấm|gửi|đổi ~4 thì|là
        không_thì|nếu_không ~4 bị|trả_về|mất|khóa|biết|phạt|hủy|đăng|cả_nhà
        báo ~1 cơ_quan|trường|công_ty
        biết_mặt|tận_nhà|chuộc|muốn_êm
        cả_nhà|vợ|chồng|bố_mẹ|bạn_bè|sếp ~2 cùng_xem|nhận_được|sẽ_biết|em_biết|anh_biết
        """,
        deniable=True,
    ),
    _sign(
        "doi-kenh",
        "Kéo sang Zalo, Telegram, nhóm kín hay số khác",
        25,
        """
        kết_bạn|kb|add ~3 zalo|telegram|tele|em|facebook|để|số
        qua|vào|vô|vo|sang|tham_gia|kéo|thêm ~4 telegram|tele|nhóm|group|zoom|viber|whatsapp|signal
        nhắn|liên_hệ|ib|inbox|gọi|zalo|lh ~3 zalo|tele|telegram|số_này|riêng|kín
        ib|inbox|comment|cmt|chấm
        nhắn ~1 riêng
        nhóm ~1 kín|vip|riêng
        bấm ~1 phím
        """,
        deniable=True,
    ),
    _sign(
        "hua",
        "Hứa tiền, quà, lãi cao, việc dễ",
        25,
        """
        hoàn|nhận|được|tặng|thưởng|trúng|lãi!|lời!|thắng!|thu_nhập|hỗ_trợ|trợ_cấp ~4 TIEN
        TIEN ~2 tiền_thưởng|hỗ_trợ|trợ_cấp|mỗi_ngày|1_ngày|một_ngày|mỗi_lượt
        hoàn_tiền|hoàn_thuế|hoàn_lại|hoàn_vốn|hoàn_đủ|tiền_về|nhận_tiền|nhận_quà|nhận_thưởng|đổi_quà|điểm_thưởng|
            trúng_thưởng|trúng_giải|quà_tặng|tri_ân|may_mắn|hoa_hồng|rút_tiền
        cam_kết|bảo_đảm|đảm_bảo ~3 lãi|lời|lỗ|mất|đậu|khỏi|PHANTRAM|trả|hoàn|thành_công|rút|trúng
        bao ~2 lỗ|đậu|rút|trúng
        lãi|lời|sinh_lời|lợi_nhuận|hoàn|giảm|thưởng ~3 PHANTRAM
        PHANTRAM ~2 lãi|lợi_nhuận|thành_công|hoa_hồng|mỗi_tháng|ngày
        không_lỗ|bao_lỗ|đền_gốc|đổi_đời|giàu|lên_đời|việc_nhẹ|lương_cao|làm_tại_nhà|lương_tuần|bao_hết|bao_ăn
        duyệt|giải_ngân|có_tiền|lấy_tiền|trả_tiền|vay ~3 GIO|liền|nhanh|ngay
        chỉ_cần ~3 cccd|căn_cước|điện_thoại|bấm|nạp
        khỏi|hết ~2 hẳn!|bệnh|tiểu_đường|ung_thư
        lấy|thu_hồi|rút ~3 lại ~2 tiền|nick|vốn|facebook|tài_khoản
        suất|siêu_rẻ|giá_sốc|trợ_giá|giá_gốc
        GIO ~2 có_tiền|tiền_về|là_xong
        chuyên_gia|thầy ~3 chỉ|đọc_lệnh|dẫn|cầm_tay|chốt
        càng ~3 càng
        giảm ~1 nửa|sâu|sốc
        lời|lãi ~2 cao|chắc
        lương ~4 đô|cao
        nhận|mở|tặng|thùng|hộp|trao ~1 quà|thưởng
        học_bổng|xả_kho|nâng_hạn_mức|khỏi_bằng_cấp|không_cần_kinh_nghiệm|chắc_ăn|góp_vốn|nhận_lại|nộp_thừa|rút_lãi
        trị|chữa|khỏi ~2 cả|dứt|tiểu_đường|huyết_áp|bệnh|ung_thư
        ăn_ở ~3 lo|bao
        """,
    ),
    _sign(
        "nhiem-vu",
        "Giao nhiệm vụ kiếm tiền, bảo nạp vốn",
        30,
        """
        nhiệm_vụ ~8 nạp|ứng|hoàn|hoa_hồng|thưởng|TIEN
        làm|nhận|nốt|xong|hoàn_thành ~3 nhiệm_vụ
        đơn|lệnh|combo|hệ_thống ~4 treo|khóa|sai|lỗi|hoàn
        đánh_giá|tim|like|chốt_đơn|xem_video|bình_chọn|vote ~6 TIEN|hoa_hồng|tiền
        bình_chọn|vote ~6 LINK
        bình_chọn|vote ~4 bé|con|cháu|giúp
        """,
    ),
    _sign(
        "xung-danh",
        "Xưng người của cơ quan, ngân hàng, shipper, người quen đổi số",
        10,
        """
        em|tôi|mình|con|cháu|anh|chị ~2 bên|ở|là|từ|gọi_từ|bộ_phận ~3 điện_lực|ngân_hàng|công_an|cán_bộ|đại_úy|
            thiếu_tá|trung_tá|điều_tra|viện_kiểm_sát|tòa_án|thuế|bảo_hiểm|hải_quan|nhân_sự|hỗ_trợ|trung_tâm|bác_sĩ|
            y_tá|shipper|ship|kế_toán|luật_sư|văn_phòng|tổng_đài|nhà_mạng|phường|telegram|bưu_điện|sàn
        cơ_quan_điều_tra|viện_kiểm_sát|đại_úy|tổng_cục_thuế|tổng_cục|hải_quan|phối_hợp_với|trung_tâm_thu_hồi|
            cổng_dịch_vụ_công|hỗ_trợ_telegram
        sếp|giám_đốc|thủ_trưởng ~4 nhắn|gọi|cần|đang_họp
        """,
    ),
    _sign(
        "nguoi-than",
        "Báo người thân gặp nạn, cần tiền gấp",
        30,
        """
        cấp_cứu|tai_nạn|bị_tông|xe_tông|mổ|bị_bắt|bị_giữ|nằm_viện|ngã ~12 chuyển|đóng|tiền|TIEN|nộp|viện_phí
        bị ~3 giữ|bắt|bắt_cóc ~8 chuyển|tiền|TIEN
        chuyển|gửi|ck ~3 cho_con|cho_mẹ|cho_em|cho_anh ~4 gấp|liền|TIEN
        """,
        deniable=True,
    ),
    _sign(
        "moi-trai-luat",
        "Mời việc trái luật: thuê tài khoản, tiền giả, lô đề, vay giữ giấy tờ",
        35,
        """
        thuê|mua|bán|mượn|gom|thu|sang_nhượng ~2 tài_khoản|tk|stk|sim ~2 ngân_hàng|chính_chủ
        quét_mặt ~4 ngân_hàng|mở
        tiền ~2 giả|như_thật|y_thật
        TIEN ~1 đổi|được|ăn ~1 TIEN
        lô_đề|số_đề|đánh_đề|con_đề|chốt_số|bạch_thủ|cho_số|kèo!|cá_cược|đặt_cược|tiền_cược|cược!|tài_xỉu|nổ_hũ|casino|
            nhà_cái|vòng_cược
        vay_nóng|vay_nhanh|bốc_họ|bát_họ|lãi_ngày|giữ_cccd|xiết_nợ|vay_tiền_nhanh|vay_tín_chấp|vay_online
        vay ~4 duyệt|GIO
        lãi ~3 ngày
        qua|vượt ~1 biên|biên_giới
        không_đóng_dấu|đường_tiểu_ngạch|pháo_nổ|pháo_lậu|không_cần_bằng|bao_đậu
        trúng ~3 số|TIEN ~6 hoa_hồng|chia
        cho ~2 thuê ~3 thẻ|tài_khoản|tk|sim
        thẻ|tài_khoản ~6 cho ~2 thuê|mượn
        bán|thuê|mua ~1 tài_khoản
        vay_tạm|vay_đỡ|vay_thêm
        vay ~4 mà|để ~1 trả|góp|nạp|đóng
        đường_mòn|khỏi_làm_hộ_chiếu|giấy_trắng
        """,
    ),
    _sign(
        "chuyen-nham",
        "Nói chuyển nhầm, vay giùm rồi đòi trả qua tài khoản khác",
        20,
        """
        chuyển|ck|gửi ~3 nhầm|lộn ~14 trả|hoàn|chuyển|gửi ~8 khác|STK|tài_khoản
        chuyển|ck ~3 nhầm|lộn ~20 công_an|kiện|phạt
        giải_ngân|khoản_vay ~14 trả ~3 gốc|lãi|TIEN
        bấm|giao|ghi ~3 nhầm|lộn ~10 trừ|hủy|hội_viên
        """,
    ),
    _sign(
        "lan-truyen",
        "Bảo gửi tiếp cho thật nhiều người",
        30,
        """
        gửi|chia_sẻ|chuyển|share|lan_truyền|đăng ~6 người_thân|mọi_người|bạn_bè|nhiều_nhóm|các_nhóm|càng_nhiều
        tag ~3 bạn|người|ban_be
        chia_sẻ|share ~1 gấp|ngay|liền
        báo_đài|báo_chí ~3 không|chưa ~3 đăng|nói
        rút_sạch|trừ_về|mất_sạch|không_kịp_trở_tay|trừ_hết
        rủ ~4 bạn|người ~4 PHANTRAM|TIEN|thưởng
        gửi|chia_sẻ|chuyển ~1 tin_này|bài_này
        nghe_máy|bắt_máy|nhấc_máy|nghe ~8 mất_tiền|trừ|rút|còn_số_không
        """,
        deniable=True,
    ),
    _sign(
        "anh-rieng",
        "Xin ảnh riêng tư, rủ gặp một mình",
        35,
        """
        gửi|chụp|quay|xin|cho ~5 ảnh|hình|clip ~2 riêng|riêng_tư|nhạy_cảm|nóng|hở
        mặc_ít_đồ|cởi_đồ|khỏa_thân|bật_cam
        gặp|đi|ra ~5 một_mình
        """,
        deniable=True,
    ),
    # --- what real senders do; a criminal can write it as well, so all of it together weighs at most CALM_MOST --------
    _sign(
        "tu-kiem-tra",
        "",
        -20,
        """
        số ~1 in|ghi ~2 trên|ở|sau|mặt
        in ~1 sau|trên ~2 thẻ|hóa_đơn|hợp_đồng|phiếu
        tại|ra|tới|đến|lên|qua|ở|ghé|đem ~3 quầy|trụ_sở|văn_phòng|một_cửa|công_an_phường|công_an_xã|bưu_cục|
            phòng_tài_vụ|nhà_văn_hóa|bàn_tiếp_nhận|cửa_hàng|bảng_tin
        trong|trên|mở ~2 ứng_dụng|app|sổ_liên_lạc
        ứng_dụng|app ~2 đã_cài|đã_có
        GOV
        tự_tra_cứu|tự_mở|tự_kiểm_tra|tự_xem|tự_gõ
        có|kèm|giữ|đối_chiếu|trên|đọc_lại ~2 hóa_đơn|phiếu_thu|biên_nhận|hợp_đồng
        niêm_yết|sổ_khám|giấy_hẹn|phiếu_hẹn|toa_thuốc
        từ|trên ~1 ch_play|app_store
        mang ~3 theo|sổ|bản_gốc|giấy|hồ_sơ
        """,
        deniable=True,
    ),
    _sign(
        "ma-thuong",
        "",
        -30,
        """
        mật_khẩu|mk|pass|mã ~1 wifi|cổng|cửa|nhà|đơn|vận_đơn|đặt_chỗ|phiếu|chuyến|lớp
        """,
    ),
    _sign(
        "khong-doi",
        "",
        -25,
        """
        không|khỏi|ko|chưa ~1 gửi|gọi|hỏi|thu|nhận|cung_cấp|đưa|đọc|cần|mất|phải|yêu_cầu|chuyển|trả ~4 link|otp|mã|
            tiền|tiền_mặt|làm_gì|phí|chuyển_khoản|cọc|mã_này|khoản|trước|mã_nay
        bỏ_qua
        """,
    ),
    _sign(
        "khong-voi",
        "",
        -25,
        """
        không_gấp|ko_gấp|từ_từ|không_sao|khi_nào ~4 cũng_được|trả_sau|tính_sau
        lúc_nào|bữa_nào|hôm_nào|giờ_nào|cái_nào|sao|gì ~3 cũng ~1 được
        tùy ~1 em|anh|chị|bạn|mình|nhà
        ai_tiện|ai_kẹt|gia_đình_khó_khăn|thông_cảm|tự_nguyện|bao_nhiêu_cũng|ít_nhiều
        """,
    ),
    _sign(
        "quen",
        "",
        -20,
        """
        như ~1 mọi|mỗi|thường|cũ|đã ~1 lần|tuần|tháng|kỳ|khi|lệ|họp|biểu_quyết
        vẫn ~1 dùng|hay|thường
        hôm_họp|buổi_họp|hôm_qua_em|mọi_lần|đầu_tháng
        tiền_mặt|trả_tại|đưa_tại|gặp ~1 cô|chị|anh|em|thầy
        lúc|khi ~2 đón|qua_lấy|nhận_hàng|gặp|đến_lấy
        mở_hàng|xem_hàng|đồng_kiểm|trả_tiền_khi_nhận|thanh_toán_khi_nhận
        """,
    ),
)

WARNING: Final = _sign(
    "canh-bao",
    "",
    0,
    """
    cảnh_giác|cảnh_báo|khuyến_cáo|giả_danh|mạo_danh|giả_mạo|đính_chính|kẻ_gian|kẻ_xấu|chiêu_trò|chiêu_lừa|thủ_đoạn|
        tin_giả
    là|dấu_hiệu|trò|chiêu|kiểu|bọn|kẻ|đối_tượng|phòng|tránh|coi_chừng|khỏi|đừng|tin|tin_nhắn|cuộc_gọi|số|nhóm|trang|
        link|web|app|vụ|nạn|hình_thức|đường_dây ~1 lừa
    lừa ~1 đấy|đó|nha|nhé|nghen|hết
    bị_hack ~16 đừng|ai_nhắn|đang_nhắn|mượn
    có|vừa|mới ~2 kẻ|đối_tượng|người|ông|bà|số_lạ|đứa|bọn|khách ~5 giả|xưng|gọi|nhắn|nhận_là|lừa|mạo|đưa
    ai ~2 gọi|nhắn|nói|xưng|bảo|rủ|kêu ~14 thì|đừng|là|cứ
    tự_xưng|tự_nhận
    chúng|bọn_chúng|bọn_họ|tụi_nó|hắn gọi|nhắn|giả|xưng|dọa|đòi|bảo|xin|dụ|bắt|hứa|lấy|gửi|ép|mời|rủ|vẽ|lập|hay|
        thường|còn
    kẻ|bọn ~3 gọi|nhắn|giả|xưng|dọa|đòi|bảo|xin|dụ|hứa|lấy|gửi|ép|mời|rủ|lập|đóng_giả
    là ~1 đáng_ngờ|giả_mạo|lừa|bịa|không_có_thật|không_đúng|tin_giả|giả!
    người|việc|công_ty|shop|ngân_hàng|cơ_quan|thợ|khách ~1 thật ~2 không|chẳng
    không ai|cơ_quan_nào|ngân_hàng_nào ~3 đóng|nộp|hỏi|yêu_cầu|bắt|đòi|ứng
    khoan ~1 nộp|chuyển|tin|bấm|trả|đưa|vội
    cô_giáo|cô|thầy|tổ_trưởng|trưởng|hội|công_an|trường|phường|nhà_mạng|loa|xã ~2 nhắc|dặn|mới_nói|tuyên_truyền|khuyến
    mắc_bẫy|sập_bẫy|tránh_xa|trá_hình|coi_chừng|toàn_lừa|bị_dụ|bị_ép|tuyên_truyền|hẵng!
    bị ~2 khách|kẻ|nó|tụi|bọn|shipper ~4 đưa|gọi|lừa|nhắn|dụ|ép
    tụi|bọn ~1 lừa|xấu
    cẩn_thận|dè_chừng|đề_phòng|bị_gọi|mất_nick|mất_hút|không_kêu_gọi
    mất ~2 TIEN
    không|ko|k|không_bao_giờ ~2 hỏi|gửi|yêu_cầu|cung_cấp|chia_sẻ|đọc ~4 link|otp|mật_khẩu|mã|đường_dẫn|số_thẻ
    kịch_bản|mánh|bẫy!|chiêu!|trò_này|trò_mới|tin_đồn|xóa_đi|chặn_số|chặn_luôn|tỉnh_táo|trường_hợp_này
    nhiều|nhiều_người|có_người ~3 mất|bị ~2 tiền|lừa|gạt|mất
    gọi|hỏi ~1 lại|cho ~2 mẹ|con|cô|chị|anh|ba|má|nhau|người_nhà ~2 trước|hỏi|đã
    gặp ~4 thì|là
    bỏ_qua|đừng_để
    gọi|nhắn|gọi_điện|nhắn_tin ~2 bảo|kêu|đòi|yêu_cầu|dọa|dụ|rủ
    đòi! ~3 TIEN|tiền|chuyển|cọc|phí|mã|otp|nạp|cài
    dụ!|gạt!|lường_gạt|chiếm_đoạt|hù!|hăm!
    có|vừa|mới ~2 người|bà|ông|anh|chị|cô|bác|bạn ~2 bị ~1 lừa|mất|gọi|gạt
    kiểm_tra|hỏi|coi|xem ~1 kỹ|cho_chắc|trước_khi
    trang|fanpage|nick|app|web|tin_nhắn|số|link|zalo|nhóm ~1 giả!
    ăn_cắp|chiếm ~1 nick|tài_khoản|facebook
    biên_lai ~4 giả
    thông_báo|khẳng_định ~1 không
    thật ~1 không ~1 bắt|đòi|hỏi|thu|yêu_cầu
    nhận ~2 cuộc_gọi|tin|điện_thoại ~14 hãy|thì
    đừng ~1 đi|có_cho|có_tin
    tổng_đài|ubnd|bưu_điện|evn|shipper|bảo_hiểm_xã_hội ~1 không ~2 hỏi|gửi|yêu_cầu|thu|cử|xin|gọi
    hãy ~2 hỏi|cúp|dừng|kiểm_tra|cảnh_giác|tỉnh_táo|thận_trọng|bình_tĩnh
    đừng ~1 góp|vay|mua|đóng|nộp
    suýt|xém!|may_mà|may_là|hú_hồn
    chị_em|bà_con|mọi_người|các_nhà|cả_nhà|mn|các_bác|ông_bà|phụ_huynh ~5 lưu_ý|chú_ý|cẩn_thận|coi_chừng|để_ý|
        đề_phòng|cảnh_giác
    TRICH
    ngân_hàng|công_an|cơ_quan|trường|bhxh|bảo_hiểm|phường|xã|điện_lực|nhà_mạng|chúng_tôi|tòa_án ~1 không ~2 hỏi|gửi|
        yêu_cầu|thu|cử|xin|làm_việc|gọi|bao_giờ|bán
    xưng|giả ~2 công_an|nhân_viên|cán_bộ|shipper|ngân_hàng|điện_lực|thợ
    không_làm_việc_như_vậy|không_có_chuyện_đó|tin_không_đúng|không_đúng_sự_thật
    cúp_máy|tắt_máy|dừng_liên_lạc|trình_báo|báo_công_an|gọi_113|báo_113|đừng_ai
    đừng|chớ! ~2 bấm|chuyển|cài|đọc|nạp|tin|đụng|gửi|cung_cấp|click|mở|trả|cọc|vội|nhấn|tải|làm_theo|đưa|ham|quét|
        nghe_theo|nghe_lời|ký
    hỏi|gọi ~2 lại ~4 quen|đã_lưu|in|chính_thức|người_nhà|cho_chắc
    thấy|gặp|nghe|nhận ~5 vậy|đó|thế|này|như_trên ~1 thì
    """,
    deniable=True,
)
"""Words of those who warn. They change how the answer speaks, keep it from being "strong", and take no sign away."""

STRONG: Final = 70
"""From here a message has many signs: one that few real senders combine with another, and two more."""
SOME: Final = 45
"""From here it has some: a link and haste alone, or an ask for money alone, are what real senders send as well."""
CALM_MOST: Final = 40
"""All that real senders do counts no more than this, and what is strong without it is never less than some."""


class Judgement(NamedTuple):
    """tone; score: what the signs add up to; warns: whether it sounds like somebody who warns; seen: ids of signs."""

    tone: Tone
    score: int
    warns: bool
    seen: tuple[str, ...]


def judge(message: str) -> Judgement:
    """What a message looks like. Any text; an empty one has no sign."""
    text = normalized(message)
    seen = [sign for sign in SIGNS if is_seen(sign, text)]
    warns = is_seen(WARNING, text)
    calm = max(-CALM_MOST, sum(sign.weight for sign in seen if sign.weight < 0))
    alarm = sum(sign.weight for sign in seen if sign.weight > 0)
    score = max(alarm + calm, SOME if alarm >= STRONG else 0)
    tone: Tone = "none" if score < SOME else "some" if score < STRONG or warns else "strong"
    return Judgement(tone, score, warns, tuple(sign.id for sign in seen))


# --- a message as a line of words --------------------------------------------------------------------------------

# Regular expressions that mean the same in Python and JavaScript: no \w, \s, \d, whose letters differ.
_END: Final = r"(?![0-9a-zà-ỹđ])"
TOKENS: Final[tuple[tuple[str, str], ...]] = (
    ("TEP", r"[0-9a-z_-]+\.apk" + _END),
    ("GOV", r"(?:https?://|www\.)?[0-9a-z-]+(?:\.[0-9a-z-]+)*\.gov\.vn(?:/[^ \n]*[0-9a-z/])?(?![0-9a-z.-])"),
    (
        "LINK",
        r"(?:https?://|www\.)[^ \n]*[0-9a-z/]|[0-9a-z-]+(?:\.[0-9a-z-]+)*\.(?:com|vn|net|org|top|xyz|vip|cc|shop|info|"
        r"online|site|club|app|link|me|io|ly|biz|store|live|pro|asia|example)(?:/[^ \n]*[0-9a-z/])?" + _END,
    ),
    (
        "TIEN",
        r"[0-9]+(?:[.,][0-9]+)* ?(?:k|tr|củ|cu|triệu|trieu|nghìn|nghin|ngàn|ngan|tỷ|tỉ|ty|đồng|dong|vnđ|vnd|đ|usd|đô)"
        rf"[0-9]*(?: rưỡi| ruoi)?{_END}|"
        r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|trăm|mot|bon|nam|sau|bay|tam|chin|muoi|chuc|tram) "
        rf"(?:(?:mươi|lăm|trăm) )?(?:triệu|trieu|nghìn|nghin|ngàn|ngan|tỷ)(?: rưỡi| ruoi)?{_END}",
    ),
    ("PHANTRAM", r"[0-9]+(?:[.,][0-9]+)? ?%"),
    (
        "GIO",
        r"(?:[0-9]+(?:[:h][0-9]+)?|một|hai|ba|bốn|năm|vài|mấy|mười|mươi|nửa) ?"
        rf"(?:h|giờ|gio|phút|phut|p|tiếng|tieng|giây)[0-9]*{_END}",
    ),
    ("STK", r"[0-9](?:[ .-]?[0-9]){8,}"),
    (".", r"[.!?;\n…]+"),
    ("TRICH", r'[“"«]'),
    (",", r"[,:()”»]+"),
    ("", r'[^ \n.!?;…,:()“”"«»]+'),
)
"""What a message is read as, the first that fits; the last is what `syllables` makes words of."""
_TOKEN: Final = re.compile("|".join(f"({pattern})" for _, pattern in TOKENS))
HALF: Final = 2
"""One word in so many must have accents for a sentence to count as accented."""


def normalized(message: str) -> str:
    """A message as words between spaces: accented ones as `folding` keys them, others with ``~`` before them where the
    sentence is not accented, so that a pattern knows that accents may have been left out.
    """
    sentences: list[list[Syllable]] = [[]]
    for match in _TOKEN.finditer(refanged(readable_letters(message))):
        name = TOKENS[(match.lastindex or 1) - 1][0]
        sentences[-1] += [Syllable("", name)] if name else syllables(match[0])
        if name == ".":
            sentences.append([])
    return f" {' '.join(word for sentence in sentences for word in _marked(sentence))} "


def _marked(sentence: list[Syllable]) -> Iterator[str]:
    """Sentence by sentence: people add a line with accents to a message that has none."""
    words = sum(folded != "" for folded, _ in sentence)
    bare = sum(folded == keyed for folded, keyed in sentence)
    for folded, keyed in sentence:
        yield f"~{keyed}" if folded == keyed and bare * HALF > words else keyed


def refanged(message: str) -> str:
    """Links as people see them in their chat; careful people, and our tests, write them so that nobody can tap them."""
    return message.replace("hxxp", "http").replace("[.]", ".").replace("[dot]", ".")


# --- patterns ------------------------------------------------------------------------------------------------------

_NO: Final = "không|ko|k|hông|hong|đừng|chớ|khỏi|chẳng|miễn|không_cần"
_THEN: Final = "thì|là|sẽ|kẻo"
_GAP: Final = "(?: [^ .]+){0,%s}"
DENIAL: Final = 3
"""Words between "không" and what it denies."""


def is_seen(sign: Sign, text: str) -> bool:
    """Whether one of a sign's patterns is in a normalized text, and is not denied there."""
    pattern, then = expression(sign), _then()
    return any(not match[1] or then.match(text, match.end()) for match in pattern.finditer(text))


@functools.cache
def expression(sign: Sign) -> re.Pattern[str]:
    """All patterns of a sign as one; the first group is the denial before it."""
    denial = rf"( {_word(_NO)}(?: [^ .,]+){{0,{DENIAL}}}?)?" if sign.deniable else "()?"
    return re.compile(f"{denial}(?:{'|'.join(map(_compiled, sign.patterns))})(?= )")


@functools.cache
def _then() -> re.Pattern[str]:
    return re.compile(f"{_GAP % 6} {_word(_THEN)}(?= )")


def _compiled(pattern: str) -> str:
    return "".join(_part(part) for part in pattern.split(" "))


def _part(part: str) -> str:
    if part.startswith("~"):
        return _GAP % part[1:]
    if part.endswith("?"):
        return f"(?: {_word(part[:-1])})?"
    return f" {_word(part)}"


def _word(choices: str) -> str:
    return f"(?:{'|'.join(_choice(choice) for choice in choices.split('|'))})"


def _choice(choice: str) -> str:
    return choice if choice.isupper() else " ".join(_syllables_of(choice))


def _syllables_of(choice: str) -> Iterator[str]:
    for folded, keyed in syllables(choice.replace("_", " ")):
        if choice.endswith("!"):
            yield keyed
        else:
            yield f"~?{keyed}" if folded == keyed else f"(?:{keyed}|~{folded})"


# --- for the phone -------------------------------------------------------------------------------------------------


def model_data() -> dict[str, Any]:
    """The model as JSON: what ``message-signs.js`` judges with."""
    return {
        "tokens": [[name, pattern] for name, pattern in TOKENS],
        "signs": [[sign.id, sign.label, sign.weight, expression(sign).pattern] for sign in SIGNS],
        "warning": expression(WARNING).pattern,
        "then": _then().pattern,
        "limits": [SOME, STRONG, CALM_MOST],
    }
