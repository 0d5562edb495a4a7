"""Answers what play asks about Ansible's modules and plugins: one question in JSON a line, one answer in JSON a line.

It imports ansible-core, which has to be installed for the Python that runs it, and is a program of its own: play starts
it once per run. What it is asked and answers goes over its pipes alone, so secrets are in no argument, environment or
file of it.
"""

import base64
import json
import os
import re
import shlex
import sys

from sources import Sources

answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
os.dup2(2, 1)  # what plugins print is no answer
sys.stdout = sys.stderr


def tell(answer):
    answers.write(json.dumps(answer, allow_nan=False) + "\n")
    answers.flush()


try:
    from ansible.release import __version__ as version

    if tuple(int(part) for part in version.split(".")[:2]) < (2, 19):
        tell({"error": f"ansible-core {version} is too old; 2.19 or later is needed"})
        sys.exit(0)
    from ansible import constants as C
    from ansible.executor import module_common
    from ansible.module_utils.common.parameters import PASS_VARS
    from ansible.parsing.dataloader import DataLoader
    from ansible.plugins import loader as plugins
    from ansible.template import Templar, trust_as_template
    from ansible.utils.collection_loader import AnsibleCollectionConfig
    from ansible.utils.collection_loader._collection_finder import _get_collection_metadata as about_collection
    from ansible.utils.plugin_docs import get_plugin_docs
except ImportError as error:
    tell({"error": f"ansible-core cannot be imported: {error}"})
    sys.exit(0)


MARKUP = re.compile(r"\b(?:[BCEIMPRVOLU]|RV|HORIZONTALLINE)\(((?:[^()\\]|\\.)*)\)")


def plain(text):
    """A text of a documentation without its markup."""
    said = " ".join(map(str, text)) if isinstance(text, list) else str(text or "")
    return MARKUP.sub(lambda found: re.sub(r"\\(.)", r"\1", found[1].split(",")[0]), said).strip()


def options(written):
    """What options may be, in the words of argument specs."""
    return {
        str(name): {
            "doc": plain(option.get("description")),
            "type": option.get("type") or "str",
            "elements": option.get("elements") or "",
            "required": bool(option.get("required")),
            "default": option.get("default"),
            "choices": list(option.get("choices") or []),
            "aliases": list(option.get("aliases") or []),
            "options": options(option.get("suboptions")),
        }
        for name, option in (written or {}).items()
    }


def returned(written):
    """What results have, beside what every one has."""
    return {
        str(name): {
            "doc": plain(field.get("description")),
            "type": field.get("type") or "raw",
            "elements": field.get("elements") or "",
            "when": plain(field.get("returned")),
            "fields": returned(field.get("contains")),
        }
        for name, field in (written or {}).items()
    }


def aliases(told):
    return {alias for option in told.get("options", {}).values() for alias in option["aliases"]}


def documented(name):
    """What a module says of itself; nothing where it says nothing that can be read."""
    try:
        doc, _, returns, _ = get_plugin_docs(name, "module", plugins.module_loader, plugins.fragment_loader, False)
        return {
            "purpose": plain(doc.get("short_description")),
            "options": options(doc.get("options")),
            "returns": returned(returns),
            "check": (doc.get("attributes") or {}).get("check_mode", {}).get("support"),
        }
    except Exception:  # what stands in a file of somebody's may break in any way
        return {}


def read(path):
    """How a module takes its arguments, and its source."""
    with open(path, "rb") as file:
        source = file.read()
    if module_common._is_binary(source):
        return "binary", source
    if module_common.NEW_STYLE_PYTHON_MODULE_RE.search(source) or module_common.REPLACER in source:
        return "python", source
    if path.endswith(".ps1") or module_common.REPLACER_WINDOWS in source:
        return "powershell", source
    if module_common.REPLACER_JSONARGS in source:
        return "jsonargs", source
    return ("json" if b"WANT_JSON" in source else "words"), source


def other_name(context, name):
    """The name that Ansible has for a plugin beside this one, if any."""
    last = (context.redirect_list or [name])[-1]
    return "" if last == name else last


def lacking(name, moved):
    """What is told of a name that nothing has."""
    collection = ".".join((moved or name).split(".")[:2])
    try:
        about_collection(collection)
        return {"moved": moved, "installed": True}
    except ValueError:
        return {"moved": moved, "installed": False}


def find(asked):
    """Whether there is a module of this name, and what it says of itself."""
    name = asked["name"]
    context = plugins.module_loader.find_plugin_with_context(name, mod_type="")
    action = plugins.action_loader.find_plugin_with_context(name)
    if action.resolved or other_name(action, name):
        return {"kind": "action"}
    path = context.plugin_resolved_path
    if not context.resolved or not path:
        return {"kind": "none", **lacking(name, other_name(context, name))}
    style, source = read(path)
    if style == "powershell":
        return {"kind": "powershell"}
    told = documented(context.resolved_fqcn if context.plugin_resolved_collection else name)
    core = os.path.dirname(module_common.__file__).removesuffix("executor")
    sources = Sources(plugins.module_utils_loader.find_plugin, core)
    if style == "python":
        sources.read(path)
    if not context.plugin_resolved_collection:  # outside of collections, documentation may be missing or old
        written = sources.options(b"add_file_common_args" in source or b"url_argument_spec" in source)
        others = {option: about for option, about in written.items() if option not in aliases(told)}
        told["options"] = {**options(others), **told.get("options", {})}
    support = told.pop("check", None)
    says = support in ("full", "partial") or (not support and b"supports_check_mode" in source)
    return {
        "kind": "module",
        "path": path,
        "check": style == "python" and says,
        "deprecated": [plain(warning) for warning in context.deprecation_warnings],
        "hidden": sorted(sources.hidden),
        **told,
    }


