#!/usr/bin/python
"""A module that a role brings."""

from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule(argument_spec=dict(name=dict(type="str", required=True)), supports_check_mode=True)
module.exit_json(changed=False, greeting="hello " + module.params["name"])
