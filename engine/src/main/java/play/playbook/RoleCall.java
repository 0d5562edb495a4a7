package play.playbook;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which one use of a role is the same as another: what was written with its name, wherever that stands. As in
 * Ansible, keywords other than conditions and tags make no difference, nor does what is written differently and comes
 * to the same. Unlike there, {@code tasks_from: main} says nothing.
 *
 * @param values of variables and of the names of the role's files
 * @param included whether a task takes it in; such a use is never the same as an entry of a list of roles
 */
public record RoleCall(
        Path folder, Map<String, Optional<Object>> values, List<String> when, Set<String> tags, boolean included) {
    public RoleCall {
        values = Map.copyOf(values);
        when = List.copyOf(when);
        tags = Set.copyOf(tags);
    }

    /** An entry of {@code roles} or of a role's dependencies. */
    public static RoleCall listed(Path folder, Settings own, Vars params, Vars vars) {
        Map<String, Optional<Object>> values = values("param", params);
        values.putAll(values("var", vars));
        List<String> when = own.when().stream()
                .map(condition -> condition.expression().source())
                .toList();
        return new RoleCall(folder, values, when, own.tags().written(), false);
    }

    /** {@code include_role} or {@code import_role}; {@code files} are those of the role by their keys. */
    public static RoleCall included(Path folder, Map<String, Data> files, Vars vars) {
        Map<String, Optional<Object>> values = values("var", vars);
        files.forEach((key, file) -> values.put(key, written(file)));
        return new RoleCall(folder, values, List.of(), Set.of(), true);
    }

    /** The same for an item of the loop of an include. */
    RoleCall with(Vars items) {
        Map<String, Optional<Object>> all = new LinkedHashMap<>(values);
        all.putAll(values("var", items));
        return new RoleCall(folder, all, when, tags, included);
    }

    private static Map<String, Optional<Object>> values(String kind, Vars vars) {
        Map<String, Optional<Object>> values = new LinkedHashMap<>();
        vars.all().forEach((name, var) -> values.put(kind + " " + name, written(var.value())));
        return values;
    }

    private static Optional<Object> written(Data data) {
        return Optional.ofNullable(
                switch (data) {
                    case Data.Literal literal -> literal.value();
                    case Data.Text text -> text.template().source();
                    case Data.Items items ->
                        items.items().stream().map(RoleCall::written).toList();
                    case Data.Fields fields -> fields(fields.fields());
                });
    }

    private static Map<@Nullable Object, Optional<Object>> fields(Map<Data.Key, Data> fields) {
        Map<@Nullable Object, Optional<Object>> all = new LinkedHashMap<>();
        fields.forEach((name, field) -> all.put(name.value(), written(field)));
        return all;
    }
}
