# shellcheck shell=bash
# A host's disks. What the host writes goes to 'upper', over the image; with --disk SIZE that is on an ext4 of its own
# (disk.img). 'data' holds what can't be on overlayfs. vdb.img, vdc.img and so on are blank data disks.

# make_host HOST DISK-SIZE: blank, with its own host keys, name and machine id.
make_host() {
  local dir new upper
  dir=$(host_dir "$1")
  new=$lab_dir/hosts/.new-$1
  upper=$new/disk/upper
  rm -rf --one-file-system "$new"
  mkdir -p "$upper/etc/ssh" "$upper/etc/apt/apt.conf.d" "$new/disk/work" "$new/disk/data" "$new/keys" "$new/root"
  image_name >"$new/image"
  echo "$1" >"$upper/etc/hostname"
  printf '127.0.0.1 localhost\n%s %s\n::1 localhost ip6-localhost ip6-loopback\n' "$(host_address "$1")" "$1" >"$upper/etc/hosts"
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
# file lies in the host's folder (by name, or by inode when the host set it up itself and calls the file by another
# name), or on a filesystem that was the host's own (the device numbers it wrote down at boot).
detach_disks() {
  local dir device file
  dir=$(host_dir "$1")
  losetup -l -n --raw -O NAME,BACK-MAJ:MIN,BACK-INO,BACK-FILE 2>/dev/null | while read -r device majmin inode file; do
    majmin=${majmin//'\x20'/}      # losetup pads this column, and then escapes the padding
    if [[ $file == "$dir"/* ]] || grep -qwsF "$majmin" "$lab_run/$1.devices" || holds_inode "$dir" "$majmin" "$inode"; then
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
