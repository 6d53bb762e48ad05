"""Files to a new library version."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from analysis.corpus.corrections import Correction, joined
from analysis.corpus.edits import to_json
from analysis.corpus.library import Library, VersionRecord, version_id
from analysis.corpus.schema import FORMAT
from analysis.errors import LibraryError
from analysis.importing import amending, crew, drafts, filling, gathering, numbering
from analysis.importing.batches import batches, process_again, write_shard
from analysis.importing.correcting import find_place
from analysis.importing.guarding import read_guarded
from analysis.importing.rows import SCHEMA
from analysis.importing.stages import Stages, load_stages
from analysis.importing.summary import Progress, Summary
from analysis.importing.volume import count_documents
from analysis.reading import Columns
from analysis.records import Edits, Reject, Report


def import_paths(
    paths: Iterable[Path],
    library: Library,
    *,
    columns: Columns | None = None,
    edits: Edits | None = None,
    is_sample: bool = False,
    keep: bool = True,
    corrections: Iterable[Correction] = (),
    workers: int | None = None,
    cluster: str = "",
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read files, folders and archives into a new version of the library: all it held before (``keep``), and these.

    The library's corrections are put over what is read, ``corrections`` among them, which are recorded with the others.
    Reports whose corrections have changed since the last version are interpreted again, and no others.

    What the library holds is not read again while parser and lexicons are as they were; where they have changed, its
    reports are read anew from their originals, also those of a version of an older format. ``edits`` change the
    program's lexicons for this library; where none are given, those of the version before stay. Until the last step the
    library stays as it was, however the import ends; where a long one is broken off, the next one with the same files
    goes on with what was read. The same reports and corrections make the same version, in
    whatever order they come and however many ``workers`` share the work (None: one a core), or the Spark cluster whose
    address ``cluster`` is. ``progress`` is called as the work goes on.

    Raises:
        LibraryError: where another process is importing, the library cannot be written to, or a report of the
            invented sample would come among others; EngineError, which is one, where the cluster does not do the work.
        LexiconError: where a lexicon is damaged, or an edit makes no sense.
    """
    started, paths = time.monotonic(), [Path(path) for path in paths]
    tell = progress or (lambda _: None)
    with library.writing() as staging, _explained(library):
        known_before = library.corrections()
        made = joined(known_before, corrections)
        before = _current(library) if keep else None
        if before and before.is_sample != is_sample:
            raise LibraryError(f"{library.path}: the invented sample and other reports are kept in separate libraries.")
        previous = library.path_of(before.version, older=True) if before else None
        is_older = before is not None and before.format != FORMAT
        files = [staging / "none.parquet"]
        write_shard(SCHEMA.empty_table(), files[0])

        rejects: list[Reject] = []
        draft, done, taken, resumed = staging / "draft.duckdb", 0, 0, 0
        total = count_documents(paths)
        with drafts.connected(staging, previous) as db:
            if edits is None:
                edits = gathering.edits(db)
            stages = load_stages(edits, made)
            is_outdated = before is not None and (
                is_older or (before.parser, before.lexicon) != (stages.parser, stages.lexicon)
            )
            ids = gathering.report_ids(db)
            if total is not None and is_outdated:
                total += len(ids)
            stream = chain(
                batches(gathering.originals(db) if is_outdated else (), rejects, is_new=False),
                batches(read_guarded(paths, columns=columns), rejects, is_new=True),
            )
            known = ids[:0] if is_outdated else ids
            first = list(islice(stream, crew.SMALL))
            is_long = len(first) == crew.SMALL
            if cluster:
                from analysis.importing import spark  # and with it what asks questions, which no other import does

                work_off = partial(spark.work_off, address=cluster)
            else:
                work_off = partial(crew.work_off, staging=staging, workers=workers if is_long else 1)
            shards = library.unfinished(_work_of(stages, known)) if is_long else staging
            outcomes = work_off(chain(first, stream), stages=stages, known=known, shards=shards)
            with closing(outcomes):  # at once, so that no worker outlives an interrupted import
                for outcome in outcomes:
                    done += outcome.documents
                    resumed += outcome.is_resumed * outcome.documents
                    files += filter(None, [outcome.file])
                    taken += outcome.is_new * (outcome.documents - len(outcome.rejects))
                    rejects.extend(outcome.rejects)
                    tell(Progress("reading", done, total, time.monotonic() - started, resumed))
            again: list[Report] = []
            if is_outdated:
                drafts.forget_previous(db)
            else:
                again = gathering.corrected(db, stages.corrections)
                files.append(staging / "corrected.parquet")
                process_again(again, stages, files[-1])
            gathering.stage(db, files)
            new = gathering.count_new(db)
            summary = Summary(read=taken, new=new, known=taken - new, rejected=tuple(rejects))
            if not new and not again and not is_outdated:
                if made != known_before:
                    library.record(made)
                library.finish()
                return replace(
                    summary,
                    meetings=before.meetings if before else 0,
                    items=before.items if before else 0,
                    version=before.version if before else None,
                    seconds=time.monotonic() - started,
                )
            read = time.monotonic()
            tell(Progress("writing", 0, done, 0.0))
            amends = amending.is_enough(db)
            if not amends:
                drafts.give_room(db, done + len(known))
            gathering.gather(db, amends=amends)
            found = numbering.find(db)
            numbering.number(db, found, keep=amends)
            if promoted := gathering.promoted(db):
                files.append(staging / "promoted.parquet")
                process_again(promoted, stages, files[-1])
                gathering.stage(db, files)
                gathering.gather(db, amends=amends, is_again=True)
                numbering.number(db, found, keep=amends)
            drafts.begin(db, draft, previous if amends else None)
            with drafts.transaction(db):
                if amends:
                    amending.amend(db)
                filling.fill(
                    db,
                    stages,
                    rejects,
                    staging,
                    lambda part: tell(Progress("writing", round(part * done), done, time.monotonic() - read)),
                )
            rows, (copies, readouts, others) = drafts.counts(db), filling.tally_new(db)
            record = VersionRecord(
                version_id(gathering.identities(db), parser=stages.parser, lexicon=stages.lexicon),
                datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
                stages.parser,
                stages.lexicon,
                is_sample,
                reports=rows["reports"],
                meetings=rows["meetings"],
                items=rows["items"],
            )
            summary = replace(
                summary,
                copies=copies,
                readouts=readouts,
                not_readouts=others,
                meetings=rows["meetings"],
                items=rows["items"],
                version=record.version,
                is_new_version=True,
                seconds=time.monotonic() - started,
            )
            drafts.sign(db, record, stages.edits, summary.to_json())
        if made != known_before:
            library.record(made)
        library.commit(draft, record)
        library.finish()
        return replace(summary, seconds=time.monotonic() - started)


