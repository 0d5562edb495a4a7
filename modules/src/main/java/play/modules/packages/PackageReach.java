package play.modules.packages;

import play.host.Reach;

/** What packages of any distribution may bring or change. */
final class PackageReach {
    /**
     * Where the Filesystem Hierarchy Standard puts what is installed and what it works with, and all that no path
     * names. Homes, temporary folders and mounts of administrators are not theirs; neither is what services hold that
     * other hosts share.
     */
    static final Reach ANY = Reach.of(
            Reach.paths(
                    "/bin", "/boot", "/etc", "/lib", "/lib32", "/lib64", "/opt", "/run", "/sbin", "/srv", "/usr",
                    "/var"),
            Reach.PATHLESS);

    private PackageReach() {}
}
