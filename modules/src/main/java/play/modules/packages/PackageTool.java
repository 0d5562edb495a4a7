package play.modules.packages;

import java.util.List;
import java.util.Optional;
import play.host.Script;

/** A package manager of hosts. */
enum PackageTool {
    APT("apt"),
    DNF("dnf"),
    YUM("yum");

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

    String command() {
        return command;
    }

    /** What the manager calls a package at a version. */
    String word(PackageRequest request) {
        String separator = this == APT ? "=" : "-";
        return request.name()
                + request.version().map(version -> separator + version).orElse("");
    }

    /** Tells what each of these would do, with no effect on the host. */
    Script simulate(List<Transactions.Wish> wishes) {
        return switch (this) {
            case APT -> AptScripts.simulate(wishes);
            case DNF, YUM -> DnfScripts.simulate(command, wishes);
        };
    }

    /** Reads what {@link #simulate} printed for one wish. */
    Transaction read(Transactions.Wish wish, int exitCode, List<String> lines) {
        return switch (this) {
            case APT -> AptScripts.read(wish, exitCode, lines);
            case DNF, YUM -> DnfScripts.read(lines);
        };
    }

    Script carryOut(Transactions.Wish wish, InstallSettings settings) {
        return switch (this) {
            case APT -> AptScripts.carryOut(wish, settings);
            case DNF, YUM -> DnfScripts.carryOut(command, wish);
        };
    }

    Script updateLists(InstallSettings settings) {
        return switch (this) {
            case APT -> AptScripts.updateLists(settings);
            case DNF, YUM -> DnfScripts.updateLists(command);
        };
    }

    Script hold(List<String> names, boolean held, InstallSettings settings) {
        return switch (this) {
            case APT -> AptScripts.hold(names, held, settings);
            case DNF, YUM -> DnfScripts.hold(command, names, held);
        };
    }
}
