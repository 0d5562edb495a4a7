# shellcheck shell=bash
# Who uses a lab. Each 'up' adds the process that called it, with a line "PID START TEXT"; a process that has ended
# owns nothing. An owner given as a text ("- - TEXT") owns the lab for as long as one of its hosts runs.

# live_owners: the lines of the owners that still count.
live_owners() {
  local pid started text
  while read -r pid started text; do
    if [[ $pid == - ]]; then
      lab_runs || continue
    else
      is_process "$pid" "$started" || continue
    fi
    echo "$pid $started $text"
  done < <(cat "$lab_run/owners" 2>/dev/null)
}

# other_owner TEXT: names a live owner that is neither this text, nor the caller, nor one of the caller's parents;
# fails when there is none.
other_owner() {
  local pid started text
  while read -r pid started text; do
    if [[ $pid == - ]]; then
      [[ $text == "$1" ]] || { echo "'$text'"; return 0; }
    else
      is_ancestor "$pid" || { echo "process $pid ($text)"; return 0; }
    fi
  done < <(live_owners)
  return 1
}

# add_owner TEXT: this text if there is one, else the process that called the lab's program.
add_owner() {
  local line others
  if [[ -n $1 ]]; then
    line="- - $1"
  else
    line="$PPID $(start_time "$PPID") $(cat "/proc/$PPID/comm")" || return 0      # the caller has just gone
  fi
  others=$(live_owners | grep -vxF -- "$line" || true)
  printf '%s\n' ${others:+"$others"} "$line" >"$lab_run/owners"
}
