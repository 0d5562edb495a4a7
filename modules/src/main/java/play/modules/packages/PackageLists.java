package play.modules.packages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Whether the lists of packages are newer than an age, which is the key: {@code 3600} seconds. */
record PackageLists() implements StateFamily<PackageLists.Age> {
    static final String APT_STAMP = "/var/lib/apt/periodic/update-success-stamp";

    /** Of those that keep none themselves: zypper, pacman, apk. */
    static final String STAMP = "/var/cache/play-package-lists";

    static final String DNF_STAMP = "/var/cache/dnf/last_makecache";

    /**
     * Only a stamp of a successful update tells when lists came. Without one the newest list tells the day its mirror
     * made it, which is never later. Sources that came after the lists make them old whatever the sources' own dates
     * are, and so does a clock that was set back.
     */
    private static final String READ = """
        now=$(date +%s)
        newest=0
        see() { t=$(stat -c %Y "$1" 2>/dev/null) && [ "$t" -gt "$newest" ] && newest=$t && last=$1; }
        for list in "$root"/var/lib/apt/lists/*Release; do
          [ -f "$list" ] || continue
          if [ -f "$root$apt" ]; then see "$root$apt"; else see "$list"; fi
        done
        see "$root$dnf"
        see "$root$other"
        newer=
        [ -n "$last" ] && newer=$(find "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d" \\
          "$root/etc/yum.repos.d" \\
          "$root/etc/zypp/repos.d" "$root/etc/pacman.conf" "$root/etc/apk/repositories" \\
          -cnewer "$last" ! -type d 2>/dev/null)
        for age do
          if [ -z "$newer" ] && [ "$newest" -le "$now" ] && [ $((now - newest)) -lt "$age" ]; then
            echo "$age new"
          else
            echo "$age old"
          fi
        done
        exit 0
        """;

    /** How old the lists are, as far as a task cares. */
    record Age(boolean current) implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<Age> within(Duration age) {
        return new PackageLists().key(String.valueOf(age.toSeconds()));
    }

    @Override
    public String name() {
        return "package-lists";
    }

    @Override
    public Class<Age> type() {
        return Age.class;
    }

    @Override
    public Place under() {
        return PackageSources.PLACE;
    }

    /** Lists that are older than a source tell nothing of it. */
    @Override
    public Optional<Age> afterChangesBelow() {
        return Optional.of(new Age(false));
    }

    @Override
    public Script read(List<StateKey<Age>> keys) {
        return read("", keys);
    }

    /** @param root of the host's files, for tests; without a slash at its end */
    static Script read(String root, List<StateKey<Age>> keys) {
        String ages = keys.stream().map(StateKey::id).collect(Collectors.joining(" "));
        return Script.of("root=" + ShellWords.quote(root) + "\napt=" + APT_STAMP + "\ndnf=" + DNF_STAMP + "\nother="
                + STAMP + "\nset -- " + ages + "\n" + READ);
    }

    @Override
    public Told<Age> told(List<StateKey<Age>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the age of the package lists is unknown");
        List<String> lines = result.lines();
        return (index, age) -> {
            if (!lines.contains(age + " new") && !lines.contains(age + " old")) {
                throw UnknownStateException.expected("'" + age + " new' or '" + age + " old'", result.out());
            }
            return new Age(lines.contains(age + " new"));
        };
    }
}
