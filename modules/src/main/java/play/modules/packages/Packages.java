package play.modules.packages;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import play.host.Fields;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** States of packages by name (or {@code name:architecture}), read by one query of dpkg, rpm, pacman or apk. */
public record Packages() implements StateFamily<PackageState> {
    private static final String READ = """
        export LC_ALL=C
        if command -v dpkg-query >/dev/null 2>&1; then
          echo "native $(dpkg --print-architecture)"
          dpkg-query -W -f 'deb ${Package} ${Architecture} ${db:Status-Want} ${db:Status-Status} ${Version}\\n' \\
            -- "$@" 2>/dev/null
          awk -v asked="$*" '
            BEGIN {
              n = split(asked, names, " ")
              for (i = 1; i <= n; i++) { sub(/:.*/, "", names[i]); wanted[names[i]] }
            }
            /^Package: / { name = $2 }
            /^Architecture: / { architecture = $2 }
            /^Auto-Installed: 1/ && name in wanted { print "automatic", name, architecture }
            ' /var/lib/apt/extended_states 2>/dev/null
        elif command -v rpm >/dev/null 2>&1; then
          for p do
            v=$(rpm -q --qf '%{EPOCHNUM}:%{VERSION}-%{RELEASE}\\n' -- "$p" 2>/dev/null) &&
              echo "rpm $p $(printf '%s\\n' "$v" | tail -n 1)"
          done
          sed -n 's/^\\([^#!]\\)/lock \\1/p' /etc/dnf/plugins/versionlock.list 2>/dev/null
        elif [ ! -d /var/lib/pacman/local ] && [ ! -f /lib/apk/db/installed ]; then
          echo 'the host has no database of packages that is known here: of dpkg, rpm, pacman or apk' >&2
          exit 1
        fi
        if [ -d /var/lib/pacman/local ] && command -v pacman >/dev/null 2>&1; then
          pacman --color never -Q -- "$@" 2>/dev/null | sed 's/^/pacman /'
        fi
        if [ -f /lib/apk/db/installed ]; then
          awk -v asked="$*" '
            BEGIN { n = split(asked, names, " "); for (i = 1; i <= n; i++) wanted[names[i]] }
            FILENAME == "/etc/apk/world" { sub(/[=<>~@].*/, ""); world[$0]; next }
            /^P:/ { name = substr($0, 3) }
            /^V:/ && name in wanted { print "apk", name, substr($0, 3), (name in world) ? "world" : "others" }
            ' $(ls /etc/apk/world 2>/dev/null) /lib/apk/db/installed
        fi
        exit 0
        """;

    private static final Shape NATIVE = Shape.of(" ", "native architecture");
    private static final Shape DEB = Shape.of(" ", "deb name architecture want status version");
    private static final Shape AUTOMATIC = Shape.of(" ", "automatic name architecture");
    private static final Shape RPM = Shape.of(" ", "rpm name version");
    private static final Shape PACMAN = Shape.of(" ", "pacman name version");
    private static final Shape APK = Shape.of(" ", "apk name version asked");
    private static final Shape LOCK = Shape.of(" ", "lock entry");

    public static StateKey<PackageState> at(String name) {
        return new Packages().key(name);
    }

    /** What is known of a package; one of which nothing is known counts as absent. */
    static PackageState now(Knowledge known, String name) {
        return known.of(at(name)) instanceof Observed.Known<PackageState>(PackageState state, var how)
                ? state
                : new PackageState.Absent(new Foreseen.Later<>("it is not known"));
    }

    /** As it will be, if a task that asks for it brings it to this version. */
    static PackageState.Installed asked(Knowledge known, String name, Foreseen<String> version) {
        return now(known, name) instanceof PackageState.Installed installed
                ? installed.withVersion(version).asAutomatic(new Foreseen.Exactly<>(false))
                : PackageState.Installed.asked(version);
    }

    @Override
    public String name() {
        return "package";
    }

