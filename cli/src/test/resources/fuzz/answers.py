"""Reads expressions, each as JSON on a line of its own, and writes what ansible-core makes of each: {"value"}, where a
mapping with keys that are no text is a list of pairs below "pairs", or {"error"}."""
import json
import sys

from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar, trust_as_template


def plain(value):
    if isinstance(value, dict):
        items = [(plain(key), plain(item)) for key, item in value.items()]
        return dict(items) if all(isinstance(key, str) for key in value) else {"pairs": items}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"no data: {type(value).__name__}")


def answer(text):
    try:
        value = templar.evaluate_expression(trust_as_template(text), escape_backslashes=False)
        return json.dumps({"value": plain(value)}, allow_nan=False)
    except Exception as error:
        return json.dumps({"error": f"{type(error).__name__}: {error}"})


init_plugin_loader()
templar = Templar(loader=DataLoader(), variables={})
for line in sys.stdin:
    print(answer(json.loads(line)), flush=True)
