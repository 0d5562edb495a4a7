# shellcheck shell=bash
# A lab's network: a namespace with a bridge (SUBNET.1), one cable from it to the machine (SUBNET.2) and one to each
# host (SUBNET.11 and on). The lab's namespace has no default route: nothing gets out through it. All have addresses of
# IPv6 likewise, in a unique local subnet that reads like SUBNET: 10.77.0.11 is also fd4c:10:77:0::11.

# subnet6 SUBNET: its subnet of IPv6, without the last number.
subnet6() { printf 'fd4c:%s::\n' "${1//./:}"; }

# start_network SUBNET: safe to repeat. The blackhole comes before anything else: with no lab, or half a lab, a packet
# for one of its addresses would otherwise leave the machine by its default route.
start_network() {
  ip route replace blackhole "$1.0/24" metric 4096
  ! has_ipv6 || ip -6 route replace blackhole "$(subnet6 "$1")/64" metric 4096
  ip -n "$lab_ns" link show br0 >/dev/null 2>&1 || {
    remove_namespace "$lab_ns"
    ip netns add "$lab_ns"
    ip -n "$lab_ns" link set lo up
    ip -n "$lab_ns" link add br0 type bridge
    ip -n "$lab_ns" addr add "$1.1/24" dev br0
    ! has_ipv6 || ip -n "$lab_ns" addr add "$(subnet6 "$1")1/64" dev br0 nodad
    ip -n "$lab_ns" link set br0 up
  }
  connect_machine "$(root_link "$1")" "$1"
  recorded_process "$lab_run/proxy.process" >/dev/null || {
    start_daemon "$lab_group" "$lab_run/proxy.log" nsenter "--net=/run/netns/$lab_ns" \
      socat "TCP-LISTEN:$apt_port,bind=$1.1,fork,reuseaddr" "UNIX-CONNECT:$proxy_socket"
    record_process "$lab_run/proxy.process" "$!"
  }
}

connect_machine() { # LINK SUBNET
  ip link show "$1" >/dev/null 2>&1 && ip -n "$lab_ns" link show root >/dev/null 2>&1 && return 0
  ip link del "$1" 2>/dev/null || true
  ip link add "$1" type veth peer name root netns "$lab_ns"
  ip -n "$lab_ns" link set root master br0 up
  ip addr add "$2.2/24" dev "$1"
  ! has_ipv6 || ip addr add "$(subnet6 "$2")2/64" dev "$1" nodad
  ip link set "$1" alias "play lab $lab" up
}

# free_subnet SUBNET: fails with a sentence when another lab or the machine itself uses it.
free_subnet() {
  local other route
  for other in "$state"/*/subnet; do
    [[ ! -e $other || $other == "$lab_dir/subnet" || $(<"$other") != "$1" ]] ||
      die "subnet $1.0/24 belongs to lab '$(basename "$(dirname "$other")")'; choose another, or purge that lab"
  done
  route=$(ip -4 route show root "$1.0/24" | grep -v -e '^blackhole' -e " dev $(root_link "$1") " || true)
  [[ -z $route ]] || die "this machine already has a route into $1.0/24 ($route); choose another subnet"
}

# has_ipv6: whether this machine has it; without, a lab has IPv4 alone.
has_ipv6() { [[ -e /proc/sys/net/ipv6/conf/all/disable_ipv6 && $(</proc/sys/net/ipv6/conf/all/disable_ipv6) == 0 ]]; }

# connect_host NUMBER NAMESPACE: a namespace and cable for a host. A host gets new ones at each boot: addresses, rules
# and settings made at run time are gone after a reboot, as on any machine. The hardware address stays: with a new one
# the peers would send to the old for up to a minute.
connect_host() {
  local subnet mac
  local -a octets
  subnet=$(lab_subnet)
  IFS=. read -ra octets <<<"$subnet"
  mac=$(printf '02:4c:%02x:%02x:%02x:%02x' "${octets[@]}" "$((10 + $1))")
  disconnect_host "$1" "$2"
  ip netns add "$2" &&
    ip -n "$2" link set lo up &&
    ip -n "$lab_ns" link add "v$1" type veth peer name eth0 address "$mac" netns "$2" &&
    ip -n "$lab_ns" link set "v$1" master br0 up &&
    ip -n "$2" link set eth0 up &&
    ip -n "$2" addr add "$subnet.$((10 + $1))/24" dev eth0 &&
    ip -n "$2" route add default via "$subnet.1" &&
    { ! has_ipv6 || connect_host_ipv6 "$(subnet6 "$subnet")" "$1" "$2"; }
}

connect_host_ipv6() { # SUBNET6 NUMBER NAMESPACE
  ip -n "$3" addr add "$1$((10 + $2))/64" dev eth0 nodad && ip -n "$3" -6 route add default via "$1"1
}

disconnect_host() { # NUMBER NAMESPACE
  ip -n "$lab_ns" link del "v$1" 2>/dev/null || true
  remove_namespace "$2"
}

# remove_namespace NAME: also when something was killed between making the file and mounting the namespace on it.
remove_namespace() {
  [[ -e /run/netns/$1 ]] || return 0
  ip netns del "$1" 2>/dev/null || { umount -l "/run/netns/$1" 2>/dev/null || true; rm -f "/run/netns/$1"; }
}

# stop_network: the blackhole stays; 'purge' takes it away when the lab's disks are gone too.
stop_network() {
  local namespace
  for namespace in "/run/netns/$lab_ns" "/run/netns/$lab_ns".*; do
    remove_namespace "$(basename "$namespace")"
  done
  [[ ! -e $lab_dir/subnet ]] || ip link del "$(root_link "$(lab_subnet)")" 2>/dev/null || true
}
