"""An SSH server on loopback that stands for any number of hosts, and ways to it that take longer."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

BENCH = pathlib.Path(__file__).resolve().parent.parent


def free_port():
    """A port of loopback that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, what, seconds=20):
    due = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > due:
            raise RuntimeError(f"{what} has not come within {seconds} s")
        time.sleep(0.05)


class Server:
    """One sshd with keys of its own; to be used as a context."""

    def __init__(self, work):
        self.work = work
        self.port = free_port()
        self.key = work / "key"
        self.known_hosts = work / "known_hosts"
        self.processes = []

    def __enter__(self):
        for name in ("key", "host_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.work / name], check=True)
        shutil.copy(self.work / "key.pub", self.work / "authorized_keys")
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", exist_ok=True)
        # Everybody may connect at once: the programs are compared, not their patience with a server.
        options = ["ListenAddress=127.0.0.1", "PidFile=none", "UsePAM=no", "StrictModes=no",
                   f"AuthorizedKeysFile={self.work}/authorized_keys", "PermitRootLogin=prohibit-password",
                   "MaxStartups=2000", "MaxSessions=100", "Subsystem=sftp internal-sftp"]
        command = [shutil.which("sshd") or "/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-p", str(self.port), "-h",
                   self.work / "host_key"]
        for option in options:
            command += ["-o", option]
        self.start(command, stderr=open(self.work / "sshd.log", "wb"))
        self.trust(self.port)
        wait_for(self.answers, "the SSH server")
        return self

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def start(self, command, **how):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **how)
        self.processes.append(process)
        return process

    def trust(self, port):
        key = " ".join((self.work / "host_key.pub").read_text().split()[:2])
        with open(self.known_hosts, "a", encoding="ascii") as known:
            known.write(f"[127.0.0.1]:{port} {key}\n")

    def way(self, round_trip):
        """A port that leads to the server, with so many milliseconds there and back."""
        if not round_trip:
            return self.port
        told = self.work / f"way{round_trip}"
        with open(told, "wb") as out:
            self.start([BENCH / "slow-wire", str(self.port), str(round_trip / 2), self.work / "count"], stdout=out)
        wait_for(lambda: told.stat().st_size > 0, "the longer way")
        port = int(told.read_text())
        self.trust(port)
        return port

    def __exit__(self, *failure):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait()
