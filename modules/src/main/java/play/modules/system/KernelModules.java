package play.modules.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * Modules of the kernel. Loaded ones are told by {@code /sys/module} and {@code /proc/modules}, builtin ones by the
 * kernel's list of them, those on the disk by what {@code modprobe} would do.
 */
public record KernelModules() implements StateFamily<KernelModule> {
    private static final String READ = """
        k=/lib/modules/$(uname -r)
        PATH=$PATH:/usr/sbin:/sbin
        for m do
          n=$(printf %s "$m" | tr - _)
          if grep -q "^$n " /proc/modules 2>/dev/null || [ -e "/sys/module/$n/initstate" ]; then echo "loaded $m"
          elif grep -q "/$(printf %s "$n" | sed 's/_/[-_]/g')[.]ko" "$k/modules.builtin" 2>/dev/null ||
              [ -d "/sys/module/$n" ]; then echo "builtin $m"
          elif modprobe -n -q -- "$m" 2>/dev/null; then echo "unloaded $m"
          fi
        done
        exit 0
        """;

    public static StateKey<KernelModule> at(String name) {
        return new KernelModules().key(name);
    }

    @Override
    public String name() {
        return "kernel-module";
    }

    @Override
    public Class<KernelModule> type() {
        return KernelModule.class;
    }

    @Override
    public Script read(List<StateKey<KernelModule>> keys) {
        return Script.of(
                "set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
    }

    @Override
    public Map<StateKey<KernelModule>, Observed<KernelModule>> parse(
            List<StateKey<KernelModule>> keys, ScriptResult result) {
        Map<String, KernelModule> found = new HashMap<>();
        for (String line : result.out().lines().toList()) {
            String[] fields = line.split(" ", 2);
            found.put(
                    fields[1],
                    switch (fields[0]) {
                        case "loaded" -> new KernelModule.Loaded();
                        case "builtin" -> new KernelModule.Builtin();
                        default -> new KernelModule.Unloaded();
                    });
        }
        Map<StateKey<KernelModule>, Observed<KernelModule>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, Observed.read(found.getOrDefault(key.id(), new KernelModule.Missing()))));
        return states;
    }
}