    @Override
    public Class<PackageState> type() {
        return PackageState.class;
    }

    @Override
    public Place under() {
        return Place.below("/var/lib", "/usr", "/etc");
    }

    @Override
    public Script read(List<StateKey<PackageState>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<PackageState> told(List<StateKey<PackageState>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("the packages of the host cannot be read");
        Map<String, PackageState> found = new HashMap<>();
        Set<String> locked = new HashSet<>();
        String nativeArchitecture = "";
        for (String line : result.lines()) {
            switch (line.split(" ", 2)[0]) {
                case "native" -> nativeArchitecture = NATIVE.read(line).text("architecture");
                case "deb" -> debian(DEB.read(line), nativeArchitecture, found);
                case "automatic" -> automatic(AUTOMATIC.read(line), nativeArchitecture, found);
                case "rpm" -> {
                    Fields rpm = RPM.read(line);
                    String version = rpm.text("version").replaceFirst("^0:", "");
                    found.put(rpm.text("name"), PackageState.Installed.asked(new Foreseen.Exactly<>(version)));
                }
                case "lock" -> locked.add(LOCK.read(line).text("entry"));
                case "pacman" -> {
                    Fields pacman = PACMAN.read(line);
                    found.putIfAbsent(
                            pacman.text("name"),
                            PackageState.Installed.asked(new Foreseen.Exactly<>(pacman.text("version"))));
                }
                case "apk" -> {
                    Fields apk = APK.read(line);
                    Foreseen<Boolean> forOthers =
                            new Foreseen.Exactly<>(apk.text("asked").equals("others"));
                    found.putIfAbsent(
                            apk.text("name"),
                            PackageState.Installed.asked(new Foreseen.Exactly<>(apk.text("version")))
                                    .asAutomatic(forOthers));
                }
                default ->
                    throw UnknownStateException.expected("native, deb, automatic, rpm, lock, pacman or apk", line);
            }
        }
        PackageState absent = new PackageState.Absent(new Foreseen.Exactly<>(false));
        return (index, name) -> lock(name, found.getOrDefault(name, absent), locked);
    }

    private static void debian(Fields deb, String nativeArchitecture, Map<String, PackageState> found) {
        Foreseen<String> version = new Foreseen.Exactly<>(deb.text("version"));
        String status = deb.text("status");
        PackageState state = switch (status) {
            case "installed", "triggers-awaited", "triggers-pending" ->
                PackageState.Installed.asked(version).asHeld(deb.text("want").equals("hold"));
            case "not-installed", "config-files" ->
                new PackageState.Absent(new Foreseen.Exactly<>(status.equals("config-files")));
            default -> new PackageState.Unfinished(version, status);
        };
        String architecture = deb.text("architecture");
        found.put(deb.text("name") + ":" + architecture, state);
        if (architecture.equals("all") || architecture.equals(nativeArchitecture)) {
            found.put(deb.text("name"), state);
        }
    }

    /** apt counts packages for all architectures among the native ones. */
    private static void automatic(Fields mark, String nativeArchitecture, Map<String, PackageState> found) {
        String name = mark.text("name");
        String architecture = mark.text("architecture");
        List<String> names = architecture.equals(nativeArchitecture)
                ? List.of(name, name + ":" + architecture, name + ":all")
                : List.of(name + ":" + architecture);
        names.forEach(each -> found.computeIfPresent(
                each,
                (key, state) -> state instanceof PackageState.Installed installed
                        ? installed.asAutomatic(new Foreseen.Exactly<>(true))
                        : state));
    }

    /** Entries of versionlock look like {@code nginx-1:1.20.1-10.el9.*}. */
    private static PackageState lock(String name, PackageState state, Set<String> locked) {
        boolean held = locked.stream().anyMatch(entry -> entry.matches("\\Q" + name + "\\E-([0-9]+:)?[0-9].*"));
        return held && state instanceof PackageState.Installed installed ? installed.asHeld(true) : state;
    }
}
