package play.run;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Setting;
import play.playbook.Settings;
import play.value.Bytes;
import play.value.Records;

/**
 * All that decides what a call of a module does, as one text: the same for the same call in every run, another for any
 * other. Secrets stand in it in clear.
 */
final class CallText {
    private final StringBuilder text = new StringBuilder();

    private CallText() {}

    /**
     * The text of a call.
     *
     * @param host that it acts upon
     */
    static String of(String module, Record params, Map<String, String> environment, String host) {
        CallText call = new CallText();
        call.add(List.of(module, host));
        call.add(environment);
        call.add(params);
        return call.text.toString();
    }

    /** Who the task is on the host, as far as the task and its variables say. */
    static Map<String, String> users(Settings settings, Scope scope) throws ExpressionException {
        ConnectionSettings said = new ConnectionSettings(settings, scope);
        Map<String, String> users = new TreeMap<>();
        said.text(Setting.REMOTE_USER, "ansible_user").ifPresent(user -> users.put("remote_user", user));
        said.text(Setting.BECOME, "ansible_become").ifPresent(flag -> users.put("become", flag));
        said.text(Setting.BECOME_USER, "ansible_become_user").ifPresent(user -> users.put("become_user", user));
        return users;
    }

    /** Each value says how long it is, so that no two come to the same. */
    private void add(@Nullable Object value) {
        switch (value) {
            case null -> text.append('-');
            case Optional<?> optional ->
                add(optional.<@Nullable Object>map(it -> it).orElse(null));
            case Bytes bytes -> leaf(bytes.sha256());
            case Record record -> {
                text.append(record.getClass().getSimpleName());
                add(Records.fields(record));
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
                text.append('{').append(sorted.size());
                sorted.forEach((key, item) -> {
                    leaf(key);
                    add(item);
                });
            }
            case Set<?> set -> add(set.stream().map(CallText::alone).sorted().toList());
            case Collection<?> items -> {
                text.append('[').append(items.size());
                items.forEach(this::add);
            }
            default -> leaf(String.valueOf(value));
        }
    }

    private static String alone(@Nullable Object value) {
        CallText call = new CallText();
        call.add(value);
        return call.text.toString();
    }

    private void leaf(String value) {
        text.append(value.length()).append(':').append(value);
    }
}
