"""Values of ansible-core as the files of answers have them."""


def plain(value):
    """As JSON has it, and tasks: bytes are text, other sequences lists, a mapping with keys that are no text a list of
    pairs below "pairs"."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, dict):
        items = [(plain(key), plain(item)) for key, item in value.items()]
        return dict(items) if all(isinstance(key, str) for key, _ in items) else {"pairs": items}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"no data: {type(value).__name__}")