def internal(name, check, diff):
    """What Ansible gives modules beside their arguments, as far as this version of it does."""
    every = {
        "check_mode": check,
        "diff": diff,
        "no_log": True,  # nothing of the arguments in the log of the host
        "version": version,
        "module_name": name,
        "syslog_facility": C.DEFAULT_SYSLOG_FACILITY,
        "selinux_special_fs": C.DEFAULT_SELINUX_SPECIAL_FS,
        "remote_tmp": "/tmp",
        "inject_invocation": False,
    }
    return {f"_ansible_{key}": value for key, value in every.items() if key in PASS_VARS}


def payload(asked):
    """A module with its arguments, as it is to be run on a host."""
    name = asked["name"]
    context = plugins.module_loader.find_plugin_with_context(name, mod_type="")
    style, source = read(context.plugin_resolved_path)
    arguments = {**asked["arguments"], **internal(name, asked["check"], asked["diff"])}
    given = ""
    if style in ("python", "jsonargs"):
        source = module_common.modify_module(
            module_name=context.resolved_fqcn,
            module_path=context.plugin_resolved_path,
            module_args=arguments,
            templar=Templar(loader=DataLoader(), variables={}),
            task_vars={"ansible_python_interpreter": "/usr/bin/python3"},
            module_compression="ZIP_DEFLATED",
        ).b_module_data
    elif style == "words":
        given = " ".join(f"{option}={shlex.quote(str(value))}" for option, value in arguments.items())
    else:
        given = json.dumps(arguments)
    shebang = source.split(b"\n", 1)[0]
    return {
        "whole": style == "python",
        "interpreter": shebang[2:].decode().split() if shebang.startswith(b"#!") else [],
        "module": base64.b64encode(source).decode(),
        "arguments": given,
    }


FOLDERS = []  # those of playbooks and roles
JINJA = {"filter": plugins.filter_loader, "test": plugins.test_loader}


def has(asked):
    """Whether there is a filter, a test or a lookup of this name."""
    kind, name = asked["kind"], asked["name"]
    try:
        if kind == "lookup":
            found = plugins.lookup_loader.find_plugin_with_context(name).resolved
        else:
            found = JINJA[kind].get(name) is not None
    except KeyError:
        found = False
    if found:
        return {"found": True}
    routed = about_collection("ansible.builtin").get("plugin_routing", {}).get(kind, {})
    return {"found": False, **lacking(name, routed.get(name.removeprefix("ansible.builtin."), {}).get("redirect", ""))}


def names(asked):
    """Names of what the folders of playbooks and roles bring."""
    kind = asked["kind"]
    folders = [os.path.join(folder, "") for folder in FOLDERS]
    if kind in JINJA:
        ours = [plugin for plugin in JINJA[kind].all() if plugin._original_path.startswith(tuple(folders))]
        return {"names": [plugin.ansible_name for plugin in ours]}
    part = {"module": "library", "lookup": "lookup_plugins"}[kind]
    held = [os.path.join(folder, part) for folder in folders]
    files = [file for folder in held if os.path.isdir(folder) for file in os.listdir(folder)]
    return {"names": [file.split(".")[0] for file in files if file[0] not in "._"]}


def call(asked):
    """What a filter, a test or a lookup answers."""
    if not all(word.isidentifier() for word in [*asked["name"].split("."), *asked["named"]]):
        raise ValueError("this is no name")
    variables = dict(asked["variables"])
    places = []
    for index, value in enumerate(asked["arguments"]):
        variables[f"_given_{index}"] = value
        places.append(f"_given_{index}")
    for name, value in asked["named"].items():
        variables[f"_named_{name}"] = value
        places.append(f"{name}=_named_{name}")
    if asked["kind"] == "lookup":
        expression = "query(" + ", ".join([repr(asked["name"]), *places]) + ")"
    else:
        variables["_input"] = asked["input"]
        joint = "|" if asked["kind"] == "filter" else "is"
        expression = f"_input {joint} {asked['name']}({', '.join(places)})"
    templar = Templar(loader=DataLoader(), variables=variables)
    answer = templar.template(trust_as_template("{{ [" + expression + "] }}"))
    return {"value": answer[0]}


def beside(asked):
    """Takes note of the folders of playbooks and roles, whose modules and plugins are there from now on."""
    for folder in asked["folders"]:
        plugins.add_all_plugin_dirs(folder)
    FOLDERS[:] = asked["folders"]
    AnsibleCollectionConfig.playbook_paths = FOLDERS
    return {}


QUESTIONS = {question.__name__: question for question in (find, payload, has, names, call, beside)}


def main(questions):
    plugins.init_plugin_loader(json.loads(next(questions)))
    tell({"version": version})
    for line in questions:
        asked = json.loads(line)
        try:
            tell(QUESTIONS[asked["question"]](asked))
        except Exception as error:  # a plugin may break in any way; the next question is answered all the same
            tell({"error": str(error) or type(error).__name__})


main(sys.stdin)
