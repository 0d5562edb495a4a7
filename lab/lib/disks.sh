# shellcheck shell=bash
# A host's disks. What the host writes goes to 'upper', over the image; with --disk SIZE that is on an ext4 of its own
# (disk.img). 'data' holds what can't be on overlayfs. vdb.img, vdc.img and so on are blank data disks. A kept disk is
# what a host wrote: one more layer over the image, on which fresh hosts can stand; 'base' names it. It is never
# changed.

# make_host HOST DISK-SIZE: blank, with its own host keys, name and machine id.
make_host() {
  local dir new upper
  dir=$(host_dir "$1")
  new=$lab_dir/hosts/.new-$1
  upper=$new/disk/upper
  rm -rf --one-file-system "$new"
  mkdir -p "$upper/etc/ssh" "$upper/etc/apt/apt.conf.d" "$new/disk/work" "$new/disk/data" "$new/keys" "$new/root"
  image_name >"$new/image"
  [[ -z $from ]] || stand_on "$(kept_dir "$from")" "$new"
  echo "$1" >"$upper/etc/hostname"
  printf '127.0.0.1 localhost\n%s %s\n::1 localhost ip6-localhost ip6-loopback\n' \
    "$(host_address "$1")" "$1" >"$upper/etc/hosts"
  tr -d - </proc/sys/kernel/random/uuid >"$upper/etc/machine-id"
  echo "Acquire::http::Proxy \"http://$(lab_subnet).1:$apt_port\";" >"$upper/etc/apt/apt.conf.d/01lab-proxy"
  make_host_keys "$1" "$new/keys"
  cp -p "$new/keys"/* "$upper/etc/ssh/"
  rm -f "$new"/keys/*_key
  [[ -z $2 ]] || {
    mv "$new/disk" "$new/filesystem"
    truncate -s "$2" "$new/disk.img"
    mkfs.ext4 -q -E lazy_itable_init=1,nodiscard -d "$new/filesystem" "$new/disk.img"
    rm -rf "$new/filesystem"
    mkdir "$new/disk"
  }
  mv "$new" "$dir"
}

# stand_on KEPT NEW: a host that is being made begins with what a kept disk holds; what is a host's own is made anew.
stand_on() {
  cp "$1/image" "$2/image"
  echo "$1/upper" >"$2/base"
  cp -a --reflink=auto "$1/data" "$2/disk/"
}

# kept_dir [LAB/]DISK
kept_dir() {
  case $1 in
    */*) echo "$state/${1%%/*}/kept/${1#*/}" ;;
    *) echo "$lab_dir/kept/$1" ;;
  esac
}

check_keeping() { # HOST DISK
  [[ ! -e $(kept_dir "$2") ]] || die "lab '$lab' keeps a disk '$2' already"
  [[ -d $(host_dir "$1") ]] || die "$1 has no disk yet"
  [[ ! -e $(host_dir "$1")/disk.img ]] || die "$1 has a filesystem of its own (--disk), which can't be kept"
  [[ ! -e $(host_dir "$1")/base ]] || die "$1 stands on a kept disk itself, so that its own can't be kept"
}

keep_disk() { # HOST DISK
  local dir kept
  dir=$(host_dir "$1") kept=$lab_dir/kept
  clear_host "$1"
  rm -rf --one-file-system "$kept/.new-$2"
  mkdir -p "$kept/.new-$2"
  mv "$dir/image" "$dir/disk/upper" "$dir/disk/data" "$kept/.new-$2/"
  rm -rf --one-file-system "$dir"
  mv "$kept/.new-$2" "$kept/$2"
}

# standing_on_kept: names another lab with hosts that run on what this lab keeps; fails when there is none.
standing_on_kept() {
  local base other
  for base in "$state"/*/hosts/*/base; do
    [[ -e $base && $(<"$base") == "$lab_dir/kept/"* ]] || continue
    other=${base#"$state"/} other=${other%%/*}
    [[ $other == "$lab" ]] || ! (use_lab "$other"; host_runs "$(basename "$(dirname "$base")")" >/dev/null) || {
      echo "$other"
      return 0
    }
  done
  return 1
}

# host_base HOST: the layer of the kept disk that it stands on, if it does, as overlayfs takes it before others.
host_base() {
  local base
  base=$(host_dir "$1")/base
  [[ ! -e $base ]] || printf '%s:' "$(<"$base")"
}

make_host_keys() { # HOST FOLDER
  ssh-keygen -q -N '' -t rsa -b 2048 -C "root@$1" -f "$2/ssh_host_rsa_key" &
  ssh-keygen -q -N '' -t ed25519 -C "root@$1" -f "$2/ssh_host_ed25519_key"
  ssh-keygen -q -N '' -t ecdsa -C "root@$1" -f "$2/ssh_host_ecdsa_key"
  wait "$!"
}

# make_data_disks HOST COUNT SIZE: those that are missing.
make_data_disks() {
  local letters=bcdefghi image n
  for ((n = 0; n < $2; n++)); do
    image=$(host_dir "$1")/vd${letters:n:1}.img
    [[ -e $image ]] || truncate -s "$3" "$image"
  done
}

# detach_disks HOST: loop devices are machine-wide and outlive the host that set them up. Those are the host's whose
# file lies in the host's directory (by name, or by inode when the host set it up itself and calls the file by another
# name), or on a filesystem that was the host's own (the device numbers it wrote down at boot).
detach_disks() {
  local dir device file
  dir=$(host_dir "$1")
  losetup -l -n --raw -O NAME,BACK-MAJ:MIN,BACK-INO,BACK-FILE 2>/dev/null | while read -r device majmin inode file; do
    majmin=${majmin//'\x20'/}      # losetup pads this column, and then escapes the padding
    if [[ $file == "$dir"/* ]] || grep -qwsF "$majmin" "$lab_run/$1.devices" ||
        holds_inode "$dir" "$majmin" "$inode"; then
      losetup -d "$device" 2>/dev/null || true
    fi
  done
}

holds_inode() { # FOLDER MAJ:MIN INODE
  [[ -d $1 && $2 == "$(stat -c %Hd:%Ld "$1")" && -n $(find "$1" -xdev -type f -inum "$3" -print -quit) ]]
}

# write_known_hosts: the lab made the host keys, so a client need not trust the first answer it gets.
write_known_hosts() {
  local host file
  for host in $(lab_hosts); do
    for file in "$(host_dir "$host")"/keys/*.pub; do
      [[ ! -e $file ]] || awk -v names="$host,$(host_address "$host")" '{print names, $1, $2}' "$file"
    done
  done >"$lab_dir/known_hosts.tmp"
  mv "$lab_dir/known_hosts.tmp" "$lab_dir/known_hosts"
}
