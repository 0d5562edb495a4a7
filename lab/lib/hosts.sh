# shellcheck shell=bash
# Starting, stopping and looking at a lab's hosts.

# host_runs HOST: has it a first process? Prints that process's id.
host_runs() { recorded_process "$lab_run/$1.init"; }

lab_runs() {
  local host
  for host in $(lab_hosts); do ! host_runs "$host" >/dev/null || return 0; done
  return 1
}

host_supervised() { recorded_process "$lab_run/$1.supervisor" >/dev/null; }

# start_host HOST: returns at once. A host that lost its supervisor would not come back from a reboot, so it is
# switched off first.
start_host() {
  ! host_supervised "$1" || return 0
  clear_host "$1"
  start_daemon "$lab_group" "$lab_run/$1.log" "$here/supervise" "$lab" "$1"
  record_process "$lab_run/$1.supervisor" "$!"      # it does so too, but maybe after the next question for it
}

# clear_host HOST: ends whatever is left of it and takes its traces off the machine.
clear_host() {
  kill_groups "$lab_group.$1"
  detach_disks "$1"
  disconnect_host "$(host_number "$1")" "$lab_ns.$1"
  remove_groups "$lab_group.$1"
  rm -f "$lab_run/$1".{init,supervisor,devices}
}

# shellcheck disable=SC2016  # for the inner shell to expand
greets='exec 3<>"/dev/tcp/$1/22" && read -r line <&3 && [[ $line == SSH-* ]]'

# listens HOST: is its port for SSH open? Who asks from outside before its link is up waits a second until ARP asks
# again.
listens() {
  local pid
  pid=$(host_runs "$1") && grep -q ':0016 [^ ]* 0A ' "/proc/$pid/net/tcp" 2>/dev/null
}

# answers HOST: does its sshd greet a client on this machine?
answers() {
  listens "$1" && timeout 3 bash -c "$greets" bash "$(host_address "$1")" 2>/dev/null
}

# wait_for_hosts HOST…: until each one's sshd answers.
wait_for_hosts() {
  local host status=0 waits=()
  for host; do wait_for_host "$host" & waits+=($!); done
  for host in "${waits[@]}"; do wait "$host" || status=1; done
  return "$status"
}

wait_for_host() {
  local until=$((SECONDS + 90))
  until answers "$1"; do
    ((SECONDS < until)) || { say "$1: sshd does not answer after 90 s; see $lab_run/$1.console"; return 1; }
    sleep 0.1
  done
}

# wait_for_end HOST PID-FILE-LINE: until that first process is gone.
wait_for_end() {
  local pid started until=$((SECONDS + 120))
  read -r pid started <<<"$2"
  while is_process "$pid" "$started"; do
    ((SECONDS < until)) || { say "$1: still runs after 120 s"; return 1; }
    sleep 0.1
  done
}

wait_for_supervisor() { # HOST. A service may take systemd's 90 seconds to stop.
  local until=$((SECONDS + 120))
  while host_supervised "$1"; do
    ((SECONDS < until)) || { say "$1: its supervisor does not end"; return 1; }
    sleep 0.1
  done
}

# signal_host HOST SIGNAL: to its systemd, which takes RTMIN+4 as poweroff and RTMIN+5 as reboot.
signal_host() {
  local pid
  pid=$(host_runs "$1") || die "$1 is not running"
  kill -s "$2" "$pid"
}

cut_power() { # HOST. The cable first: else the dying sockets would still say goodbye to their peers.
  local pid
  pid=$(host_runs "$1") || die "$1 is not running"
  ip -n "$lab_ns" link set "$(host_port "$1")" down 2>/dev/null || true
  kill -KILL "$pid"
}

# host_state HOST: "STATE PID LINK".
host_state() {
  local pid link=down
  [[ -d $(host_dir "$1") ]] || { echo "absent - -"; return; }
  pid=$(host_runs "$1") || { echo "off - -"; return; }
  [[ $(ip -n "$lab_ns" -br link show "$(host_port "$1")" 2>/dev/null) != *,UP[,\>]* ]] || link=up
  if nsenter -t "$pid" -n timeout 3 bash -c "$greets" bash 127.0.0.1 2>/dev/null; then
    echo "running $pid $link"
  else
    echo "booting $pid $link"
  fi
}

# run_in_host HOST COMMAND…: replaces this process by the command, as root inside the host, with no more rights than the
# host's own processes have: in the host's cgroups, which keep it from the machine's disks, and without the right to
# set the machine's clock.
run_in_host() {
  local pid
  pid=$(host_runs "$1") || die "$1 is not running"
  join_host "$1" "$pid"
  shift
  exec nsenter -t "$pid" -m -u -i -p -n -C -r -w setpriv --bounding-set=-sys_time --inh-caps=-sys_time \
    env -i HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

join_host() { # HOST PID
  local name mount path
  while read -r name mount; do
    path=$(cgroup_of "$2" "$name")
    [[ $path == */"$lab_group.$1"* ]] || die "$1 is shutting down"
    echo "$BASHPID" >"$mount${path%%"$lab_group.$1"*}$lab_group.$1/cgroup.procs"
  done < <(hierarchies)
}
