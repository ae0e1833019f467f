areaData("can-tho",{"name":"Cần Thơ","units":{"cai-khe":"Phường Cái Khế","ninh-kieu":"Phường Ninh Kiều","tan-an":"Phường Tân An"},"calls":{"ninh-kieu":[["1 1 3","Đường dây nóng"]]}});
