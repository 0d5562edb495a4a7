# shellcheck shell=bash
# What 'lab walk' runs in the host. $1 is 'owned' for the lines of that kind too; see lab/walk for the format.
set -euo pipefail
export LC_ALL=C
folders=(/etc /home /opt /root /srv /usr/local /var/lib)

# a find expression for what is left out and not entered
unprinted=(
  -regex '/etc/(passwd|group|shadow|gshadow|subuid|subgid)-?' -o -path /etc/.pwd.lock -o -path /etc/.updated
  -o -path /var/lib/systemd/random-seed -o -path /var/lib/systemd/timers -o -path /var/lib/systemd/timesync
  -o -path /var/lib/systemd/catalog -o -path /var/lib/systemd/coredump -o -path /var/lib/systemd/rfkill
  -o -path /var/lib/systemd/backlight -o -path /var/lib/dpkg -o -path /var/lib/apt/lists -o -path /var/lib/apt/periodic
  -o -path /var/lib/apt/daily_lock -o -path /var/lib/sudo
  -o -path '/home/*/.sudo_as_admin_successful' -o -path '/var/lib/containerd/*' -o -path '/var/lib/kubelet/*'
  -o -path '/var/lib/ceph/mon/*/store.db' -o -path '/var/lib/ceph/mon/*/min_mon_release'
  -o -path '/var/lib/containers/storage/*.lock')

line() {      # KIND FIELD…
  local kind=$1 field text IFS=$'\1'
  if [[ $* != *[\\$'\t\n']* ]]; then      # most have nothing to be escaped
    IFS=$'\t'
    printf '%s\n' "$*"
    return
  fi
  text=$kind
  shift
  for field; do
    field=${field//\\/\\\\}
    field=${field//$'\t'/\\t}
    text+=$'\t'${field//$'\n'/\\n}
  done
  printf '%s\n' "$text"
}

found() { find "${folders[@]}" -regextype posix-extended \( "${unprinted[@]}" \) -prune -o "$@"; }

# hash_files: the sha256 of each file into hashes; of large ones by openssl, which takes a fraction of the time.
declare -A hashes
hash_files() {
  local entry path
  while IFS= read -r -d '' entry; do hashes[${entry:66}]=${entry:0:64}; done < <(
    found -type f ! -size +2047k -print0 | xargs -0 -r sha256sum -z -b 2>/dev/null || true)
  while IFS= read -r -d '' path; do
    entry=$(openssl dgst -sha256 -r <"$path" 2>/dev/null) || entry=$(sha256sum <"$path" 2>/dev/null) || continue
    hashes[$path]=${entry%% *}
  done < <(found -type f -size +2047k -print0)
}

files() {
  local path type mode owner size target
  hash_files
  while IFS= read -r -d '' path && IFS= read -r -d '' type && IFS= read -r -d '' mode && IFS= read -r -d '' owner &&
    IFS= read -r -d '' size && IFS= read -r -d '' target; do
    case $type in
      f) line file "$path" f "$mode" "$owner" "$size" "${hashes[$path]:-gone}" ;;
      l) line file "$path" l "$mode" "$owner" - "$target" ;;
      *) line file "$path" "$type" "$mode" "$owner" - - ;;
    esac
  done < <(found -printf '%p\0%y\0%#m\0%u:%g\0%s\0%l\0')
}

# read_secrets FILE: the sha256 of each line, by the name it begins with, into secrets. One program hashes them all.
declare -A secrets
read_secrets() {
  local folder entry
  secrets=()
  folder=$(mktemp -d -p /run)
  while IFS= read -r entry; do
    [[ -z ${entry%%:*} ]] || printf '%s\n' "$entry" >"$folder/${entry%%:*}"
  done <"$1"
  while IFS= read -r -d '' entry; do
    secrets[${entry:66}]=${entry:0:64}
  done < <(cd "$folder" && sha256sum -z -b -- * 2>/dev/null)
  rm -r "$folder"
}

# read_subordinate FILE: the ranges of each user, FIRST+COUNT with commas between them, into ranges.
declare -A ranges
read_subordinate() {
  local name first count
  ranges=()
  [[ -r $1 ]] || return 0
  while IFS=: read -r name first count; do
    [[ -z $name ]] || ranges[$name]+=${ranges[$name]:+,}$first+$count
  done <"$1"
}

