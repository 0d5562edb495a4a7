# shellcheck shell=bash
# Which processes are the lab's. A process id alone is never trusted: it comes with the process's start time, or the
# process sits in a cgroup that the lab made.

# start_time PID: when it started, in clock ticks since the machine's boot; fails when it is not alive.
# A zombie counts as dead: 'kill -0' says it lives for as long as its parent does not look.
start_time() {
  local stat
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
  local -a fields
  read -ra fields <<<"${stat##*) }"        # the command's name, in brackets, may hold anything
  [[ ${fields[0]} != [ZX] ]] || return 1
  echo "${fields[19]}"
}

# is_process PID START: is this very process alive?
is_process() { [[ $(start_time "$1") == "$2" ]]; }

# record_process FILE PID: keeps "PID START" in the file.
record_process() {
  local started
  started=$(start_time "$2") || return 1
  echo "$2 $started" >"$1.$BASHPID.tmp" && mv "$1.$BASHPID.tmp" "$1"      # two may record the same one at a time
}

# recorded_process FILE: prints the id of the recorded process if it is alive; fails when it is not.
recorded_process() {
  local pid started
  { read -r pid started <"$1"; } 2>/dev/null && is_process "$pid" "$started" && echo "$pid"
}

# is_ancestor PID: is it this program's parent, or the parent's parent, and so on?
is_ancestor() {
  local pid=$BASHPID stat
  while ((pid > 1)); do
    { stat=$(<"/proc/$pid/stat"); } 2>/dev/null || return 1
    read -r _ pid _ <<<"${stat##*) }"
    ((pid != $1)) || return 0
  done
  return 1
}

# start_daemon GROUP LOG COMMAND…: runs it apart from the caller, in a freezer cgroup of its own by which it is found
# again. It holds neither the caller's output nor the lab's locks (8 and 9) open, nor keeps the caller's environment,
# which may hold secrets.
start_daemon() {
  local group log
  group=$(own_cgroup freezer)/$1 log=$2
  shift 2
  mkdir -p "$group"
  (
    echo "$BASHPID" >"$group/cgroup.procs" &&
      exec setsid env -i "PATH=$PATH" "PLAY_LAB_DIR=$state" "PLAY_LAB_RUN=$run" "$@"
  ) </dev/null >>"$log" 2>&1 8>&- 9>&- &
  disown "$!"      # bash need not tell how it ended
}

# group_folders GROUP MOUNT…: the cgroups of this name (a pattern) in these hierarchies, and those below, innermost
# first; whatever cgroup they were made in.
group_folders() {
  local group=$1
  shift
  find "$@" -depth -type d \( -path "*/$group" -o -path "*/$group/*" \) 2>/dev/null || true
}

# group_processes GROUP: the ids of every process in it. The freezer hierarchy is asked because nothing but the lab
# and a host's container runtime makes cgroups there.
group_processes() {
  local folder
  group_folders "$1" "$(hierarchy freezer)" |
    while read -r folder; do cat "$folder/cgroup.procs" 2>/dev/null || true; done
}

# kill_groups GROUP…: ends all of them at once, however fast they start others; fails if one outlives 10 seconds.
kill_groups() {
  local group pids
  for _ in {1..100}; do
    pids=$(for group; do group_processes "$group"; done)
    [[ -n $pids ]] || return 0
    # shellcheck disable=SC2086  # a list of numbers
    kill -KILL $pids 2>/dev/null || true
    sleep 0.1
  done
  say "these processes do not end: ${pids//$'\n'/ }"
  return 1
}

# remove_groups GROUP…: removes the cgroups from every hierarchy.
remove_groups() {
  local group folder mounts
  mapfile -t mounts < <(hierarchies | awk '{print $2}')
  for group; do
    group_folders "$group" "${mounts[@]}" | while read -r folder; do rmdir "$folder" 2>/dev/null || true; done
  done
}
