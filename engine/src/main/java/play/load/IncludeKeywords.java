package play.load;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.playbook.Loop;
import play.playbook.Setting;
import play.yaml.YamlNode;

/** Refuses keywords that have no effect on an import or include. */
final class IncludeKeywords {
    /** What an include itself can have; other keywords are meant for the tasks in it. */
    private static final Set<Setting> OWN =
            EnumSet.of(Setting.IGNORE_ERRORS, Setting.NO_LOG, Setting.RUN_ONCE, Setting.TIMEOUT);

    private final Problems problems;

    IncludeKeywords(Problems problems) {
        this.problems = problems;
    }

    void check(YamlNode.Entry action, Keys keys, Optional<Loop> loop) {
        if (TaskReader.plain(action.key().text()).startsWith("import_")) {
            loop.ifPresent(any -> refuseLoop(action.key()));
        } else {
            refuseWithoutEffect(action, keys);
            loop.ifPresent(any -> checkControl(any, keys));
        }
    }

    /** What would hold for the include alone, and so for nothing, is to stand under {@code apply}. */
    private void refuseWithoutEffect(YamlNode.Entry action, Keys keys) {
        String name = TaskReader.plain(action.key().text());
        Set<String> without = new LinkedHashSet<>(Set.of("environment", "module_defaults", "notify"));
        EnumSet.complementOf(EnumSet.copyOf(OWN)).forEach(setting -> without.add(setting.key()));
        for (YamlNode.Entry entry : keys.mapping().entries()) {
            String key = entry.key().text();
            if (without.contains(key)) {
                problems.report(Diagnostic.error(
                        "unknown-key",
                        "Unknown key",
                        "'" + key + "' is not a key of '" + name
                                + "': it would apply to the include alone. Put it under 'apply' of '" + name
                                + "', whose keywords the included tasks get.",
                        entry.key().span()));
            }
        }
    }

    private static void checkControl(Loop loop, Keys keys) {
        if (loop.pause().isPresent() || !loop.breakWhen().isEmpty()) {
            keys.mapping()
                    .get("loop_control")
                    .ifPresent(
                            control -> keys.notSupported("'pause' or 'break_when' in the loop of an include", control));
        }
    }

    private void refuseLoop(YamlNode.Scalar action) {
        problems.report(Diagnostic.error(
                "loop-on-import",
                "Loop on an import",
                "An import is resolved before the run and cannot be repeated; use '"
                        + action.text().replace("import_", "include_") + "' for a loop.",
                action.span()));
    }
}
