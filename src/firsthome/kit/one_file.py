"""The one small file that a page may take: read into memory as far as it may be long, and never put on a disk.

Every other page, and every field of another name, turns a file away before a byte of it is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.urls import Resolver404, resolve

FIELD = "list"
LARGEST = 256 * 1024
_FORM = 64 * 1024
"""What a form that takes a file may say besides."""

View = TypeVar("View", bound=Callable[..., Any])


def takes_a_file(view: View) -> View:
    """Say on a view that its form takes one."""
    view.takes_a_file = True  # type: ignore[attr-defined]
    return view


def file_of(request: HttpRequest) -> UploadedFile[bytes] | None:
    """The file that came with a form; None where there is none."""
    return request.FILES.get(FIELD)


class OneSmallFile(FileUploadHandler):
    """Takes the file of a page that says so, and no other."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 Django's own name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Remember how much was announced."""
        self.announced = content_length

    def new_file(self, field_name: str, *of: Any, **more: Any) -> None:
        """Stop here unless this page takes a file, in this field, and not much of it."""
        super().new_file(field_name, *of, **more)
        if field_name != FIELD or not _takes_a_file(self.request):
            raise TooManyFilesSent
        if self.announced > LARGEST + _FORM:
            raise RequestDataTooBig
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep as much as tells that it is too long."""
        self.kept.write(raw_data[: max(0, LARGEST + 1 - self.kept.tell())])
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """The file, from its beginning."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )


def _takes_a_file(request: HttpRequest | None) -> bool:
    try:
        return request is not None and getattr(resolve(request.path_info).func, "takes_a_file", False)
    except Resolver404:
        return False
