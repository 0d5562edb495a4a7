package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.NoEffect;

/** What tasks say to zypper, pacman and apk alone. */
public record OtherOptions(
        @Doc("Whether recommended packages stay away (zypper); install_recommends counts where it is given.")
        @Default("true")
        boolean disableRecommends,

        @Doc("Whether keys of sources are taken over unseen (zypper).") @Default("false")
        boolean autoImportKeys,

        @Doc("Whether a solution is found whatever it takes (zypper).") @Default("false")
        boolean forceResolution,

        @Doc("Whether a version older than the installed one is taken (zypper).") @Default("false")
        boolean oldpackage,

        @Doc("Whether files of other packages are overwritten (zypper).") @Default("false")
        boolean replacefiles,

        @Doc("Whether packages may come from another vendor than before (zypper, dist-upgrade).") @Default("false")
        boolean allowVendorChange,

        @Doc("With state: absent, whether what nothing needs any more goes too (zypper).") @Default("false")
        boolean cleanDeps,

        @Doc("Whether a script of a package may fail after its installation (zypper).") @Default("false")
        boolean skipPostErrors,

        @Doc("What is installed or removed (zypper): package, pattern, patch, product, srcpackage or application.")
        @Default("package")
        @Matches(
                value = "package|pattern|patch|product|srcpackage|application",
                expected = "package, pattern, patch, product, srcpackage or application")
        String type,

        @Doc("Whether the manager says little.") @NoEffect("Only what matters is told. Leave it out.") @Default("true")
        boolean quiet,

        @Doc("Whether errors are told in short.") @NoEffect("They always are. Leave it out.") @Default("false")
        boolean simpleErrors,

        @Doc("With state: absent, whether changed configuration files are not kept as .pacsave (pacman).")
        @Default("false")
        boolean removeNosave,

        @Doc("With upgrade, whether packages are replaced that no source has any more (apk).") @Default("false")
        boolean available,

        @Doc("Whether nothing that is kept of former downloads is used (apk).") @Default("false")
        boolean noCache,

        @Doc("Sources that packages are taken from instead of the host's (apk).") @Default("[]")
        List<String> repository) {
    /** Of which managers a task that says more than usual is, empty where it says nothing. */
    Set<PackageTool> meant() {
        if (autoImportKeys
                || forceResolution
                || oldpackage
                || replacefiles
                || cleanDeps
                || skipPostErrors
                || allowVendorChange
                || !type.equals("package")) {
            return Set.of(PackageTool.ZYPPER);
        }
        if (removeNosave) {
            return Set.of(PackageTool.PACMAN);
        }
        return available || noCache || !repository.isEmpty() ? Set.of(PackageTool.APK) : Set.of();
    }

    /** Words for a transaction. */
    List<String> words(PackageTool tool, PackageModule.Params params) {
        boolean installs = params.state().installs();
        boolean force = params.apt().force();
        return switch (tool) {
            case ZYPPER -> installs ? zypperInstalls(params, force) : zypperRemoves();
            case PACMAN -> pacman(params, installs, force);
            case APK -> apk(params, installs);
            case APT, DNF, YUM -> List.of();
        };
    }

    private List<String> zypperInstalls(PackageModule.Params params, boolean force) {
        List<String> words = new ArrayList<>();
        if (params.all().isEmpty()) {
            words.add("--type=" + type);
            add(words, force, "--force");
            add(words, forceResolution, "--force-resolution");
            boolean versioned = params.name().stream().anyMatch(name -> name.contains("="));
            add(words, oldpackage || params.allowDowngrade() || versioned, "--oldpackage");
        }
        add(words, params.dnf().disableGpgCheck(), ZypperScripts.UNCHECKED);
        add(words, replacefiles, "--replacefiles");
        add(words, allowVendorChange && params.all().isPresent(), "--allow-vendor-change");
        Optional<Boolean> recommends = params.installRecommends();
        words.add(recommends.orElse(!disableRecommends) ? "--recommends" : "--no-recommends");
        return words;
    }

    private List<String> zypperRemoves() {
        List<String> words = new ArrayList<>(List.of("--type=" + type));
        add(words, cleanDeps, "--clean-deps");
        return words;
    }

    private List<String> pacman(PackageModule.Params params, boolean installs, boolean force) {
        List<String> words = new ArrayList<>();
        if (!installs) {
            add(words, force, "--nodeps");
            add(words, force, "--nodeps");
            add(words, removeNosave || params.purge(), "--nosave");
            add(words, params.autoremove() || cleanDeps, "--recursive");
        }
        return words;
    }

    private List<String> apk(PackageModule.Params params, boolean installs) {
        List<String> words = new ArrayList<>();
        add(words, noCache, "--no-cache");
        if (!repository.isEmpty()) {
            words.add("--repositories-file=/dev/null");
            repository.forEach(url -> words.add("--repository=" + url));
        }
        add(
                words,
                installs
                        && params.state() == PackageModule.State.LATEST
                        && params.all().isEmpty(),
                "--upgrade");
        add(words, available && params.all().isPresent(), "--available");
        add(words, !installs && params.purge(), "--purge");
        return words;
    }

    private static void add(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }
}
