#!/usr/bin/env python3
"""Writes what ansible-core says to the expressions and templates beside this file.

  python3 -m venv V && V/bin/pip install ansible-core==2.21.* ansible==14.* netaddr && V/bin/python generate.py

expressions.txt holds one expression a line; answers.jsonl gets, line for line, {"expression", "value"} or
{"expression", "error"}.
templates.json holds a list of template texts; templates.jsonl gets {"template", "text"} or {"template", "error"}.
families.json holds a list of files that take each other in, of which "main" is rendered; families.jsonl gets
{"family", "value"} or {"family", "error"}.
"""
import json
import os
import pathlib
import tempfile

os.environ.setdefault("ANSIBLE_DEPRECATION_WARNINGS", "False")

from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar, trust_as_template
from plain import plain

here = pathlib.Path(__file__).parent
variables = json.loads((here / "variables.json").read_text())


def answer(key, text, evaluate):
    try:
        return {key: text, "value": plain(evaluate(trust_as_template(text)))}
    except Exception as error:
        return {key: text, "error": type(error).__name__}


def write(name, answers):
    lines = [json.dumps(one, ensure_ascii=False, allow_nan=False) for one in answers]
    (here / name).write_text("\n".join(lines) + "\n")


def expression(text):
    return templar.evaluate_expression(text, escape_backslashes=False)


def template(text):
    return templar.template(text, escape_backslashes=False)


init_plugin_loader()
templar = Templar(loader=DataLoader(), variables=variables)
expressions = [line for line in (here / "expressions.txt").read_text().splitlines() if line]
write("answers.jsonl", [answer("expression", one, expression) for one in expressions])
templates = json.loads((here / "templates.json").read_text())
write("templates.jsonl", [answer("template", one, template) for one in templates])


def family(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (pathlib.Path(folder) / name).write_text(text)
        own = templar.copy_with_new_env(searchpath=[folder], available_variables=variables)
        try:
            value = own.template(trust_as_template(files["main"]), escape_backslashes=False)
            return {"family": files, "value": plain(value)}
        except Exception as error:
            return {"family": files, "error": type(error).__name__}


write("families.jsonl", [family(one) for one in json.loads((here / "families.json").read_text())])
