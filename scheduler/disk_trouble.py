"""A disk that refuses, said to whoever runs the machine: what came, and what to do."""

from __future__ import annotations

import errno

_ROOM = "free space and repeat the command: what was acknowledged before is kept"
_RIGHTS = "check the owner and the rights of the file and its folder, then repeat the command"
_BROKEN = "look after the disk, then repeat the command; `hotlinewatch doctor` checks this installation"
# errno(3); what is not named here is no trouble of the disk.
ADVICE = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
    errno.EIO: _BROKEN,
}


def disk_trouble(error: OSError) -> str:
    """Tell what a disk refused and what to do, "" for an error that is not the disk's."""
    advice = ADVICE.get(error.errno or 0)
    if advice is None:
        return ""
    where = f"{error.filename}: " if error.filename else "the data folder: "
    return f"{where}{error.strerror}; {advice}"
