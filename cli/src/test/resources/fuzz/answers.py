"""Reads expressions, each as JSON on a line of its own, and writes what ansible-core makes of each: {"value"}, in the
form of expressions/plain.py, or {"error"}."""
import json
import os
import signal
import sys

from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar, trust_as_template
from plain import plain


def answer(text):
    try:
        value = templar.evaluate_expression(trust_as_template(text), escape_backslashes=False)
        return json.dumps({"value": plain(value)}, allow_nan=False)
    except Exception as error:
        return json.dumps({"error": f"{type(error).__name__}: {error}"})


def apart(text):
    """In a process of its own, which is ended after some seconds: no signal interrupts Python's long arithmetic."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(5)
        with os.fdopen(write, "w") as out:
            out.write(answer(text))
            out.flush()
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        said = told.read()
    os.waitpid(child, 0)
    return said or json.dumps({"error": "it takes too long"})


init_plugin_loader()
templar = Templar(loader=DataLoader(), variables={})
for line in sys.stdin:
    text = json.loads(line)
    print(apart(text) if "**" in text else answer(text), flush=True)
