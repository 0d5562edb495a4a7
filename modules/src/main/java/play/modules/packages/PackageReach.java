package play.modules.packages;

import play.host.Effect;
import play.host.Reach;

/** What packages of any distribution may bring or change. */
final class PackageReach {
    /**
     * Where the Filesystem Hierarchy Standard puts what is installed and what it works with, the links to a kernel's
     * files in the root, the file systems of the kernel, where scripts of packages load modules and set what they bring
     * settings for, and all that no path names. Homes, temporary directories and mounts of administrators are not
     * theirs; neither is what services hold that other hosts share.
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
                    "/opt",
                    "/proc",
                    "/run",
                    "/sbin",
                    "/srv",
                    "/sys",
                    "/usr",
                    "/var",
                    "/vmlinuz",
                    "/vmlinuz.old"),
            Reach.PATHLESS);

    /** Of what packages bring, when nobody has promised what that is. */
    static final Effect WHATEVER_ELSE =
            new Effect.Opaque("what else packages bring or change is not known; provides can promise it", ANY);

    /** Of a choice that is made by lists of packages that are not here yet. */
    static final Effect OTHER_PACKAGES = new Effect.Opaque(
            "which packages come along is known once the package lists are updated", new Reach.Family(new Packages()));

    private PackageReach() {}
}
