"""What a log line may say: enough to find a fault, nothing about anybody.

Error messages quote what was typed, and paths name records. So of an error only its class and where it happened are
written, and of other libraries' messages only the sentence, never the values put into it.
"""

import logging
import traceback
from types import TracebackType

from firsthome.kit.requests import request_id

OURS = "firsthome"
WITHOUT_MESSAGE = "django."  # its sentences are whole paths and host names


class QuietFormatter(logging.Formatter):
    """One line per event, beginning with time, level and request."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without values that may be personal."""
        line = f"{self.formatTime(record)} {record.levelname} {request_id.get()} {record.name} {said(record)}"
        if record.exc_info and record.exc_info[1]:
            line += "\n" + where(record.exc_info[1], record.exc_info[2])
        return line


def said(record: logging.LogRecord) -> str:
    """Return the part of a message that is about the program, not about people."""
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return record.getMessage()
    if record.name.startswith(WITHOUT_MESSAGE):
        return f"status={getattr(record, 'status_code', '-')}"
    return str(record.msg)


def where(error: BaseException, trace: TracebackType | None) -> str:
    """Return the class of an error, and of those behind it, with the places in the source but no values."""
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    lines.append(f"  {type(error).__module__}.{type(error).__qualname__}")
    if error.__cause__:
        lines.append("  caused by")
        lines.append(where(error.__cause__, error.__cause__.__traceback__))
    return "\n".join(lines)
