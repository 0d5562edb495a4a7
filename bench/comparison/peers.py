"""The programs that are compared, each as it is used where speed matters."""
import os
import pathlib
import resource
import shlex
import shutil
import subprocess
import time

TOP = pathlib.Path(__file__).resolve().parent.parent.parent


class Failed(Exception):
    """A program did not do its work; what it said."""


class Peer:
    """A program with its files for one workload."""

    name = ""

    def __init__(self, server, venv, work):
        self.server = server
        self.venv = venv
        self.work = work

    def prepare(self, workload, port, to):
        """Writes what the program reads."""
        raise NotImplementedError

    def command(self):
        raise NotImplementedError

    def environment(self):
        return {}

    def run(self, most):
        """Seconds and seconds of processor time of one run; none where it takes more than the most."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        with open(self.work / "out", "wb") as out:
            process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                       env=os.environ | self.environment(), start_new_session=True)
            try:
                code = process.wait(most)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 15)
                process.wait()
                return None
        took = time.monotonic() - began
        if code:
            raise Failed(f"{self.name} ended with {code}:\n" + (self.work / "out").read_text(errors="replace")[-3000:])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def inventory(self, hosts, port, to):
        lines = [f"all:\n  vars:\n    ansible_host: 127.0.0.1\n    ansible_port: {port}\n    ansible_user: {user()}\n"
                 f"    ansible_ssh_private_key_file: {self.server.key}\n    to: {to}\n"
                 f"    ansible_known_hosts_file: {self.server.known_hosts}\n"
                 f"    ansible_ssh_common_args: -o UserKnownHostsFile={self.server.known_hosts}\n"
                 f"    ansible_python_interpreter: {self.venv}/bin/python3\n  hosts:\n"]
        lines += [f"    {host}: {{}}\n" for host in hosts]
        (self.work / "hosts.yml").write_text("".join(lines))


class Play(Peer):
    name = "play"

    def prepare(self, workload, port, to):
        self.inventory(names(workload.hosts), port, to)
        (self.work / "site.yml").write_text(workload.playbook)
        self.forks = str(min(workload.hosts, 500))

    def command(self):
        return [TOP / "play", "run", self.work / "site.yml", "-i", self.work / "hosts.yml", "-f", self.forks]


class Ansible(Peer):
    """With pipelining and connections that persist, and as many forks as are of use on the machine."""

    name = "ansible"

    def prepare(self, workload, port, to):
        shutil.rmtree(self.work / "control", ignore_errors=True)
        self.inventory(names(workload.hosts), port, to)
        (self.work / "site.yml").write_text(workload.playbook)
        self.forks = str(min(workload.hosts, 50))

    def command(self):
        return [self.venv / "bin/ansible-playbook", self.work / "site.yml", "-i", self.work / "hosts.yml", "-f",
                self.forks]

    def environment(self):
        return {"ANSIBLE_PIPELINING": "True", "ANSIBLE_HOME": str(self.work / "home"), "ANSIBLE_TIMEOUT": "60",
                "ANSIBLE_SSH_CONTROL_PATH_DIR": str(self.work / "control"),
                "ANSIBLE_SSH_ARGS": "-o ControlMaster=auto -o ControlPersist=60s"}


class Pyinfra(Peer):
    name = "pyinfra"

    def prepare(self, workload, port, to):
        hosts = [(host, {"ssh_hostname": "127.0.0.1", "ssh_port": port, "ssh_user": user(), "to": str(to),
                         "ssh_key": str(self.server.key), "ssh_known_hosts_file": str(self.server.known_hosts)})
                 for host in names(workload.hosts)]
        (self.work / "inventory.py").write_text(f"hosts = {hosts!r}\n")
        (self.work / "deploy.py").write_text(workload.pyinfra)

    def command(self):
        return [self.venv / "bin/pyinfra", "-y", self.work / "inventory.py", self.work / "deploy.py"]


class Floor(Peer):
    """What a script by hand takes, without the time to connect."""

    name = "floor"

    def prepare(self, workload, port, to):
        options = ["-o", f"UserKnownHostsFile={self.server.known_hosts}", "-i", str(self.server.key), "-o",
                   "BatchMode=yes", "-o", "ControlMaster=auto", "-o", "ControlPersist=600"]
        (self.work / "script").write_text(workload.floor)
        lines = ["#!/bin/bash\n"]
        for host in names(workload.hosts):
            own = options + ["-o", f"ControlPath={self.work}/{host}"]
            target = f"{user()}@127.0.0.1"
            ssh = shlex.join(["ssh", *own, "-p", str(port), target])
            subprocess.run([*shlex.split(ssh), "true"], check=True, stdin=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            scp = shlex.join(["scp", "-q", *own, "-P", str(port)])
            variables = f"to={to}/{host} host={target} ssh={shlex.quote(ssh)} scp={shlex.quote(scp)}"
            near = f"{variables} sh {self.work}/script &\n"
            far = f"{{ echo to={to}/{host}; cat {self.work}/script; }} | {ssh} sh &\n"
            lines.append(near if workload.floor_is_near else far)
            lines.append("all+=($!)\n")
        lines.append('for one in "${all[@]}"; do wait "$one" || exit 1; done\n')
        (self.work / "floor").write_text("".join(lines))

    def command(self):
        return ["bash", self.work / "floor"]


def names(count):
    return [f"host{n}" for n in range(1, count + 1)]


def user():
    return subprocess.run(["id", "-un"], check=True, capture_output=True, text=True).stdout.strip()


ALL = (Play, Ansible, Pyinfra, Floor)
