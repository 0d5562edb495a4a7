package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.NoEffect;

/** What tasks say to apt alone. */
public record AptOptions(
        @Doc("Release that packages are taken from, such as bookworm-backports (apt).")
        @Alias("default-release")
        @Matches(value = "[A-Za-z0-9][A-Za-z0-9.+~_:=,/*-]*", expected = "a release, such as bookworm-backports")
        Optional<String> defaultRelease,

        @Doc("Whether only what is installed is upgraded, and nothing installed anew (apt).") @Default("false")
        boolean onlyUpgrade,

        @Doc("Whether packages may come from sources without a good signature (apt).")
        @Default("false")
        @Alias("allow-unauthenticated")
        boolean allowUnauthenticated,

        @Doc("Whether the task fails rather than remove a package that it does not name (apt).") @Default("false")
        boolean failOnAutoremove,

        @Doc("Whether essential packages may go, held ones change, versions sink and signatures lack (apt).")
        @Default("false")
        boolean force,

        @Doc("What dpkg is told about configuration files: options without their dashes, with commas between"
                + " (apt).")
        @Default("force-confdef,force-confold")
        @Matches(value = "[a-z0-9-]+(,[a-z0-9-]+)*", expected = "options of dpkg, such as force-confnew")
        String dpkgOptions,

        @Doc("Exit code of the host's policy while packages are installed; 101 keeps services from being started"
                + " (apt).")
        Optional<Integer> policyRcD,

        @Doc("Whether archives that were fetched are removed afterwards (apt).") @Default("false")
        boolean clean,

        @Doc("Whether those go that can't be fetched any more (apt).") @Default("false")
        boolean autoclean,

        @Doc("How often an update of the lists is tried again (apt).")
        @NoEffect("What hinders an update is a failure at once; repeat the task by 'until' and 'retries'.")
        @Default("5")
        int updateCacheRetries,

        @Doc("Seconds between these attempts at most (apt).")
        @NoEffect("What hinders an update is a failure at once; repeat the task by 'until' and 'delay'.")
        @Default("12")
        int updateCacheRetryMaxDelay,

        @Doc("Whether apt-get is used rather than aptitude.") @NoEffect("It always is. Leave it out.") @Default("true")
        boolean forceAptGet,

        @Doc("Whether the Python library for apt is installed.")
        @NoEffect("Nothing of Python's is needed on the host. Leave it out.")
        @Default("true")
        boolean autoInstallModuleDeps) {
    /** What is to become of the archives that apt keeps. */
    Optional<AptCache.Cleaning> cleaning() {
        return clean
                ? Optional.of(AptCache.Cleaning.CLEAN)
                : autoclean ? Optional.of(AptCache.Cleaning.AUTOCLEAN) : Optional.empty();
    }

    /** Words for a transaction. */
    List<String> words(boolean installs) {
        List<String> words = new ArrayList<>();
        defaultRelease.filter(release -> installs).ifPresent(release -> words.add("--target-release=" + release));
        add(words, onlyUpgrade && installs, "--only-upgrade");
        add(words, allowUnauthenticated || force, "--allow-unauthenticated");
        add(words, failOnAutoremove && installs, "--no-remove");
        add(words, force, "--allow-remove-essential");
        add(words, force && installs, "--allow-downgrades");
        add(words, force, "--allow-change-held-packages");
        return words;
    }

    private static void add(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }
}
