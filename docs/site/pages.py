"""Makes of this tree's Markdown what MkDocs reads: pages.py TREE TARGET.

The pages keep their places, so links between them stay as they are. Python's Markdown differs from that of Git forges
in lists, which are indented for it; links to files that are no pages lead to pages that show these, links to lines to
their lines.
"""

import re
import sys
from pathlib import Path

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

LINK = re.compile(r"(\]\()([^)\s#]+)(#[^)\s]+)?(\))")
MARKER = re.compile(r"(?:[*+-]|\d+[.)]) +")
FENCE = re.compile(r"```+|~~~+")
LANGUAGES = {".yml": "yaml", ".yaml": "yaml", ".java": "java", ".json": "json", ".sh": "bash", ".j2": "jinja"}


def pages(tree):
    found = [tree / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    for folder in ("docs", "playbooks", "inventories"):
        found += (tree / folder).rglob("*.md")
    return sorted(found)


class Lists:
    """Indents what belongs to an item of a list by four columns for each level."""

    def __init__(self):
        self.levels = []  # columns at which the contents of the open items begin
        self.fence = None
        self.lines = []

    def text(self, page):
        for line in page.splitlines():
            self._line(line)
        return "\n".join(self.lines) + "\n"

    def _line(self, line):
        stripped = line.lstrip(" ")
        indent = len(line) - len(stripped)
        if self.fence is None and stripped:
            while self.levels and indent < self.levels[-1]:
                self.levels.pop()
        base = self.levels[-1] if self.levels else 0
        begins = FENCE.match(stripped)
        if self.fence is not None:
            self.fence = None if stripped.rstrip() == self.fence else self.fence
        elif begins:
            self.fence = begins.group()
        shifted = " " * (4 * len(self.levels) + max(indent - base, 0)) + stripped if stripped else ""
        if self.fence is None and not begins and indent - base < 4:
            shifted = self._item(stripped, indent, shifted)
        self.lines.append(shifted)

    def _item(self, stripped, indent, shifted):
        marker = MARKER.match(stripped)
        if not marker:
            return shifted
        before = self.lines[-1] if self.lines else ""
        if not self.levels and before and not before.startswith(" ") and not MARKER.match(before):
            self.lines.append("")
        depth = len(self.levels)
        self.levels.append(indent + len(marker.group()))
        return " " * (4 * depth) + stripped


class Sources:
    """Pages that show what other pages refer to and is none."""

    def __init__(self, tree, target):
        self.tree = tree
        self.target = target
        self.shown = set()

    def link(self, page, link):
        start, path, place, end = link.groups()
        file = (page.parent / path).resolve()
        if "://" in path or path.startswith("mailto:") or file.suffix == ".md" or not file.exists():
            return link.group()
        if (file / "README.md").exists():
            return f"{start}{path.rstrip('/')}/README.md{place or ''}{end}"
        self._show(file)
        return f"{start}{path.rstrip('/')}.source.md{place or ''}{end}"

    def _show(self, file):
        if file in self.shown:
            return
        self.shown.add(file)
        name = file.relative_to(self.tree)
        shown = self.target / f"{name}.source.md"
        shown.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            listed = [f"* [{one.name}]({file.name}/{one.name})" for one in sorted(file.iterdir())]
            text = LINK.sub(lambda link: self.link(file, link), "\n".join(listed))
        else:
            text = highlighted(file)
        shown.write_text(f"---\nsearch:\n  exclude: true\n---\n# {name}\n\n{text}\n")


def highlighted(file):
    """A file whose lines have the names that links of Git forges have for them."""
    lexer = get_lexer_by_name(LANGUAGES.get(file.suffix, "text"), stripnl=False)
    shown = highlight(file.read_text(), lexer, HtmlFormatter(linespans="L"))
    return re.sub(r'<span id="L-(\d+)">', r'<span id="L\1">', shown)


def main():
    tree, target = (Path(word).resolve() for word in sys.argv[1:])
    sources = Sources(tree, target)
    for page in pages(tree):
        copy = target / page.relative_to(tree)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = re.sub(LINK, lambda link: sources.link(page, link), page.read_text())
        copy.write_text(Lists().text(text))


main()
