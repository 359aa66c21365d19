"""Nothing to change in the tables: conditions, their answers, addresses and safe contact are words of entries.

It keeps its place because later migrations follow it.
"""

from typing import Any, ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """No operation."""

    dependencies: ClassVar[Any] = [("record", "0006_levels")]
    operations: ClassVar[Any] = []
