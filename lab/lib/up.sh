# shellcheck shell=bash
# 'lab up': from nothing, or from whatever is there, to hosts that answer.

# prepare_lab SUBNET: what all hosts need. Holds the caches' lock, so that two labs don't install or build at once.
prepare_lab() {
  (
    flock 8
    mkdir -p "$lab_dir/hosts" "$lab_run"
    require_cgroups
    allow_inotify
    install_packages
    ensure_key
    start_network "$1"      # before the proxy: the proxy is stopped when no lab has a network
    start_proxy
    ensure_image
    kernel_layer >"$lab_dir/kernel"
  ) 8>"$locks/cache"
}

# number_hosts HOST…: the n-th host of the list has number n, for good; fails when the lab's hosts have others.
# Prints the lines "HOST NUMBER" of all the lab's hosts.
number_hosts() {
  local host number=0 known
  for host; do
    ((++number))
    known=$(host_number "$host")
    [[ -z $known || $known == "$number" ]] || return 1
    ! awk -v n="$number" -v host="$host" '$2 == n && $1 != host {found = 1} END {exit !found}' \
      "$lab_dir/hosts.list" 2>/dev/null || return 1
  done
  number=0
  {
    cat "$lab_dir/hosts.list" 2>/dev/null || true
    for host; do echo "$host $((++number))"; done
  } | sort -u -k 2n
}

# settle_lab SUBNET TEXT HOST…: writes down the lab's subnet and hosts, unless that would contradict what is there.
settle_lab() {
  local subnet=$1 owner=$2 other lines
  shift 2
  if ! lines=$(number_hosts "$@") || [[ -e $lab_dir/subnet && $(lab_subnet) != "$subnet" ]]; then
    ! other=$(other_owner "$owner") ||
      die "lab '$lab' is held by $other with other hosts; wait for it, or use another --name"
    die "lab '$lab' has the hosts $(lab_hosts | xargs) in $(lab_subnet).0/24;" \
      "remove them with 'down --name $lab --purge' first"
  fi
  if [[ $lines != "$(cat "$lab_dir/hosts.list" 2>/dev/null)" ]] && other=$(other_owner "$owner"); then
    die "lab '$lab' is held by $other with other hosts; wait for it, or use another --name"
  fi
  free_subnet "$subnet"
  mkdir -p "$lab_dir"
  echo "$subnet" >"$lab_dir/subnet"
  echo "$lines" >"$lab_dir/hosts.list"
}

# make_hosts HOST…: disks for those that have none yet, all at once.
make_hosts() {
  local host waits=()
  for host; do
    [[ -d $(host_dir "$host") ]] || { make_host "$host" "$disk_size" & waits+=($!); }
  done
  for host in "${waits[@]}"; do wait "$host" || die "a host's disk can't be made"; done
  for host in $(lab_hosts); do
    [[ ! -d $(host_dir "$host") ]] || make_data_disks "$host" "$data_disks" "$data_size"
  done
  write_known_hosts
}

# blank_hosts HOST…: throws away what is on their disks.
blank_hosts() {
  local host
  for host; do
    kill_groups "$lab_group.$host"
    wait_for_supervisor "$host" || true
    clear_host "$host"
    rm -rf --one-file-system "$(host_dir "$host")"
  done
}

print_hosts() {
  local host
  for host; do echo "$host $(host_address "$host")"; done
}
