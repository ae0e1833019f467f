areaData("tay-ninh",{"name":"Tây Ninh","units":{"can-giuoc":"Xã Cần Giuộc"},"calls":{}});
