"""A reader of the dashboard without a browser: Streamlit's protocol over a real websocket.

A reader opens a page, sees what links, choices, filters and points of charts it has, and uses one after the other, as
the browser would: it sends what was used, takes what the server draws, keeps the messages that may be sent once only.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from random import Random
from typing import IO, Any, Final

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.conftest import free_port

ROOT: Final = Path(__file__).resolve().parents[2]
THINKING: Final = 7.0
"""Mean seconds between what a reader does and the next thing, as TPC-W has it: exponentially distributed."""

LONGEST: Final = 70.0
"""Nobody thinks for longer than this many seconds, by the same source."""

TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Drawn:
    """What one run of the script has drawn: how it was asked for, in how many seconds, and what stood there."""

    did: str
    seconds: float
    name: str
    query: str
    elements: dict[tuple[int, ...], Element] = field(repr=False)

    @property
    def complaint(self) -> str:
        """What the page says has gone wrong; empty where nothing has."""
        for element in self.elements.values():
            if element.HasField("exception"):
                return element.exception.message
            if element.alert.format == Alert.ERROR:
                return element.alert.body
        return ""

    def of(self, kind: str) -> Iterator[Any]:
        """The elements of a kind in the order in which they stand on the page."""
        return (getattr(one, kind) for _, one in sorted(self.elements.items()) if one.HasField(kind))

    @property
    def text(self) -> str:
        """What the page says as HTML, without the marks."""
        return "\n".join(_plain(html.body) for html in self.of("html"))

    @property
    def finding(self) -> str:
        """The page's answer."""
        found = (re.search(r"<p class='finding'>(.*?)</p>", html.body, re.S) for html in self.of("html"))
        return next((_plain(one[1]) for one in found if one), "")

    @property
    def charts(self) -> list[str]:
        """The figures as they are sent."""
        return [chart.spec for chart in self.of("plotly_chart")]


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


class Reader:
    """One session of the dashboard at ``address``."""

    def __init__(self, socket: ClientConnection, rng: Random) -> None:
        self._socket, self._rng = socket, rng
        self._page, self._query, self._drawn = "", "", Drawn("", 0, "", "", {})
        self._kept: dict[str, ForwardMsg] = {}
        self._names: dict[str, str] = {}

    async def open(self, page: str = "", query: str = "") -> Drawn:
        """Open an address: the name of a page, and its parameters."""
        self._query = query
        return await self._run("open", ClientState(query_string=query, page_name=page))

    async def act(self) -> Drawn:
        """Do one of the things that the page offers."""
        possible = {kind: found for kind, find in self._ways().items() if (found := find())}
        did = self._rng.choice(sorted(possible))
        return await self._run(did, self._rng.choice(possible[did])())

    def _ways(self) -> dict[str, Callable[[], list[Callable[[], ClientState]]]]:
        return {"link": self._links, "choice": self._choices, "filter": self._filters, "point": self._points}

    def _links(self) -> list[Callable[[], ClientState]]:
        def follow(link: Any) -> ClientState:
            self._page, self._query = link.page_script_hash, link.query_string
            return ClientState(page_script_hash=self._page, query_string=self._query)

        return [lambda link=link: follow(link) for link in self._drawn.of("page_link") if link.page_script_hash]

    def _choices(self) -> list[Callable[[], ClientState]]:
        return [
            lambda group=group, option=option: self._use(group.id, string_array_value={"data": [option.content]})
            for group in self._drawn.of("button_group")
            if not group.disabled and not group.id.endswith("param.lang")
            for option in group.options
        ]

    def _filters(self) -> list[Callable[[], ClientState]]:
        """A filter that is set is taken back; otherwise one value of one is chosen."""
        offered = [one for one in self._drawn.of("multiselect") if one.options and not one.disabled]
        if held := [one for one in offered if one.set_value and one.raw_values]:
            return [lambda one=one: self._use(one.id, string_array_value={"data": []}) for one in held]
        return [
            lambda one=one: self._use(one.id, string_array_value={"data": [self._rng.choice(one.options)]})
            for one in offered
        ]

    def _points(self) -> list[Callable[[], ClientState]]:
        """A click on a point of a chart that stands for a cell."""

        def click(chart: Any, number: int) -> ClientState:
            traces = [trace for trace in json.loads(chart.spec)["data"] if trace.get("customdata")]
            points = [point for trace in traces for point in trace["customdata"] if isinstance(point, dict)]
            point = [{"customdata": points[number % len(points)]}] if points else []
            said = {"selection": {"points": point, "point_indices": [], "box": [], "lasso": []}}
            return self._use(chart.id, string_value=json.dumps(said))

        number = self._rng.randrange(1000)
        return [lambda chart=chart: click(chart, number) for chart in self._drawn.of("plotly_chart")
                if chart.id and '"customdata"' in chart.spec]  # fmt: skip

    def _use(self, widget: str, **value: Any) -> ClientState:
        states = {"widgets": [{"id": widget, **value}]}
        return ClientState(page_script_hash=self._page, query_string=self._query, widget_states=states)

    async def _run(self, did: str, state: ClientState) -> Drawn:
        state.cached_message_hashes[:] = self._kept
        state.context_info.timezone, state.context_info.locale = "Asia/Shanghai", "zh-CN"
        elements: dict[tuple[int, ...], Element] = {}
        seen: dict[str, ForwardMsg] = {}
        started = time.perf_counter()
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv(decode=False))
            path = tuple(message.metadata.delta_path)
            if message.HasField("ref_hash"):
                message = self._kept[message.ref_hash]
            if message.metadata.cacheable:
                seen[message.hash] = message
            match message.WhichOneof("type"):
                case "new_session":
                    elements.clear()
                    self._page = message.new_session.page_script_hash
                case "navigation":
                    self._page = message.navigation.page_script_hash
                    self._names = {one.page_script_hash: one.url_pathname for one in message.navigation.app_pages}
                case "page_info_changed":
                    self._query = message.page_info_changed.query_string
                case "delta" if message.delta.HasField("new_element"):
                    elements[path] = message.delta.new_element
                case "script_finished" if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    break
        self._kept = seen
        self._drawn = Drawn(did, time.perf_counter() - started, self._names.get(self._page, ""), self._query, elements)
        return self._drawn


