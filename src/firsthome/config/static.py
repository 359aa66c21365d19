"""How the pages' CSS and JavaScript are stored: under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Compressed files under hashed names, scripts that import each other included."""

    support_js_module_import_aggregation = True
