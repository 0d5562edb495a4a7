#!/usr/bin/python
"""Ends in each way a module can end in; says nothing of itself."""

from ansible.module_utils.basic import AnsibleModule


def main():
    module = AnsibleModule(
        argument_spec=dict(
            how=dict(type="str", choices=["fail", "raise", "warn", "rc", "skip", "noise"], required=True),
            count=dict(type="int", default=1),
            old=dict(type="str", removed_in_version="9.0", removed_from_collection="ansible.builtin"),
            items=dict(type="list", elements="str"),
            settings=dict(type="dict"),
        ),
    )
    how = module.params["how"]
    if how == "fail":
        nested = {"a": [1, 2.5, None, True, "ä"], "settings": module.params["settings"]}
        module.fail_json(msg="it fails", count=module.params["count"], nested=nested)
    if how == "raise":
        raise ValueError("broken")
    if how == "warn":
        module.warn("beware")
        facts = {"site_color": "blue", "ansible_site": {"x": 1}}
        module.exit_json(changed=True, ansible_facts=facts, items=module.params["items"])
    if how == "rc":
        module.exit_json(rc=3, stdout="out\nput", stderr="err")
    if how == "skip":
        module.exit_json(skipped=True, msg="nothing to do")
    print("noise before")
    module.exit_json(changed=False)


if __name__ == "__main__":
    main()
