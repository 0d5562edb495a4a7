package play.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.playbook.Condition;
import play.playbook.Data;
import play.playbook.NumberKeyword;
import play.playbook.Setting;
import play.playbook.Settings;
import play.playbook.Tags;
import play.plugin.CallPlace;
import play.yaml.YamlNode;

/** Reads the keywords that plays, roles, blocks and tasks share. */
final class SettingsReader {
    private static final Set<String> CONNECTIONS = Set.of("ssh", "local", "openssh", "smart", "paramiko");
    private static final String USER = "user";
    private static final String DEBUGGER = "debugger";
    private static final Set<String> DEBUGGED = Set.of("always", "on_failed", "on_skipped", "on_unreachable");
    private static final Set<String> BECOME_METHODS = Set.of("sudo", "su", "doas");

    private final DataReader data;
    private final Problems problems;
    private final DefaultsReader defaults;

    SettingsReader(Loading loading) {
        this.data = loading.data();
        this.problems = loading.problems();
        this.defaults = new DefaultsReader(loading);
    }

    /** The keys it takes, beside those of {@link Setting}. */
    static Set<String> keys() {
        Set<String> keys =
                new LinkedHashSet<>(Set.of("environment", "module_defaults", "tags", "when", "notify", DEBUGGER));
        for (Setting setting : Setting.values()) {
            keys.add(setting.key());
        }
        return keys;
    }

    /** @param place where modules are called whose defaults it reads */
    Settings read(Keys keys, boolean ofPlay, CallPlace place) {
        Map<Setting, Data> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (!ofPlay || setting.belongsToPlays()) {
                keys.take(ofPlay && setting == Setting.REMOTE_USER ? user(keys) : setting.key())
                        .map(data::read)
                        .filter(value -> !Literals.isNothing(value))
                        .ifPresent(value -> values.put(setting, checked(setting, value, keys)));
            }
        }
        debugger(keys);
        Literals literals = new Literals(keys);
        List<Data> notifies = ofPlay
                ? List.of()
                : keys.list("notify").stream()
                        .map(data::read)
                        .map(name -> literals.text("notify", name))
                        .toList();
        List<Condition> when =
                ofPlay ? List.of() : keys.take("when").map(data::conditions).orElse(List.of());
        return new Settings(values, defaults.read(keys, place), environment(keys), when, tags(keys), notifies);
    }

    /** The older name of {@code remote_user}, which plays alone have. */
    private String user(Keys keys) {
        String newer = Setting.REMOTE_USER.key();
        keys.taken(USER);
        Optional<YamlNode.Entry> older = keys.mapping().entry(USER);
        if (older.isEmpty() || !keys.has(newer)) {
            return older.isEmpty() ? newer : USER;
        }
        problems.report(Diagnostic.error(
                "invalid-value",
                "Invalid value",
                "'" + USER + "' is the older name of '" + newer + "', which this play has too: leave out one.",
                older.get().key().span()));
        return newer;
    }

    /** There is none: what would start it is refused. */
    private void debugger(Keys keys) {
        keys.taken(DEBUGGER);
        keys.mapping().entry(DEBUGGER).ifPresent(entry -> {
            Data value = data.read(entry.value());
            String when = value.literalText().orElse("");
            if (!value.isLiteral() || DEBUGGED.contains(when)) {
                keys.unsupported(entry.key());
            } else if (!Literals.isNothing(value) && !when.equals("never")) {
                Set<String> all = new TreeSet<>(DEBUGGED);
                all.add("never");
                known(value, all, DEBUGGER);
            }
        });
    }

    private Data checked(Setting setting, Data value, Keys keys) {
        Literals literals = new Literals(keys);
        return switch (setting) {
            case BECOME,
                    NO_LOG,
                    RUN_ONCE,
                    IGNORE_ERRORS,
                    IGNORE_UNREACHABLE,
                    CHECK_MODE,
                    DIFF,
                    ANY_ERRORS_FATAL,
                    DELEGATE_FACTS -> literals.flag(setting.key(), value);
            case PORT -> literals.number(NumberKeyword.PORT, value);
            case TIMEOUT -> literals.number(NumberKeyword.TIMEOUT, value);
            case THROTTLE -> literals.number(NumberKeyword.THROTTLE, value);
            case CONNECTION -> known(value, CONNECTIONS, setting.key());
            case BECOME_METHOD -> known(value, BECOME_METHODS, setting.key());
            case BECOME_USER, BECOME_FLAGS, BECOME_EXE, REMOTE_USER, DELEGATE_TO -> literals.text(setting.key(), value);
        };
    }

    private Data known(Data value, Set<String> known, String key) {
        Optional<String> name = value.literalText().filter(text -> !known.contains(TaskReader.plain(text)));
        if (name.isPresent()) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "'" + key + "' must be one of " + String.join(", ", new TreeSet<>(known)) + ", not '" + name.get()
                            + "'." + Suggestions.hint(name.get(), known),
                    value.span()));
        }
        return value;
    }

    private List<Data> environment(Keys keys) {
        List<Data> all = new ArrayList<>();
        for (YamlNode node : keys.list("environment")) {
            if (node instanceof YamlNode.Sequence
                    || (node instanceof YamlNode.Scalar scalar && !DataReader.hasTemplate(scalar.text()))) {
                keys.wrong("environment", "a mapping of variables to values", node);
            } else {
                if (node instanceof YamlNode.Mapping mapping) {
                    mapping.entries().forEach(this::named);
                }
                all.add(data.read(node));
            }
        }
        return all;
    }

    private void named(YamlNode.Entry variable) {
        String name = variable.key().text();
        if (!Settings.isEnvironmentName(name)) {
            problems.report(Diagnostic.error(
                    "invalid-name",
                    "Invalid name",
                    Settings.notAnEnvironmentName(name),
                    variable.key().span()));
        }
    }

    private Tags tags(Keys keys) {
        Set<String> names = new LinkedHashSet<>();
        List<Data> templated = new ArrayList<>();
        for (YamlNode.Scalar tag : keys.words("tags")) {
            if (DataReader.hasTemplate(tag.text())) {
                templated.add(data.read(tag));
            } else {
                names.add(tag.text());
            }
        }
        return new Tags(names, templated);
    }
}
