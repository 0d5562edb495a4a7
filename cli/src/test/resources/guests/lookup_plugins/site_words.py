"""A lookup of this project."""

import os

from ansible.plugins.lookup import LookupBase


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        print("what a plugin prints is no answer")
        folder = os.path.basename(variables["playbook_dir"])
        return [kwargs.get("before", "") + term + " in " + folder for term in terms]
