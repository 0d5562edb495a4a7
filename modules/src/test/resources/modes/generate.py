"""Asks Ansible's function for modes, of ansible-core 2.21, and prints its answers.

A line is: text, kind, mode before, umask, mode after. Run it by a Python that has ansible-core.
"""
import os
import random
import stat

from ansible.module_utils.basic import AnsibleModule

TEXTS = """u=rw,go=r u+rwX,go-w a+X +x +w =r go= u=rwX,g=rX,o= g=u o=g-w u+s,g+s +t o+t a=rwx,o-t
u=rw-x+X,g=r-x+X,o=r-x+X ug+w,o-rwx a-x+X g=u-w,o= -w u-s uu+x a=,u+r""".split()
BEFORE = [0o644, 0o755, 0o600, 0o4755, 0o2775, 0o1777, 0o640, 0o000]


class Found:
    st_mode = 0


random.seed(7)
for text in TEXTS:
    for kind, bits in (("file", stat.S_IFREG), ("directory", stat.S_IFDIR)):
        for umask in (0o022, 0o077):
            before = random.choice(BEFORE)
            found = Found()
            found.st_mode = before | bits
            os.umask(umask)
            after = AnsibleModule._symbolic_mode_to_octal(found, text)
            print(f"{text} {kind} {before:04o} {umask:04o} {after:04o}")
