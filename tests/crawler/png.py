"""As much of PNG as a test needs to look at a screenshot: 8 bits a channel, not interlaced (ISO/IEC 15948)."""

import struct
import zlib


def read_png(data: bytes, most_rows: int) -> tuple[int, int, list[bytes]]:
    """Give the width, the height, and the first rows as grey values (the mean of red, green and blue)."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", data[16:29])
    assert (depth, colour) in {(8, 2), (8, 6)}
    channels = {2: 3, 6: 4}[colour]
    packed, at = b"", 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        packed += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    raw, stride = zlib.decompress(packed), width * channels
    rows, above = [], bytearray(stride)
    for start in range(0, min(height, most_rows) * (stride + 1), stride + 1):
        above = unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above, channels)
        rows.append(bytes(sum(above[i : i + 3]) // 3 for i in range(0, stride, channels)))
    return width, height, rows


def unfiltered(kind: int, line: bytearray, above: bytearray, channels: int) -> bytearray:
    for i in range(len(line)) if kind else ():
        left, corner = (line[i - channels], above[i - channels]) if i >= channels else (0, 0)
        guess = left + above[i] - corner
        nearest = min((left, above[i], corner), key=lambda value: abs(guess - value))
        line[i] = (line[i] + (0, left, above[i], (left + above[i]) // 2, nearest)[kind]) & 255
    return line
