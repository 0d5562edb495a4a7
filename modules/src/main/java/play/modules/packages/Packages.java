package play.modules.packages;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;

/** States of packages by name (or {@code name:architecture}), read by one query of dpkg or rpm. */
public record Packages() implements StateFamily<PackageState> {
    private static final String READ = """
        export LC_ALL=C
        if command -v dpkg-query >/dev/null 2>&1; then
          echo "native $(dpkg --print-architecture)"
          dpkg-query -W -f 'deb ${Package} ${Architecture} ${db:Status-Want} ${db:Status-Status} ${Version}\\n' \\
            -- "$@" 2>/dev/null
        elif command -v rpm >/dev/null 2>&1; then
          for p do
            v=$(rpm -q --qf '%{EPOCHNUM}:%{VERSION}-%{RELEASE}\\n' -- "$p" 2>/dev/null) &&
              echo "rpm $p $(printf '%s\\n' "$v" | tail -n 1)"
          done
          sed -n 's/^\\([^#!]\\)/lock \\1/p' /etc/dnf/plugins/versionlock.list 2>/dev/null
        else
          echo 'the host has neither dpkg nor rpm' >&2
          exit 1
        fi
        exit 0
        """;

    public static StateKey<PackageState> at(String name) {
        return new Packages().key(name);
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
    public Script read(List<StateKey<PackageState>> keys) {
        return Script.of(
                "set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
    }

    @Override
    public Map<StateKey<PackageState>, Observed<PackageState>> parse(
            List<StateKey<PackageState>> keys, ScriptResult result) {
        Map<String, PackageState> found = new HashMap<>();
        Set<String> locked = new HashSet<>();
        String nativeArchitecture = "";
        for (String line : result.out().lines().toList()) {
            String[] fields = line.split(" ", 6);
            switch (fields[0]) {
                case "native" -> nativeArchitecture = fields[1];
                case "deb" -> debian(fields, nativeArchitecture, found);
                case "lock" -> locked.add(fields[1]);
                default ->
                    found.put(
                            fields[1],
                            new PackageState.Installed(
                                    new Foreseen.Exactly<>(fields[2].replaceFirst("^0:", "")), false));
            }
        }
        Map<StateKey<PackageState>, Observed<PackageState>> states = new HashMap<>();
        for (StateKey<PackageState> key : keys) {
            PackageState state = found.getOrDefault(key.id(), new PackageState.Absent(new Foreseen.Exactly<>(false)));
            states.put(
                    key,
                    result.succeeded()
                            ? Observed.read(lock(key.id(), state, locked))
                            : new Observed.Unknown<>("the packages of the host cannot be read: "
                                    + result.err().strip()));
        }
        return states;
    }

    private static void debian(String[] fields, String nativeArchitecture, Map<String, PackageState> found) {
        Foreseen<String> version = new Foreseen.Exactly<>(fields[5]);
        PackageState state = switch (fields[4]) {
            case "installed", "triggers-awaited", "triggers-pending" ->
                new PackageState.Installed(version, fields[3].equals("hold"));
            case "not-installed", "config-files" ->
                new PackageState.Absent(new Foreseen.Exactly<>(fields[4].equals("config-files")));
            default -> new PackageState.Unfinished(version, fields[4]);
        };
        found.put(fields[1] + ":" + fields[2], state);
        if (fields[2].equals("all") || fields[2].equals(nativeArchitecture)) {
            found.put(fields[1], state);
        }
    }

    /** Entries of versionlock look like {@code nginx-1:1.20.1-10.el9.*}. */
    private static PackageState lock(String name, PackageState state, Set<String> locked) {
        boolean held = locked.stream().anyMatch(entry -> entry.matches("\\Q" + name + "\\E-([0-9]+:)?[0-9].*"));
        return held && state instanceof PackageState.Installed(Foreseen<String> version, boolean no)
                ? new PackageState.Installed(version, true)
                : state;
    }
}