@asynccontextmanager
async def reading(url: str, seed: int) -> AsyncIterator[Reader]:
    """A session of its own."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    protocols = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER")]
    cookie = await asyncio.to_thread(_cookie, url)
    async with connect(
        address, subprotocols=protocols, origin=Origin(url), additional_headers=cookie, max_size=None,
        ping_interval=None,
    ) as socket:  # fmt: skip
        yield Reader(socket, Random(seed))


def _cookie(url: str) -> dict[str, str]:
    """What a proxy tells readers apart by, as their browser would send it back."""
    with urllib.request.urlopen(f"{url}/health", timeout=60) as answer:
        given = answer.headers.get("Set-Cookie")
    return {"Cookie": given.partition(";")[0]} if given else {}


async def think(rng: Random, mean: float, until: float = math.inf) -> None:
    """Wait as long as a person does between one thing and the next, or until the time is over."""
    thought = min(rng.expovariate(1 / mean), LONGEST) if mean else 0
    await asyncio.sleep(max(0, min(thought, until - time.monotonic())))


@dataclass(frozen=True)
class Serving:
    """The team's server as processes of its own."""

    url: str
    processes: tuple[subprocess.Popen[bytes], ...]
    log: Path

    @property
    def memory(self) -> int:
        """Their resident memory in bytes."""
        resident = (Path(f"/proc/{one.pid}/statm").read_text().split()[1] for one in self.processes)
        return sum(map(int, resident)) * os.sysconf("SC_PAGE_SIZE")

    @property
    def cpu(self) -> float:
        """Seconds of processor time that they have used."""
        stats = [Path(f"/proc/{one.pid}/stat").read_text().rpartition(")")[2].split() for one in self.processes]
        return sum(int(fields[11]) + int(fields[12]) for fields in stats) / TICKS


@contextmanager
def serving(library: str, log: Path, processes: int = 1) -> Iterator[Serving]:
    """Start the team's server on a library, where none is named on the user's or the sample's, and wait until it is
    ready. Several processes stand behind nginx, as ``deploy/nginx.conf`` has it but for the encryption."""
    if not library:
        subprocess.run([sys.executable, "-m", "analysis", "sample"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    ports = [free_port() for _ in range(processes)]
    environment = os.environ | ({"AGENDASCOPE_LIBRARY": library} if library else {})
    with log.open("wb") as sink:
        command = [sys.executable, "-m", "pages.shared.server", "--log", "json", "--port"]
        started = [
            subprocess.Popen([*command, str(port)], cwd=ROOT, env=environment, stdout=sink, stderr=sink)
            for port in ports
        ]
        try:
            for process, port in zip(started, ports, strict=True):
                await_answer(f"http://127.0.0.1:{port}/ready", process, log)
            front = ports[0]
            if processes > 1:
                front = free_port()
                started.append(proxy(front, ports, log.parent, sink))
                await_answer(f"http://127.0.0.1:{front}/ready", started[-1], log)
            yield Serving(f"http://127.0.0.1:{front}", tuple(started[:processes]), log)
        finally:
            for process in reversed(started):
                process.send_signal(signal.SIGTERM)
            for process in started:
                process.wait()


def proxy(port: int, ports: Sequence[int], folder: Path, log: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start nginx with ``deploy/nginx.conf``, without the encryption and on ports of one's own."""
    said = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    said = re.sub(r"( *server 127\.0\.0\.1:\d+;\n)+", "".join(f"server 127.0.0.1:{one};\n" for one in ports), said)
    said = re.sub(r" *ssl_.*\n", "", said).replace("443 ssl", f"127.0.0.1:{port}").replace(" secure;", ";")
    places = "".join(
        f"{name}_temp_path {folder / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off;\npid {folder / 'nginx.pid'};\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{said}}}\n",
        encoding="utf-8",
    )
    return subprocess.Popen(["nginx", "-p", folder, "-e", "stderr", "-c", file], stdout=log, stderr=log)


def await_answer(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until an address answers. Raises RuntimeError with the log of the process where that has ended before."""
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(log.read_text(encoding="utf-8")) from None
            time.sleep(0.1)
