# shellcheck shell=bash
# The machine's cgroup hierarchies: version 1 controllers, the named 'systemd' one, and version 2 as 'unified'.

# hierarchies: "NAME MOUNTPOINT" on each line; 'unified' is the version 2 one.
hierarchies() {
  awk '$3 == "cgroup" {n = split($2, part, "/"); print part[n], $2}
       $3 == "cgroup2" && !seen++ {print "unified", $2}' /proc/self/mounts
}

hierarchy() { hierarchies | awk -v name="$1" '$1 == name {print $2; exit}'; }

# cgroup_of PID NAME: the path of a process's cgroup within a hierarchy.
cgroup_of() {
  awk -F: -v name="$2" '
    {key = $2; sub(/^name=/, "", key)}
    (name == "unified" && $1 == 0) || (key != "" && key == name) {print $3; exit}
    {n = split(key, part, ","); for (i = 1; i <= n; i++) if (part[i] == name) {print $3; exit}}' "/proc/$1/cgroup"
}

# own_cgroup NAME: the directory of this process's cgroup in a hierarchy. Hosts get theirs below it, so that nothing
# escapes the limits and the accounting of the process that started the lab.
own_cgroup() {
  local path
  path=$(cgroup_of "$BASHPID" "$1")
  echo "$(hierarchy "$1")${path%/}"
}
