#!/usr/bin/python
"""Writes a line to a file; by Ansible's own manner of a module, with code it shares with others."""

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.site_texts import line

DOCUMENTATION = """
module: site_motd
short_description: Write the message of the day
description: [Writes a file of one line.]
options:
  path: {description: Where C(it) is., type: path, required: true}
  text: {description: [What it says.], type: str, default: hello}
  tone: {description: How., type: str, choices: [calm, loud], default: calm}
  token: {description: A secret., type: str}
attributes:
  check_mode: {support: full}
"""

RETURN = """
path: {description: Where it is., returned: always, type: str}
size: {description: Its length., returned: always, type: int}
"""


def main():
    module = AnsibleModule(
        argument_spec=dict(
            path=dict(type="path", required=True),
            text=dict(type="str", default="hello"),
            tone=dict(type="str", choices=["calm", "loud"], default="calm"),
            token=dict(type="str", no_log=True),
            undocumented=dict(type="int"),
        ),
        supports_check_mode=True,
    )
    path, text = module.params["path"], line(module.params["text"], module.params["tone"])
    try:
        with open(path) as file:
            before = file.read()
    except FileNotFoundError:
        before = ""
    changed = before != text
    if changed and not module.check_mode:
        with open(path, "w") as file:
            file.write(text)
    if module.params["token"]:
        module.warn("a token is given: %s" % module.params["token"])
    diff = dict(before=before, after=text, before_header=path, after_header=path)
    module.exit_json(changed=changed, path=path, size=len(text), diff=diff, said=module.params["token"])


if __name__ == "__main__":
    main()
