"""How long an editor waits for the diagnostics of a changed record; prints Markdown.

python benchmarks/editor.py [--vendors 100] [--changes 60] [--subpolicy PATH]

Starts `subpolicy lsp` on a registry made by registry.py, types into one record after another, and
takes the time from a change to the diagnostics of that version, over the pipe and back: the pause
that groups keystrokes, parsing, schema, rules, waivers, and both ways of JSON. Only a report,
never a test: nothing fails because a machine is slow.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import registry

KINDS = {
    "a comment is typed": lambda text, n: f"{text}# {n}\n",
    "a value is misspelt": lambda text, n: text.replace("status: ", f"status: x{n}"),
    "the YAML is broken": lambda text, n: f"{text}{'x' * (n % 7 + 1)}\n",
    "the DPA gets another date": lambda text, n: text.replace(
        "signed_on: 20", f"signed_on: 2001-01-{n % 28 + 1:02} # 20", 1
    ),
}


class Server:
    """A language server on the other end of two pipes."""

    def __init__(self, command: list[str], folder: Path) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=folder)
        if self._process.stdin is None or self._process.stdout is None:
            sys.exit("there are no pipes")
        self._to, self._from = self._process.stdin, self._process.stdout
        self.tell({"id": 1, "method": "initialize", "params": {"capabilities": {}}})
        while self.hear().get("id") != 1:
            pass
        self.tell({"method": "initialized", "params": {}})

    def tell(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._to.flush()

    def hear(self) -> dict[str, Any]:
        length = 0
        while line := self._from.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            sys.exit("the server has gone: is subpolicy installed, with its extra [lsp]?")
        found: dict[str, Any] = json.loads(self._from.read(length))
        return found

    def diagnostics(self, uri: str, version: int) -> int:
        """Wait for those of a version; how many there are."""
        while True:
            params = self.hear().get("params") or {}
            if params.get("uri") == uri and params.get("version") == version:
                return len(params["diagnostics"])

    def stop(self) -> None:
        self.tell({"id": 2, "method": "shutdown"})
        while self.hear().get("id") != 2:
            pass
        self.tell({"method": "exit"})
        self._process.wait()


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="subpolicy-bench-") as name:
        folder = Path(name) / "registry"
        registry.write(folder, arguments.vendors)
        server = Server([*arguments.subpolicy, "lsp"], folder)
        records = sorted((folder / "vendors").iterdir())[:10]
        first = time.perf_counter()
        for record in records:
            document = {"uri": record.as_uri(), "languageId": "yaml", "version": 0}
            document["text"] = record.read_text(encoding="utf-8")
            server.tell({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        server.diagnostics(records[-1].as_uri(), 0)
        print(f"First look at {arguments.vendors} vendors: {_ms(time.perf_counter() - first)}\n")
        print("| what is typed | median | 95 of 100 below |")
        print("| --- | ---: | ---: |")
        version = 0
        for kind, edit in KINDS.items():
            waits = []
            for number in range(arguments.changes):
                version += 1
                record = records[number % len(records)]
                text = edit(record.read_text(encoding="utf-8"), version)
                started = time.perf_counter()
                _change(server, record, text, version)
                server.diagnostics(record.as_uri(), version)
                waits.append(time.perf_counter() - started)
            print(f"| {kind} | {_ms(median(waits))} | {_ms(quantiles(waits, n=20)[-1])} |")
        server.stop()


def _change(server: Server, record: Path, text: str, version: int) -> None:
    document = {"uri": record.as_uri(), "version": version}
    params = {"textDocument": document, "contentChanges": [{"text": text}]}
    server.tell({"method": "textDocument/didChange", "params": params})


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure subpolicy lsp.")
    parser.add_argument("--vendors", type=int, default=100)
    parser.add_argument("--changes", type=int, default=60, help="of each kind")
    parser.add_argument("--subpolicy", type=lambda path: [path], help="the command")
    parser.set_defaults(subpolicy=[sys.executable, "-m", "subpolicy"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
