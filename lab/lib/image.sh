# shellcheck shell=bash
# The root filesystem all hosts share: Debian as a cloud image would have it, read-only below each host's own disk.
# A built image is never changed, since running hosts stand on it: a new one is built beside it, and 'current' names
# the one that new hosts get. It is built again when the text of the functions below or the key changes.

images=$cache/images

# image_name: prints the directory of the image that new hosts get; builds it first when it is missing.
image_name() { awk -v images="$images" '{print images "/" $2}' "$images/current"; }

ensure_key() {
  [[ -f $key ]] || ssh-keygen -q -t ed25519 -N '' -C play-lab -f "$key"
}

ensure_image() {
  local stamp built name
  stamp=$(image_stamp)
  if { read -r built name <"$images/current"; } 2>/dev/null && [[ $built == "$stamp" && -d $images/$name ]]; then
    return 0
  fi
  build_image "$stamp"
}

image_stamp() {
  { declare -f fill_image add_users configure_image mask_units; cat "$key.pub"; } | sha256sum | cut -c1-12
}

build_image() { # STAMP
  local name began=$SECONDS
  name=$suite-$1-$(date +%Y%m%d%H%M%S)
  say "building the hosts' image, once (about a minute)"
  mkdir -p "$images"
  rm -rf --one-file-system "$images"/.building-*
  fill_image "$images/.building-$name" >"$cache/image.log" 2>&1 ||
    die "the image can't be built; the end of $cache/image.log: $(tail -n 3 "$cache/image.log")"
  add_users "$images/.building-$name"
  configure_image "$images/.building-$name"
  mask_units "$images/.building-$name"
  mv "$images/.building-$name" "$images/$name"
  echo "$1 $name" >"$images/current.tmp" && mv "$images/current.tmp" "$images/current"
  remove_old_images
  say "image $name built in $((SECONDS - began)) s"
}

# remove_old_images: those that are not current, that no host of any lab stands on, and that are a day old (a lab
# that is coming up right now may have chosen one without having said so yet).
remove_old_images() {
  local image
  find "$images" -mindepth 1 -maxdepth 1 -type d -mtime +0 | while read -r image; do
    [[ $image != "$(image_name)" ]] || continue
    ! cat "$state"/*/{hosts,kept}/*/image 2>/dev/null | grep -qxF "$image" || continue
    rm -rf --one-file-system "$image"
  done
}

# fill_image FOLDER: installs the packages. It runs in namespaces of its own, so that its mounts end with it even when
# it is killed, and so that it reaches the package proxy and nothing else.
fill_image() {
  local sources packages
  sources=$(mirrors | awk '{print "deb http://" $3 $4, $1, "main"}')
  packages=systemd,systemd-sysv,dbus,libpam-systemd,openssh-server,sudo,ca-certificates,curl,iproute2,iputils-ping
  packages+=,nftables,iptables,kmod,procps,netbase,ifupdown-
  # shellcheck disable=SC2016  # for the inner shell to expand
  unshare --mount --propagation slave --net --pid --fork --kill-child --mount-proc bash -euo pipefail -c '
    ip link set lo up
    socat "TCP-LISTEN:$3,bind=127.0.0.1,fork,reuseaddr" "UNIX-CONNECT:$4" &
    printf "%s\n" "$5" | mmdebstrap --mode=root --variant=minbase --skip=cleanup/apt/lists --include="$6" \
      --aptopt="Acquire::http::Proxy \"http://127.0.0.1:$3\"" \
      --aptopt="APT::Install-Recommends \"false\"" --aptopt="Acquire::Languages \"none\"" \
      --dpkgopt="path-exclude=/usr/share/man/*" --dpkgopt="path-exclude=/usr/share/doc/*" \
      --dpkgopt="path-exclude=/usr/share/locale/*" "$1" "$2" -
  ' bash "$suite" "$1" "$apt_port" "$proxy_socket" "$sources" "$packages"
}

add_users() {
  local home
  chroot "$1" useradd -m -s /bin/bash -G sudo ops
  chroot "$1" useradd -m -s /bin/bash nopass
  printf '%s\n' "root:$password" "ops:$password" | chroot "$1" chpasswd
  install -m 440 /dev/stdin "$1/etc/sudoers.d/nopass" <<<'nopass ALL=(ALL:ALL) NOPASSWD: ALL'
  for home in root home/ops home/nopass; do
    install -d -m 700 "$1/$home/.ssh"
    install -m 600 "$key.pub" "$1/$home/.ssh/authorized_keys"
  done
  chroot "$1" chown -R ops:ops /home/ops/.ssh
  chroot "$1" chown -R nopass:nopass /home/nopass/.ssh
}

# configure_image FOLDER: sshd, apt and the journal. What is a host's own (host keys, name, machine id, the proxy's
# address) is made with the host. There is no name server in a lab, so resolv.conf names none.
configure_image() {
  printf 'PermitRootLogin yes\nPasswordAuthentication yes\nUseDNS no\n' >"$1/etc/ssh/sshd_config.d/lab.conf"
  printf 'APT::Install-Recommends "false";\nAcquire::Languages "none";\n' >"$1/etc/apt/apt.conf.d/02lab"
  cat /etc/apt/apt.conf.d/* 2>/dev/null |
    grep -E '^Acquire::Check-(Valid-Until|Date) ' >>"$1/etc/apt/apt.conf.d/02lab" || true
  rm -f "$1"/etc/ssh/ssh_host_* "$1/etc/apt/apt.conf.d/99mmdebstrap" "$1/var/lib/dbus/machine-id"
  : >"$1/etc/machine-id"
  echo '# the lab has no name server' >"$1/etc/resolv.conf"
  mkdir -p "$1/etc/systemd/journald.conf.d"
  printf '[Journal]\nStorage=persistent\nSystemMaxUse=64M\nAudit=no\nReadKMsg=no\n' \
    >"$1/etc/systemd/journald.conf.d/lab.conf"
}

# mask_units FOLDER: those that make no sense without a kernel, hardware or console of the host's own.
mask_units() {
  local unit
  for unit in systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket \
    systemd-udev-trigger.service \
    sys-kernel-debug.mount sys-kernel-tracing.mount dev-hugepages.mount sys-fs-fuse-connections.mount \
    proc-sys-fs-binfmt_misc.automount systemd-binfmt.service systemd-oomd.service getty.target console-getty.service \
    systemd-remount-fs.service systemd-timesyncd.service systemd-networkd-wait-online.service e2scrub_all.timer \
    apt-daily.timer apt-daily-upgrade.timer; do
    ln -sf /dev/null "$1/etc/systemd/system/$unit"
  done
}
