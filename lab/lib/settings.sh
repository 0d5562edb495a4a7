# shellcheck shell=bash
# shellcheck disable=SC2034  # the variables are read by the programs that source this file
# Folders, names and addresses of a lab. Sourced by the lab's programs; starts nothing and changes nothing.

state=${PLAY_LAB_DIR:-/var/lib/play-lab}   # what outlives a reboot: caches, the key, one folder for each lab
run=${PLAY_LAB_RUN:-/run/play-lab}         # what does not: processes, owners, logs
cache=$state/cache
locks=$cache/locks
key=$state/id_ed25519
suite=bookworm
password='lab-pass'
apt_port=3142                              # of the package proxy, on each lab's own bridge address

say() { printf 'lab: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# use_lab NAME: from here on the functions below speak of this lab. The name need not exist yet.
use_lab() {
  [[ $1 =~ ^[a-z][a-z0-9-]{0,30}$ && $1 != cache ]] ||
    usage_error "'$1' can't be a lab's name: use a letter, then letters, digits and '-' (at most 31), but not 'cache'"
  lab=$1
  lab_dir=$state/$lab
  lab_run=$run/$lab
  lab_ns=play.$lab        # '.' can't stand in a name, so play.a.b is always host b of lab a
  lab_group=play-lab.$lab
}

lab_subnet() { cat "$lab_dir/subnet" 2>/dev/null || true; }      # nothing when the lab is new
lab_hosts() { awk '{print $1}' "$lab_dir/hosts.list" 2>/dev/null || true; }
host_number() { awk -v host="$1" '$1 == host {print $2}' "$lab_dir/hosts.list" 2>/dev/null; }
host_address() { echo "$(lab_subnet).$((10 + $(host_number "$1")))"; }
host_dir() { echo "$lab_dir/hosts/$1"; }
host_port() { echo "v$(host_number "$1")"; }

# The machine's end of the cable into a lab. An interface's name has at most 15 characters, a lab's may have more,
# so it is made of the subnet, which no two labs share: 10.77.0 gives play0a4d00.
root_link() {
  local -a octets
  IFS=. read -ra octets <<<"$1"
  printf 'play%02x%02x%02x\n' "${octets[@]}"
}
