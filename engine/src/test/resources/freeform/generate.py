"""Asks ansible-core 2.21 what it makes of each case: python generate.py < cases.jsonl > answers.jsonl"""

import json
import sys

from ansible.errors import AnsibleError
from ansible.parsing.splitter import parse_kv

for line in sys.stdin:
    kind, text = json.loads(line)
    answer = {"kind": kind, "text": text}
    try:
        arguments = parse_kv(text, check_raw=kind == "free")
        rest = arguments.pop("_raw_params", None)
        answer["arguments"] = {str(name): str(value) for name, value in arguments.items()}
        if rest is not None:
            answer["rest"] = str(rest)
    except AnsibleError:
        answer["refused"] = True
    print(json.dumps(answer))
