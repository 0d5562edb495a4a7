package play.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.playbook.Data;
import play.playbook.Include;
import play.playbook.RoleUse;
import play.playbook.Settings;
import play.playbook.Vars;
import play.yaml.YamlNode;

/** Reads the entries of {@code roles} and of the dependencies of a role. */
final class RoleEntryReader {
    private final Problems problems;
    private final DataReader data;
    private final SettingsReader settings;

    RoleEntryReader(Loading loading, SettingsReader settings) {
        this.problems = loading.problems();
        this.data = loading.data();
        this.settings = settings;
    }

    /** Loads what an entry asks for. */
    @FunctionalInterface
    interface Loader {
        Optional<Include.Loaded> load(RoleReader.Wanted wanted, Enclosing around);
    }

    /** An entry of {@code roles} or of a role's dependencies. */
    void read(YamlNode item, Enclosing around, Loader loader, Consumer<Include.Loaded> found) {
        Optional<YamlNode.Mapping> written = entryMapping(item);
        if (written.isEmpty()) {
            around.play().lose();
            return;
        }
        Keys keys = new Keys(written.get(), problems);
        keys.take("collections").ifPresent(this::notInherited);
        String key = keys.has("role") ? "role" : "name";
        Optional<Data> name = keys.take(key).map(data::read).map(PlaceNames.of(around)::in);
        Settings own = settings.read(keys, false, around.place());
        Vars vars = keys.take("vars").map(data::vars).orElse(Vars.NONE);
        Vars params = params(keys);
        if (name.isEmpty() || !name.get().isLiteral()) {
            problems.report(Diagnostic.error(
                    "wrong-type",
                    "Wrong type of value",
                    "A role entry needs the role's name, as a literal text.",
                    item.span()));
            around.play().lose();
            return;
        }
        Data main = new Data.Literal("main", item.span());
        RoleReader.Wanted wanted = new RoleReader.Wanted(
                name.get(),
                new RoleReader.From(main, main, main, main),
                new RoleReader.Asked.Entry(own, params, vars),
                true);
        Optional<Include.Loaded> loaded = loader.load(wanted, around.with(own, Vars.NONE));
        if (loaded.isEmpty()) {
            around.play().lose();
        }
        loaded.ifPresent(read -> found.accept(once(read, around.play())));
    }

    private void notInherited(YamlNode collections) {
        problems.report(Diagnostic.warning(
                "no-effect",
                "Keyword without effect",
                "'collections' of a role entry has no effect, in Ansible too: the role is looked for where the play"
                        + " says, and its tasks look where its 'meta/main.yml' says. Name the role with its"
                        + " collection.",
                collections.span()));
    }

    /** The same use again brings no handlers again. Whether its tasks run again is decided in the run, host by host. */
    private static Include.Loaded once(Include.Loaded loaded, PlayParts play) {
        RoleUse use = loaded.role().orElseThrow();
        return use.repeats() || play.isFirst(use.call())
                ? loaded
                : new Include.Loaded(loaded.source(), loaded.steps(), List.of(), loaded.role());
    }

    private Optional<YamlNode.Mapping> entryMapping(YamlNode item) {
        if (item instanceof YamlNode.Scalar scalar && !Keys.isNothing(scalar)) {
            int[] offsets = {
                scalar.span().start(),
                scalar.span().start(),
                scalar.span().start(),
                scalar.span().start(),
                scalar.span().start()
            };
            YamlNode.Scalar key = new YamlNode.Scalar("role", "role", Optional.empty(), false, scalar.span(), offsets);
            return Optional.of(new YamlNode.Mapping(List.of(new YamlNode.Entry(key, scalar)), scalar.span()));
        }
        if (item instanceof YamlNode.Mapping map) {
            return Optional.of(map);
        }
        problems.report(Diagnostic.error(
                "wrong-type", "Wrong type of value", "A role is a name, or a mapping with 'role'.", item.span()));
        return Optional.empty();
    }

    /** Whatever is no keyword is a variable for the role. */
    private Vars params(Keys keys) {
        Map<String, Vars.Var> params = new LinkedHashMap<>();
        for (YamlNode.Entry entry : keys.left()) {
            if (data.checkVariable(DataReader.located(entry.key()))) {
                params.put(
                        entry.key().text(),
                        new Vars.Var(data.read(entry.value()), entry.key().span()));
            }
        }
        return new Vars(params);
    }
}
