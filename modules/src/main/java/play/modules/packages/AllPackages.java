package play.modules.packages;

/** What a task asks for of all that is installed. */
enum AllPackages {
    /** New versions, with new packages that they need. */
    UPGRADE("upgrade", "upgrade all packages"),

    /** The same, where others have to go for it. */
    DIST_UPGRADE("dist-upgrade", "upgrade all packages, removing what is in the way"),

    /** Away with what nothing needs any more. */
    AUTOREMOVE("autoremove", "remove packages that nothing needs");

    private final String verb;
    private final String title;

    AllPackages(String verb, String title) {
        this.verb = verb;
        this.title = title;
    }

    /** As apt and zypper call it; the others upgrade in one way only. */
    String verb(PackageTool tool) {
        boolean two = tool == PackageTool.APT || tool == PackageTool.ZYPPER;
        return this == DIST_UPGRADE && !two ? UPGRADE.verb : verb;
    }

    String title() {
        return title;
    }
}
