"""What is done on the hosts, written for each program as its users would write it.

Each host has a folder of its own below a common one, whose path is the variable `to`. A workload knows its playbook
(for play and Ansible alike), its operations of pyinfra, and the scripts of somebody who writes by hand what is
needed and no more: `floor`, run by one `sh` behind one connection per host that is there already.
"""
import dataclasses
import pathlib

PLAY = "- hosts: all\n  gather_facts: false\n  tasks:\n"
PYINFRA = "import io\nfrom pyinfra import host\nfrom pyinfra.facts.files import File\n" \
    "from pyinfra.operations import files, server\nto = host.data.to + '/' + host.name\n"
FLOOR = "set -e\ncd \"$to\"\n"
HOME = "{{ to }}/{{ inventory_hostname }}"


@dataclasses.dataclass(frozen=True)
class Workload:
    """One row of the table, or two where it is also run a second time, which changes nothing."""

    name: str
    hosts: int
    playbook: str
    pyinfra: str
    floor: str
    # Milliseconds there and back.
    round_trip: int = 0
    # Whether `floor` is a command of the controller instead of a script for the host.
    floor_is_near: bool = False


def tasks(name, count, hosts, round_trip=0):
    """Folders, files, lines in them and commands, a quarter of each."""
    play, pyinfra, floor = PLAY, PYINFRA, FLOOR
    for n in range(1, count // 4 + 1):
        folder = f"{HOME}/folder{n}"
        play += f"""\
    - ansible.builtin.file: {{path: "{folder}", state: directory, mode: "0750"}}
    - ansible.builtin.copy: {{dest: "{folder}/file", content: "number {n}\\n", mode: "0640"}}
    - ansible.builtin.lineinfile: {{path: "{folder}/other", line: "one more", create: true, mode: "0640"}}
    - ansible.builtin.command: {{cmd: touch done, chdir: "{folder}", creates: "{folder}/done"}}
"""
        pyinfra += f"""\
folder = to + '/folder{n}'
files.directory(path=folder, mode='750')
files.put(src=io.StringIO('number {n}\\n'), dest=folder + '/file', mode='640')
files.line(path=folder + '/other', line='one more')
if host.get_fact(File, path=folder + '/done') is None:
    server.shell(commands=['cd ' + folder + ' && touch done'])
"""
        floor += f"""\
[ "$(stat -c %a folder{n} 2>&-)" = 750 ] || {{ mkdir -p folder{n}; chmod 750 folder{n}; }}
[ "$(stat -c %a folder{n}/file 2>&-) $(cat folder{n}/file 2>&-)" = '640 number {n}' ] ||
  {{ echo 'number {n}' >folder{n}/file; chmod 640 folder{n}/file; }}
grep -qxF 'one more' folder{n}/other 2>&- || {{ echo 'one more' >>folder{n}/other; chmod 640 folder{n}/other; }}
[ -e folder{n}/done ] || (cd folder{n} && touch done)
"""
    return Workload(name, hosts, play, pyinfra, floor, round_trip)


def loop(name, count):
    """Files with contents of their own, by one task."""
    play = PLAY + f"""\
    - ansible.builtin.copy: {{dest: "{HOME}/file{{{{ item }}}}", content: "number {{{{ item }}}}\\n", mode: "0640"}}
      loop: "{{{{ range(1, {count + 1}) | list }}}}"
"""
    pyinfra = PYINFRA + f"""\
for n in range(1, {count + 1}):
    files.put(src=io.StringIO(f'number {{n}}\\n'), dest=f'{{to}}/file{{n}}', mode='640')
"""
    floor = FLOOR + f"""\
n=1
while [ $n -le {count} ]; do
  [ "$(stat -c %a file$n 2>&-) $(cat file$n 2>&-)" = "640 number $n" ] ||
    {{ echo "number $n" >file$n; chmod 640 file$n; }}
  n=$((n + 1))
done
"""
    return Workload(name, 1, play, pyinfra, floor)


def upload(name, work, megabytes, hosts):
    """One large file that no compression makes smaller."""
    source = work / f"large{megabytes}"
    if not source.exists():
        source.write_bytes(pathlib.Path("/dev/urandom").open("rb").read(megabytes * 1000 * 1000))
    play = PLAY + f'    - ansible.builtin.copy: {{src: "{source}", dest: "{HOME}/large", mode: "0640"}}\n'
    pyinfra = PYINFRA + f"files.put(src='{source}', dest=to + '/large', mode='640')\n"
    floor = f'cmp -s {source} "$to/large" || $scp {source} "$host:$to/large"\n'
    return Workload(name, hosts, play, pyinfra, floor, floor_is_near=True)


def tree(name, work, count):
    """A folder with small files, a hundred to each folder in it."""
    source = work / f"tree{count}"
    for n in range(count):
        folder = source / f"folder{n // 100}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"file{n}").write_text(f"number {n}\n", encoding="ascii")
    play = PLAY + f'    - ansible.builtin.copy: {{src: "{source}/", dest: "{HOME}/tree/"}}\n'
    pyinfra = PYINFRA + f"files.sync(src='{source}', dest=to + '/tree')\n"
    floor = f'tar -C {source} -cf - . | $ssh "mkdir -p $to/tree && tar -C $to/tree -xf -"\n'
    return Workload(name, 1, play, pyinfra, floor, floor_is_near=True)
