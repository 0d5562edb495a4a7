package play.modules.system;

import java.util.List;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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

    private static final Shape MODULE = Shape.of(" ", "state name");

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
        return Script.over(keys, READ);
    }

    @Override
    public Told<KernelModule> told(List<StateKey<KernelModule>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("the modules of the kernel cannot be read");
        return Told.each(MODULE.all(result.lines()), "name", new KernelModule.Missing(), module -> {
            String state = module.text("state");
            return switch (state) {
                case "loaded" -> new KernelModule.Loaded();
                case "builtin" -> new KernelModule.Builtin();
                case "unloaded" -> new KernelModule.Unloaded();
                default -> throw UnknownStateException.expected("loaded, builtin or unloaded", state);
            };
        });
    }
}
