# shellcheck shell=bash
# What 'modprobe' says inside a host. A kernel built without modules has no /lib/modules, so 'modprobe overlay' would
# fail although overlayfs is there. A directory layered over the image lists what /proc/config.gz says is built in:
# modprobe then succeeds for that, and still fails for what the kernel lacks.

# kernel_layer: prints the layer's directory for the running kernel; makes it first when it is missing.
kernel_layer() {
  local release layer modules
  release=$(uname -r)
  layer=$cache/kernel/$release-$(kernel_features | sha256sum | cut -c1-12)
  [[ -d $layer ]] || {
    rm -rf "$layer.building"
    modules=$layer.building/usr/lib/modules/$release
    mkdir -p "$modules"
    ln -s usr/lib "$layer.building/lib"
    : >"$modules/modules.order"
    : >"$modules/modules.builtin.modinfo"
    built_in >"$modules/modules.builtin"
    depmod -b "$layer.building" "$release"
    mv "$layer.building" "$layer"
  }
  echo "$layer"
}

built_in() {
  [[ -r /proc/config.gz ]] || return 0
  awk 'NR == FNR {path[$1] = $2; next}
       /=y$/ {name = substr($1, 8, length($1) - 9); if (name in path) print "kernel/" path[name] ".ko"}' \
    <(kernel_features) <(zcat /proc/config.gz)
}

# kernel_features: the options, without CONFIG_, of features that cluster software asks modprobe for, and where the
# kernel's build would put their modules.
kernel_features() {
  cat <<'E2'
OVERLAY_FS fs/overlayfs/overlay
XFS_FS fs/xfs/xfs
BTRFS_FS fs/btrfs/btrfs
FUSE_FS fs/fuse/fuse
CEPH_FS fs/ceph/ceph
NFS_FS fs/nfs/nfs
BLK_DEV_LOOP drivers/block/loop
BLK_DEV_RBD drivers/block/rbd
BLK_DEV_NBD drivers/block/nbd
BLK_DEV_DM drivers/md/dm-mod
BRIDGE net/bridge/bridge
BRIDGE_NETFILTER net/bridge/br_netfilter
VETH drivers/net/veth
VXLAN drivers/net/vxlan/vxlan
MACVLAN drivers/net/macvlan
IPVLAN drivers/net/ipvlan/ipvlan
DUMMY drivers/net/dummy
TUN drivers/net/tun
BONDING drivers/net/bonding/bonding
WIREGUARD drivers/net/wireguard/wireguard
GENEVE drivers/net/geneve
NET_IPIP net/ipv4/ipip
VLAN_8021Q net/8021q/8021q
NF_CONNTRACK net/netfilter/nf_conntrack
NF_NAT net/netfilter/nf_nat
NF_TABLES net/netfilter/nf_tables
NF_CT_NETLINK net/netfilter/nf_conntrack_netlink
NFT_COMPAT net/netfilter/nft_compat
NETFILTER_XTABLES net/netfilter/x_tables
NETFILTER_XT_MARK net/netfilter/xt_mark
NETFILTER_XT_SET net/netfilter/xt_set
NETFILTER_XT_MATCH_ADDRTYPE net/netfilter/xt_addrtype
NETFILTER_XT_MATCH_COMMENT net/netfilter/xt_comment
NETFILTER_XT_MATCH_CONNTRACK net/netfilter/xt_conntrack
NETFILTER_XT_MATCH_MULTIPORT net/netfilter/xt_multiport
NETFILTER_XT_MATCH_STATISTIC net/netfilter/xt_statistic
NETFILTER_XT_TARGET_MASQUERADE net/netfilter/xt_MASQUERADE
IP_NF_IPTABLES net/ipv4/netfilter/ip_tables
IP_NF_FILTER net/ipv4/netfilter/iptable_filter
IP_NF_NAT net/ipv4/netfilter/iptable_nat
IP_NF_MANGLE net/ipv4/netfilter/iptable_mangle
IP6_NF_IPTABLES net/ipv6/netfilter/ip6_tables
IP_SET net/netfilter/ipset/ip_set
IP_SET_HASH_IP net/netfilter/ipset/ip_set_hash_ip
IP_SET_HASH_NET net/netfilter/ipset/ip_set_hash_net
IP_VS net/netfilter/ipvs/ip_vs
IP_VS_RR net/netfilter/ipvs/ip_vs_rr
IP_VS_WRR net/netfilter/ipvs/ip_vs_wrr
IP_VS_SH net/netfilter/ipvs/ip_vs_sh
NET_SCH_HTB net/sched/sch_htb
NET_SCH_NETEM net/sched/sch_netem
NET_SCH_TBF net/sched/sch_tbf
E2
}
