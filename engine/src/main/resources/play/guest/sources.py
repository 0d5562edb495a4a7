"""What the source of a module says of its options. It needs nothing of Ansible."""

import ast
import importlib.util

SPECIFIES = {
    "type", "elements", "required", "default", "choices", "aliases", "no_log", "options", "fallback", "apply_defaults",
    "removed_in_version", "removed_at_date", "removed_from_collection", "deprecated_aliases", "required_if",
    "required_by", "required_together", "required_one_of", "mutually_exclusive", "context", "bypass_checks",
}  # fmt: skip


class Sources:
    """What is written of options in a module and in the code it shares with others; nothing of it is run."""

    def __init__(self, shared, core):
        """`shared`: the file of a module in `ansible.module_utils`, by its path; `core`: where ansible-core is."""
        self.shared = shared
        self.core = core
        self.seen = set()
        self.hidden = set()  # names of options whose values are not to be logged
        self.named_options = {}  # what may be options, by file and name

    def read(self, path):
        if path in self.seen:
            return
        self.seen.add(path)
        try:
            with open(path, "rb") as file:
                tree = ast.parse(file.read())
        except (OSError, SyntaxError, ValueError):
            return
        for node in ast.walk(tree):
            for name, value in self.named(node):
                about = dict(self.named(value))
                if isinstance(name, str) and about and SPECIFIES.issuperset(about):
                    self.take(path, name, about)
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                self.follow(node.module)
                for alias in node.names:
                    self.follow(f"{node.module}.{alias.name}")

    def take(self, path, name, about):
        plain = {key: value.value for key, value in about.items() if isinstance(value, ast.Constant)}
        if plain.get("no_log") is True:
            self.hidden.add(name)
        self.named_options.setdefault(path, {})[name] = {
            "type": plain.get("type") or ("raw" if "options" in about else "str"),
            "elements": plain.get("elements"),
            "required": plain.get("required") is True,
        }

    def options(self, core):
        """What may be options, by their names; `core`: also those of the code that ansible-core has."""
        files = [about for path, about in self.named_options.items() if core or not path.startswith(self.core)]
        return {name: option for about in files for name, option in about.items()}

    @staticmethod
    def named(node):
        """What has a name in a call, in a mapping, or on the left of an assignment."""
        if isinstance(node, ast.Call):
            return [(keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg]
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values)
            return [(key.value, value) for key, value in pairs if isinstance(key, ast.Constant)]
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            key = node.targets[0].slice
            return [(key.value, node.value)] if isinstance(key, ast.Constant) else []
        return []

    def follow(self, name):
        if name.startswith("ansible.module_utils."):
            place = name.removeprefix("ansible.module_utils.").replace(".", "/")
            found = self.shared(place)
            if found:
                self.read(found)
        elif name.startswith("ansible_collections."):
            try:
                spec = importlib.util.find_spec(name)
            except (ImportError, AttributeError, ValueError):
                spec = None
            if spec and spec.origin:
                self.read(spec.origin)
