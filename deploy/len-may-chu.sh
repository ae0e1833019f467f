#!/usr/bin/env bash
# Đưa một bản đã đóng gói lên máy chủ: chép vào một thư mục mới, kiểm từng tệp, rồi mới đổi liên kết trong một bước.
# Người đang đọc gặp bản cũ hoặc bản mới, không bao giờ gặp nửa này nửa kia.
#
#   python build_warnings.py host --release --out trang-may-chu
#   deploy/len-may-chu.sh trang-may-chu nguoi@may-chu:/srv/canh-bao     (qua ssh)
#   deploy/len-may-chu.sh trang-may-chu /srv/canh-bao                   (ngay trên máy chủ)
set -euo pipefail

built=${1%/} target=${2:-}
if [ $# -ne 2 ] || [ ! -f "$built.json" ]; then
    echo "Cách dùng: $0 THƯ_MỤC_ĐÃ_ĐÓNG_GÓI ĐÍCH (cần có danh sách tệp THƯ_MỤC.json nằm cạnh)" >&2
    exit 2
fi
digest=$(sed -n 's/^ "digest": "\([0-9a-f]\{16\}\).*/\1/p' "$built.json")
[ -n "$digest" ] || { echo "Không đọc được $built.json" >&2; exit 1; }

case $target in
    *:*) at() { ssh -- "${target%%:*}" "$@"; } ;;
    *) at() { bash -c "$*"; } ;;
esac
folder=$(printf %q "${target#*:}")
check() { (cd "$built" && find . -type f -print0 | sort -z | xargs -0 sha256sum) | at "cd $folder/$1 && sha256sum --check --quiet -"; }

at "mkdir -p $folder/ban && chmod a+rx $folder $folder/ban"
if [ "$(at "readlink $folder/hien-tai || true")" = "ban/$digest" ]; then
    check hien-tai
    echo "Máy chủ đang dùng đúng bản $digest."
    exit
fi
# Tệp không đổi so với bản đang dùng thì nối cứng, không chép lại.
linked=()
if at "test -d $folder/hien-tai"; then linked=(--link-dest=../../hien-tai/); fi
rsync --recursive --times --checksum --chmod=D755,F644 --delete "${linked[@]}" "$built/" "$target/ban/$digest.dang-chep/"
check "ban/$digest.dang-chep"
at "cd $folder && rm -rf ban/$digest && mv ban/$digest.dang-chep ban/$digest && touch ban/$digest && ln -sfn ban/$digest hien-tai.moi && mv -T hien-tai.moi hien-tai"
# Giữ ba bản gần nhất để quay lại: ln -sfn ban/<tên bản> hien-tai.moi && mv -T hien-tai.moi hien-tai
at "cd $folder/ban && ls -1t | tail -n +4 | xargs -r rm -rf --"
echo "Đã đổi sang bản $digest."