def correct_library(
    library: Library, corrections: Iterable[Correction], *, progress: Callable[[Progress], None] | None = None
) -> Summary:
    """Record corrections and make the version in which they are applied, without reading anything else.

    Raises LibraryError as :func:`import_paths` does, and CorrectionError where a place is none.
    """
    given = []
    for correction in corrections:
        if correction.field == "place" and isinstance(correction.after, str):
            correction = replace(correction, after=find_place(correction.after).name)
        given.append(correction)
    before = _current(library)
    is_sample = before is not None and before.is_sample
    return import_paths([], library, corrections=given, is_sample=is_sample, progress=progress)


def _work_of(stages: Stages, known: npt.NDArray[np.uint64]) -> str:
    """What the result of reading a document depends on, beside the document."""
    corrected = [correction.id for of_report in stages.corrections.values() for correction in of_report]
    given = [FORMAT, str(SCHEMA), stages.parser, stages.lexicon, to_json(stages.edits), corrected]
    return hashlib.sha256(repr(given).encode() + known.tobytes()).hexdigest()[:16]


def _current(library: Library) -> VersionRecord | None:
    current = library.current()
    return library.record_of(current) if current else None


@contextmanager
def _explained(library: Library) -> Iterator[None]:
    """Say in words what a full disk and a damaged version make the engine say, and be interrupted where the engine was;
    a fault of ours stays as it is."""
    try:
        yield
    except RuntimeError as error:
        # What the signal's handler raised in the middle of a query is lost but for these words.
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise
    except duckdb.Error as error:
        said = str(error).strip().splitlines()[0]
        if any(full in said for full in ("No space left", "File too large", "quota exceeded")):
            raise LibraryError(
                f"{library.path}: there is no space left ({said}); free some, nothing was changed."
            ) from None
        before = _current(library)
        if before and not library.is_whole(before.version):
            raise LibraryError(
                f"{library.path}: the file of version {before.version} is damaged ({said}); restore it from a copy, or "
                "go on from an earlier version with `python -m analysis versions use ID`."
            ) from None
        raise
