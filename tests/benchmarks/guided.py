"""Fuzzing of reading, cleaning, parsing and labelling guided by coverage: atheris, to be installed beside.

    python -m tests.benchmarks.guided .txt FOLDER -max_total_time=600

Any suffix that is read will do; FOLDER keeps the inputs that reached something new. One at which a later stage raises
ends the run and is written to a file; so does one that takes over 25 seconds or 2 GB. What follows goes to libFuzzer.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> None:
    import atheris  # no dependency of the project

    suffix, folder, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["analysis"]):
        from analysis.importing.stages import clean, load_stages
        from analysis.reading import read
        from analysis.records import Reject
    from tests.documents import documents

    stages = load_stages()
    file = Path(tempfile.mkdtemp()) / f"a{suffix}"

    def one(data: bytes) -> None:
        file.write_bytes(data)
        for found in read([file]):
            if not isinstance(found, Reject):
                stages.process(clean(found))

    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, "seed").write_bytes(documents()[suffix])
    atheris.Setup([sys.argv[0], folder, "-timeout=25", "-rss_limit_mb=2048", "-max_len=20000", *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
