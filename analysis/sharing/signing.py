"""The keys by which the server knows its own signatures again."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from analysis.errors import ConfigurationError


def key(folder: Path, name: str) -> str:
    """The key of that name in a library's folder, made where there is none yet; its owner alone may read it.

    Whoever deletes the file makes a new key, and with it every older signature void. Raises ConfigurationError where
    it can be neither read nor made, or others may read it.
    """
    file = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            # Written apart and linked whole, so that no other process ever reads half a key.
            with tempfile.NamedTemporaryFile("w", dir=folder, prefix=f"{name}-", encoding="ascii") as new:
                new.write(secrets.token_urlsafe(48))
                new.flush()
                with suppress(FileExistsError):
                    os.link(new.name, file)
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise ConfigurationError(f"{file}: others may read this key; delete it, and a new one is made.")
        found = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read or made ({error}); make the folder writable.") from None
    if len(found) < 32:
        raise ConfigurationError(f"{file}: is no key of this program's; delete it, and a new one is made.")
    return found
