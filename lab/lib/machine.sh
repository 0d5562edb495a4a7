# shellcheck shell=bash
# What a lab needs of the machine: root, Linux, cgroups, a few Debian packages, the machine's own package mirror.

require_machine() {
  [[ $(uname -s) == Linux ]] || die "a lab's hosts live in Linux namespaces, and this is $(uname -s)"
  ((EUID == 0)) || die "a lab needs root, to make namespaces, mounts and network links; run it as root"
  [[ $state$run != *[:,[:space:]]* ]] || die "PLAY_LAB_DIR and PLAY_LAB_RUN can't hold ':', ',' or blanks"
  mkdir -p "$locks" "$run"
  forget_last_boot
}

# forget_last_boot: where /run outlives a restart of the machine, what it says about processes would be wrong.
forget_last_boot() (
  flock 8
  boot=$(</proc/sys/kernel/random/boot_id)
  [[ $(cat "$locks/boot_id" 2>/dev/null) != "$boot" ]] || exit 0
  rm -rf "${run:?}"/*
  echo "$boot" >"$locks/boot_id"
) 8>"$locks/boot"

require_cgroups() {
  local name
  for name in cpu cpuacct cpuset memory devices freezer blkio pids systemd unified; do
    [[ -n $(hierarchy "$name") ]] ||
      die "a lab needs the cgroup v1 hierarchies beside an empty v2 one (the hybrid layout)," \
        "and '$name' is not mounted here"
  done
}

# allow_inotify: all hosts share what root may have of them on the machine, and the usual 128 end with two clusters.
allow_inotify() {
  local limit=/proc/sys/fs/inotify/max_user_instances enough=8192
  (($(<"$limit") >= enough)) || echo "$enough" >"$limit" ||
    die "$limit can't be raised to $enough; programs on the hosts would end with 'too many open files'"
}

# install_packages: installs the Debian packages whose programs are missing; does nothing when all are there.
install_packages() {
  local pair missing=()
  for pair in mmdebstrap:mmdebstrap nginx:nginx-light socat:socat ip:iproute2 nsenter:util-linux losetup:mount \
    mkfs.ext4:e2fsprogs ssh-keygen:openssh-client depmod:kmod lsblk:util-linux; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || die "a lab needs ${missing[*]}, and this machine has no apt-get to install them with"
  say "installing ${missing[*]}"
  with_services_off apt_install "${missing[@]}" ||
    die "apt-get could not install ${missing[*]}; see $cache/packages.log"
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q update && apt-get -q install -y --no-install-recommends "$@"
} >"$cache/packages.log" 2>&1

# with_services_off COMMAND…: Debian starts a service when it installs one; the machine's own port 80 is not for us.
with_services_off() {
  local policy=/usr/sbin/policy-rc.d status=0
  [[ ! -e $policy ]] || { "$@"; return; }
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  "$@" || status=$?
  rm -f "$policy"
  return "$status"
}

# mirrors: "SUITE SCHEME HOST PATH" of each suite of this Debian release that the machine's apt knows.
mirrors() {
  # shellcheck disable=SC2016  # apt's own variables
  apt-get indextargets --format '$(SITE) $(RELEASE)' | sort -u |
    sed -nE "s#^(https?)://([^/ ]+)([^ ]*[^/ ])?/? ($suite(-updates|-security)?)\$#\4 \1 \2 \3#p"
}

require_mirrors() {
  grep -q "^$suite " <<<"$(mirrors)" ||
    die "the machine's apt sources name no mirror of Debian $suite; add one and run apt-get update"
}
