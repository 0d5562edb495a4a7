package play.modules.packages;

import play.host.Effect;
import play.host.Reach;

/** What packages of any distribution may bring or change. */
final class PackageReach {
    /**
     * Where the Filesystem Hierarchy Standard puts what is installed and what it works with, the links to a kernel's
     * files in the root, the file systems of the kernel, where scripts of packages load modules and set what they bring
     * settings for, and all that no path names. Homes, {@code /srv}, {@code /opt}, {@code /usr/local}, temporary
     * directories and mounts are the administrator's; neither is what services hold that other hosts share.
     */
    private static final Reach ANY = Reach.of(
            Reach.paths(
                    "/bin",
                    "/boot",
                    "/dev",
                    "/etc",
                    "/initrd.img",
                    "/initrd.img.old",
                    "/lib",
                    "/lib32",
                    "/lib64",
                    "/libx32",
                    "/proc",
                    "/run",
                    "/sbin",
                    "/sys",
                    "/usr/bin",
                    "/usr/games",
                    "/usr/include",
                    "/usr/lib",
                    "/usr/lib32",
                    "/usr/lib64",
                    "/usr/libexec",
                    "/usr/libx32",
                    "/usr/sbin",
                    "/usr/share",
                    "/usr/src",
                    "/var",
                    "/vmlinuz",
                    "/vmlinuz.old"),
            Reach.PATHLESS);

    /** Where scripts of packages, and programs that they call, work for all packages alike. */
    static final Reach EVERY_SCRIPT = Reach.files(
            "/boot",
            "/dev",
            "/etc/.pwd.lock",
            "/etc/alternatives",
            "/etc/group",
            "/etc/group-",
            "/etc/gshadow",
            "/etc/gshadow-",
            "/etc/ld.so.cache",
            "/etc/mailcap",
            "/etc/passwd",
            "/etc/passwd-",
            "/etc/rc0.d",
            "/etc/rc1.d",
            "/etc/rc2.d",
            "/etc/rc3.d",
            "/etc/rc4.d",
            "/etc/rc5.d",
            "/etc/rc6.d",
            "/etc/rcS.d",
            "/etc/shadow",
            "/etc/shadow-",
            "/etc/shells",
            "/etc/ssl/certs",
            "/etc/subgid",
            "/etc/subgid-",
            "/etc/subuid",
            "/etc/subuid-",
            "/initrd.img",
            "/initrd.img.old",
            "/lib/modules",
            "/proc",
            "/run",
            "/sys",
            "/usr/lib/locale",
            "/usr/lib/modules",
            "/usr/share/bug",
            "/usr/share/doc",
            "/usr/share/help",
            "/usr/share/icons",
            "/usr/share/info",
            "/usr/share/lintian",
            "/usr/share/locale",
            "/usr/share/man",
            "/var/backups",
            "/var/cache",
            "/var/lib/apt",
            "/var/lib/dpkg",
            "/var/lib/systemd",
            "/var/lib/ucf",
            "/var/log/alternatives.log",
            "/var/log/apt",
            "/var/log/dpkg.log",
            "/var/log/journal",
            "/vmlinuz",
            "/vmlinuz.old");

    /** Of what packages bring, when nobody has promised what that is. */
    static final Effect WHATEVER_ELSE =
            new Effect.Opaque("what else packages bring or change is not known; provides can promise it", ANY);

    /** Of a choice that is made by lists of packages that are not here yet. */
    static final Effect OTHER_PACKAGES = new Effect.Opaque(
            "which packages come along is known once the package lists are updated", new Reach.Family(new Packages()));

    private PackageReach() {}
}
