# shellcheck shell=bash
# 'lab down': everything of a lab off the machine, also when parts of it were killed or never finished.

stop_lab() {
  local host
  kill_groups "$lab_group" "$lab_group.*"
  for host in "$lab_dir"/hosts/* "$lab_dir"/hosts/.new-*; do
    [[ ! -d $host ]] || detach_disks "$(basename "$host")"
  done
  stop_network
  remove_groups "$lab_group.*" "$lab_group"
  rm -rf "$lab_run"
  (flock 8; stop_unused) 8>"$locks/cache"
}

# stop_unused: what all labs share, when none is up. 'ip netns' leaves its directory mounted after the last namespace.
stop_unused() {
  ! ls /run/netns/play.* >/dev/null 2>&1 || return 0
  stop_proxy
  rmdir "$run" 2>/dev/null || true
  [[ -n $(ls -A /run/netns 2>/dev/null) ]] || umount /run/netns 2>/dev/null || true
}

# purge_lab: the disks, and last of all the blackholes.
purge_lab() {
  local subnet
  subnet=$(lab_subnet)
  rm -rf --one-file-system "$lab_dir"
  [[ -n $subnet ]] || return 0
  ip route del blackhole "$subnet.0/24" metric 4096 2>/dev/null || true
  ip -6 route del blackhole "$(subnet6 "$subnet")/64" metric 4096 2>/dev/null || true
}

# all_labs: the names of all that have a directory, a process or a namespace.
all_labs() {
  {
    find "$state" "$run" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' 2>/dev/null
    find /run/netns -mindepth 1 -maxdepth 1 -name 'play.*' -printf '%f\n' 2>/dev/null | cut -d. -f2
  } | sort -u | grep -vx cache || true
}
