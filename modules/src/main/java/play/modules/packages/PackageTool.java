package play.modules.packages;

import java.util.List;
import java.util.Optional;
import play.host.Script;

/** A package manager of hosts. */
enum PackageTool {
    APT("apt"),
    DNF("dnf"),
    YUM("yum"),
    ZYPPER("zypper"),
    PACMAN("pacman"),
    APK("apk");

    private final String command;

    PackageTool(String command) {
        this.command = command;
    }

    /** By what facts call it. */
    static Optional<PackageTool> of(String fact) {
        return List.of(values()).stream()
                .filter(tool -> tool.command.equals(fact) || (tool == DNF && fact.matches("dnf[45]")))
                .findFirst();
    }

    boolean isOfRedHat() {
        return this == DNF || this == YUM;
    }

    /** Whether words for it may be patterns of names. */
    boolean knowsPatterns() {
        return this == APT || isOfRedHat();
    }

    /** Whether it can be told to pass a package over. */
    boolean holds() {
        return this == APT || isOfRedHat();
    }

    String command() {
        return command;
    }

    /** What the manager calls a package at a version. */
    String word(PackageRequest request) {
        if (request.isLeast()) {
            return request.name() + request.version().orElse("");
        }
        String separator = isOfRedHat() ? "-" : "=";
        return request.name()
                + request.version().map(version -> separator + version).orElse("");
    }

    /** Tells what each of these would do, with no effect on the host. */
    Script simulate(List<Transactions.Wish> wishes) {
        return switch (this) {
            case APT -> AptScripts.simulate(wishes);
            case DNF, YUM -> DnfScripts.simulate(command, wishes);
            case ZYPPER -> ZypperScripts.simulate(wishes);
            case PACMAN -> PacmanScripts.simulate(wishes);
            case APK -> ApkScripts.simulate(wishes);
        };
    }

    /** Reads what {@link #simulate} printed for one wish. */
    Transaction read(Transactions.Wish wish, int exitCode, List<String> lines) {
        return switch (this) {
            case APT -> AptScripts.read(wish, exitCode, lines);
            case DNF, YUM -> DnfScripts.read(wish, lines);
            case ZYPPER -> ZypperScripts.read(exitCode, lines);
            case PACMAN -> PacmanScripts.read(wish, exitCode, lines);
            case APK -> ApkScripts.read(exitCode, lines);
        };
    }

    Script carryOut(Transactions.Wish wish, InstallSettings settings, OtherOptions options) {
        return switch (this) {
            case APT -> AptScripts.carryOut(wish, settings);
            case DNF, YUM -> DnfScripts.carryOut(command, wish);
            case ZYPPER -> ZypperScripts.carryOut(wish, options);
            case PACMAN -> PacmanScripts.carryOut(wish);
            case APK -> ApkScripts.carryOut(wish);
        };
    }

    Script updateLists(InstallSettings settings) {
        return switch (this) {
            case APT -> AptScripts.updateLists(settings);
            case DNF, YUM -> DnfScripts.updateLists(command);
            case ZYPPER -> ZypperScripts.updateLists();
            case PACMAN -> PacmanScripts.updateLists();
            case APK -> ApkScripts.updateLists();
        };
    }

    Script hold(List<String> names, boolean held, InstallSettings settings) {
        return switch (this) {
            case APT -> AptScripts.hold(names, held, settings);
            case DNF, YUM -> DnfScripts.hold(command, names, held);
            case ZYPPER, PACMAN, APK -> throw new IllegalArgumentException(command + " holds nothing");
        };
    }

    /** Notes of packages that came for others that somebody asks for them. */
    Script markManual(List<String> names, InstallSettings settings) {
        return this == APK ? ApkScripts.markManual(names) : AptScripts.markManual(names, settings);
    }
}
