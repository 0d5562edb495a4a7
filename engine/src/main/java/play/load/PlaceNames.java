package play.load;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.call.LookupContext;
import play.playbook.Data;
import play.playbook.RoleUse;
import play.playbook.SearchPath;

/** The variables that say where a step stands: they are known before a playbook runs, and nothing overrides them. */
record PlaceNames(Map<String, String> values) implements Scope {
    PlaceNames {
        values = Map.copyOf(values);
    }

    static PlaceNames of(Optional<RoleUse> role, SearchPath files) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("playbook_dir", absolute(files.playbook()));
        role.map(RoleUse::role).ifPresent(inside -> {
            values.put("role_path", absolute(inside.folder()));
            values.put("role_name", inside.ownName());
            values.put("ansible_role_name", inside.name());
        });
        return new PlaceNames(values);
    }

    static PlaceNames of(Enclosing around) {
        return of(around.context().role(), around.context().files());
    }

    private static String absolute(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    /** What a text comes to, where it reads no other variables; else the text as it is. */
    Data in(Data text) {
        List<String> read = text.freeNames().map(name -> name.name()).toList();
        if (read.isEmpty() || !values.keySet().containsAll(read)) {
            return text;
        }
        try {
            return new Data.Literal(text.value(this), text.span());
        } catch (ExpressionException e) {
            return text; // the run tells what is wrong with it
        }
    }

    @Override
    public Binding find(String name) {
        @Nullable String value = values.get(name);
        return value == null ? new Binding.Missing() : new Binding.Found(value);
    }

    @Override
    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public LookupContext lookups() {
        return LookupContext.NOTHING;
    }
}