users() {
  local name uid gid comment home shell key
  local -A users=()
  read_secrets /etc/shadow
  read_subordinate /etc/subuid
  for key in "${!ranges[@]}"; do users[$key]=${ranges[$key]}; done
  read_subordinate /etc/subgid
  while IFS=: read -r name _ uid gid comment home shell; do
    [[ -n $name ]] || continue
    line user "$name" "$uid" "$gid" "$comment" "$home" "$shell" "${secrets[$name]:--}" "${users[$name]:-}" \
      "${ranges[$name]:-}"
  done </etc/passwd
}

groups() {
  local name gid members
  read_secrets /etc/gshadow
  while IFS=: read -r name _ gid members; do
    line group "$name" "$gid" "$members" "${secrets[$name]:--}"
  done </etc/group
}

packages() { dpkg-query -W -f 'package\t${binary:Package}\t${Version}\t${db:Status-Abbrev}\n' | sed 's/ *$//'; }

# unit_files: what 'systemctl list-unit-files' prints. It follows from the files of units alone, and systemd takes half
# a second of processor time for it: so what it said is taken from descriptor 3 while they are as they were, else
# written to 4.
unit_files() {
  local now known=''
  now=$(unit_files_hash)
  read -r known <&3 || true
  if [[ $known == "$now" ]]; then
    cat <&3
  else
    { echo "$now"; systemctl list-unit-files --plain --no-legend --full; } | tee /dev/fd/4 | tail -n +2
  fi
}

# unit_files_hash: of names, targets of links and contents, also where a link leads out of these directories.
unit_files_hash() {
  local -a places=(/{etc,run,usr/lib,usr/local/lib}/systemd/system /{etc,run}/systemd/system.{control,attached}
    /run/systemd/{transient,generator,generator.early,generator.late} /etc/init.d /etc/rc{0..6}.d /etc/rcS.d)
  {
    systemctl --version
    { find "${places[@]}" -printf '%p %y %l\0' 2>/dev/null || true; }      # not all of them are there
    { find "${places[@]}" -xtype f -print0 2>/dev/null || true; } | xargs -0 -r sha256sum -z
  } | sha256sum | cut -c 1-64
}

units() {
  local name enabled active files
  local -A states
  files=$(unit_files)
  while read -r name _ active _; do
    states[$name]=$active
  done < <(systemctl list-units --all --plain --no-legend --full)
  while read -r name enabled _; do
    case $name in
      *@.*) active=- ;;
      *.slice | *.scope | systemd-hostnamed.service | systemd-localed.service | systemd-timedated.service) active=- ;;
      *) active=${states[$name]:-inactive} ;;
    esac
    [[ $enabled == transient ]] || line unit "$name" "$enabled" "$active"
  done <<<"$files"
  for name in "${!states[@]}"; do
    case $name in
      user@* | user-runtime-dir@* | modprobe@* | *.slice | *.scope) ;;
      *@*.service | *@*.socket | *@*.timer) line unit "$name" instance "${states[$name]}" ;;
    esac
  done
}

sysctls() {
  local key path
  cat /etc/sysctl.conf /etc/sysctl.d/*.conf 2>/dev/null |
    sed -nE 's/^[[:space:]]*-?([A-Za-z0-9_.*\/-]+)[[:space:]]*=.*/\1/p' |
    sort -u | while read -r key; do
      [[ $key == */* ]] && path=$key || path=${key//.//}
      for path in /proc/sys/$path; do
        [[ ! -r $path ]] || line sysctl "${path#/proc/sys/}" "$(tr -s '[:space:]' ' ' <"$path" | sed 's/ $//')"
      done
    done
}

owned() {
  local list path
  grep -E "^($(IFS='|'; echo "${folders[*]}"))(/|\$)" /var/lib/dpkg/info/*.list | while IFS= read -r list; do
    path=${list#*.list:}
    list=${list%%.list:*}
    line owned "$path" "${list##*/}"
  done
}

systemctl is-system-running --wait >/dev/null || true      # a unit that is still starting would differ the next time
{
  files
  users
  groups
  packages
  units
  sysctls
  [[ $1 != owned ]] || owned
} | sort
