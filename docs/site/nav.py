"""A hook of MkDocs: an entry of the navigation that ends with a slash stands for all pages below it."""

from pathlib import Path


def on_config(config):
    config.nav = [_entry(entry, Path(config.docs_dir)) for entry in config.nav]
    return config


def _entry(entry, pages):
    if not isinstance(entry, dict):
        return entry
    ((title, below),) = entry.items()
    if isinstance(below, list):
        return {title: [_entry(one, pages) for one in below]}
    if below.endswith("/"):
        found = sorted(pages.glob(below + "**/*.md"), key=lambda page: (page.name != "README.md", page))
        names = [str(page.relative_to(pages)) for page in found if not page.name.endswith(".source.md")]
        # The page of the directory itself comes first.
        names.sort(key=lambda name: name != below + "README.md")
        return {title: names}
    return entry
