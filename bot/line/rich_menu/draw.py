"""``python -m bot.line.rich_menu.draw``: draw the rich menu's picture anew.

Needs Debian's chromium and fonts-thai-tlwg. Chromium is called directly: bot/ imports only what
the running program needs, so no Playwright.
"""

import hashlib
import html
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from string import Template

from bot.line.rich_menu.menu import HEIGHT, PICTURE, WIDTH
from bot.settings import Settings
from indexer.menu_words import MenuWords
from indexer.wording import FILE, parse_wording

SOURCE = Path(__file__).with_name("menu.html")
NOTE = b"Source\0"  # begins the note inside the PNG that says what it was drawn from
HEAD = 8 + 25  # bytes of a PNG's signature and of the header that every PNG begins with
OPTIONS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),  # our own page alone
    f"--window-size={WIDTH},{HEIGHT}",
]


def page(words: MenuWords) -> str:
    """Return the drawing as HTML, with the words in their places."""
    labels = {name: html.escape(area.label) for name, area in words.areas.items()}
    return Template(SOURCE.read_text(encoding="utf-8")).substitute(labels)


def shows(picture: bytes, words: MenuWords) -> bool:
    """Tell whether *picture* was drawn from menu.html and *words* as they are now."""
    return _note(words) in picture


def draw(words: MenuWords) -> bytes:
    """Return the picture as PNG. Raises OSError or SubprocessError where Chromium fails."""
    with tempfile.TemporaryDirectory() as folder:
        source, picture = Path(folder) / "menu.html", Path(folder) / "menu.png"
        source.write_text(page(words), encoding="utf-8")
        command = [shutil.which("chromium") or "chromium", *OPTIONS, f"--screenshot={picture}"]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=60)  # noqa: S603 (our own page)
        png = picture.read_bytes()
    return png[:HEAD] + _note(words) + png[HEAD:]


def _note(words: MenuWords) -> bytes:
    """Return the note as a chunk of text: https://www.w3.org/TR/png/#11tEXt"""
    text = b"tEXt" + NOTE + hashlib.sha256(page(words).encode()).hexdigest().encode()
    return struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))


def main() -> int:
    """Draw from the wording in KNOWLEDGE_BASE."""
    wording, _ = parse_wording((Settings().knowledge_base / FILE).read_bytes())
    if wording is None or wording.rich_menu is None:
        sys.stderr.write("wording.yaml has no usable rich_menu: run `python -m indexer check`\n")
        return 1
    try:
        PICTURE.write_bytes(draw(wording.rich_menu))
    except (OSError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"Chromium drew nothing: {error}\n")
        return 1
    sys.stdout.write(f"drew {PICTURE}, {PICTURE.stat().st_size // 1000} kB: look at it\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
