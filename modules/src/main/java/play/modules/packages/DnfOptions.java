package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** What tasks say to dnf and yum alone. */
public record DnfOptions(
        @Doc("Sources that are used though they are off (dnf, yum).") @Default("[]")
        List<String> enablerepo,

        @Doc("Sources that are not used; * for all (dnf, yum).") @Default("[]")
        List<String> disablerepo,

        @Doc("Packages that are left alone (dnf, yum).") @Default("[]") @Alias("excludepkgs")
        List<String> exclude,

        @Doc("Which excludes of the host's settings do not hold: all, main or a source (dnf, yum).")
        Optional<String> disableExcludes,

        @Doc("Whether packages may have no good signature (dnf, yum, zypper).") @Default("false")
        boolean disableGpgCheck,

        @Doc("Whether others may be removed for what is wanted (dnf).") @Default("false")
        boolean allowerasing,

        @Doc("Whether only the best version will do (dnf).") Optional<Boolean> best,

        @Doc("Whether packages that can't be installed are passed over (dnf, yum).") @Default("false")
        boolean skipBroken,

        @Doc("With state: latest, whether only what mends security is upgraded (dnf, yum).") @Default("false")
        boolean security,

        @Doc("With state: latest, whether only what mends bugs is upgraded (dnf, yum).") @Default("false")
        boolean bugfix,

        @Doc("Release of the distribution that packages are taken from (dnf, yum).")
        @Matches(value = "[A-Za-z0-9._-]+", expected = "a release, such as 9")
        Optional<String> releasever,

        @Doc("Whether only lists and packages count that the host has already (dnf, yum).") @Default("false")
        boolean cacheonly,

        @Doc("File on the host with other settings than /etc/dnf/dnf.conf (dnf, yum).") @HostPath
        Optional<String> confFile,

        @Doc("Plugins that are left out (dnf, yum).") @Default("[]")
        List<String> disablePlugin,

        @Doc("Plugins that are used though they are off (dnf, yum).") @Default("[]")
        List<String> enablePlugin,

        @Doc("Whether packages come along that others only recommend; unless given, the host decides (dnf).")
        Optional<Boolean> installWeakDeps,

        @Doc("Whether an older version will do where the best can't be had (dnf).")
        Optional<Boolean> nobest,

        @Doc("Whether certificates of servers must be valid (dnf, yum).") @Default("true") @Alias({"validate_certs"})
        boolean sslverify) {
    private static final String NO_CHECK = "--nogpgcheck";

    /** Words that a manager that is not dnf knows nothing of; zypper may pass over signatures, too. */
    List<String> words(PackageTool tool) {
        return tool == PackageTool.ZYPPER
                ? words().stream().filter(word -> !word.equals(NO_CHECK)).toList()
                : words();
    }

    /** Words before the verb. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        add(words, "--disablerepo=", disablerepo);
        add(words, "--enablerepo=", enablerepo);
        add(words, "--exclude=", exclude);
        disableExcludes.ifPresent(which -> words.add("--disableexcludes=" + which));
        add(words, disableGpgCheck, NO_CHECK);
        add(words, allowerasing, "--allowerasing");
        best.or(() -> nobest.map(any -> !any)).ifPresent(only -> words.add(only ? "--best" : "--nobest"));
        add(words, cacheonly, "--cacheonly");
        confFile.ifPresent(path -> words.add("--config=" + path));
        add(words, "--disableplugin=", disablePlugin);
        add(words, "--enableplugin=", enablePlugin);
        installWeakDeps.ifPresent(come -> words.add("--setopt=install_weak_deps=" + (come ? "True" : "False")));
        add(words, !sslverify, "--setopt=sslverify=False");
        add(words, skipBroken, "--skip-broken");
        add(words, security, "--security");
        add(words, bugfix, "--bugfix");
        releasever.ifPresent(release -> words.add("--releasever=" + release));
        return words;
    }

    private static void add(List<String> words, String option, List<String> values) {
        if (!values.isEmpty()) {
            words.add(option + String.join(",", values));
        }
    }

    private static void add(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }
}
