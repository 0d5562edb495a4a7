package play.modules.ceph;

import play.module.ModuleSpec.Example;

/**
 * A cluster of Ceph on one host for examples, and what they share. It listens on the loopback interface, at an address
 * that only it uses.
 */
final class Examples {
    static final String FSID = "0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e";

    /** Of the host's own network, since a monitor at 127.0.0.1 is refused. */
    static final String ADDRESS = "192.0.2.11";

    static final String CLIENT = "client: {fsid: " + FSID + "}\n";

    /** What the role makes before the first daemon starts. */
    static final String CONF = """
        ip address add 192.0.2.11/24 dev lo
        cat >/etc/ceph/ceph.conf <<'END'
        [global]
        fsid = 0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e
        mon_host = [v2:192.0.2.11:3300,v1:192.0.2.11:6789]
        public_network = 192.0.2.0/24
        osd_pool_default_size = 1
        osd_crush_chooseleaf_type = 0
        [mon]
        auth_allow_insecure_global_id_reclaim = false
        mon_warn_on_pool_no_redundancy = false
        mon_data_avail_warn = 1
        END
        cd /etc/ceph
        ceph-authtool --create-keyring ceph.mon.keyring --gen-key -n mon. --cap mon 'allow *' >/dev/null
        ceph-authtool --create-keyring ceph.client.admin.keyring --gen-key -n client.admin \\
          --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null
        """;

    /** A monitor that is in quorum with itself. */
    static final String MONITOR = CONF + """
        cp ceph.mon.keyring both.keyring &&
          ceph-authtool both.keyring --import-keyring ceph.client.admin.keyring >/dev/null
        monmaptool --create --clobber --fsid 0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e \\
          --addv a '[v2:192.0.2.11:3300,v1:192.0.2.11:6789]' /etc/ceph/map >/dev/null
        ceph-mon --mkfs -i a --monmap /etc/ceph/map --keyring both.keyring
        rm both.keyring map
        chown -R ceph:ceph /var/lib/ceph/mon/ceph-a
        systemctl start ceph-mon@a
        ceph --connect-timeout 20 quorum_status >/dev/null
        """;

    /** A second one, which runs beside the first at another address and has joined it. */
    static final String SECOND_MONITOR = """
        ip address add 192.0.2.12/24 dev lo
        ceph mon getmap -o map 2>/dev/null
        ceph-mon --mkfs -i b --monmap map --keyring ceph.mon.keyring --public-addr 192.0.2.12
        rm map
        chown -R ceph:ceph /var/lib/ceph/mon/ceph-b
        printf '[mon.b]\\npublic_addr = 192.0.2.12\\n' >>ceph.conf
        systemctl start ceph-mon@b
        until ceph quorum_status -f json | grep -q '"quorum_names":."a","b"'; do sleep 1; done
        """;

    /**
     * The key with which hosts ask for OSDs. Monitors make one by themselves, a moment after they are in quorum, with
     * the same rights in other words.
     */
    static final String BOOTSTRAP = """
        ceph auth get-or-create client.bootstrap-osd >/var/lib/ceph/bootstrap-osd/ceph.keyring
        ceph auth caps client.bootstrap-osd mon 'profile bootstrap-osd' 2>/dev/null
        """;

    /** The OSD 0 on /dev/vdb, which does not run. */
    static final String OSD = """
        uuid=5a7f0c1e-1111-4222-8333-0c5a6b7c8d9e
        key=$(ceph-authtool --gen-print-key)
        printf '{"cephx_secret":"%s"}' "$key" | ceph osd new $uuid -i - >/dev/null
        osd=/var/lib/ceph/osd/ceph-0
        mkdir -p $osd
        ln -s /dev/vdb $osd/block
        chown -h ceph:ceph $osd $osd/block
        chown ceph:ceph /dev/vdb
        printf %s "$key" | ceph-osd --mkfs -i 0 --osd-uuid $uuid \\
          --osd-objectstore bluestore --keyfile - --osd-data $osd --setuser ceph --setgroup ceph 2>/dev/null
        ceph-bluestore-tool prime-osd-dir --dev /dev/vdb --path $osd
        chown -hR ceph:ceph $osd
        """;

    private static final String PACKAGES = "- package: {name: [ceph-mon, ceph-mgr, ceph-osd, ceph-common]}\n";

    private Examples() {}

    /** On a host with Ceph's packages, once every line of the script has succeeded. */
    static Example of(String title, String before, String arguments) {
        return new Example(title, "set -e\n" + before, arguments, PACKAGES);
    }
}
