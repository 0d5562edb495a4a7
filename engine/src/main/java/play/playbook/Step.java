package play.playbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.source.Span;

/** Something a play does, in the order of the lists it stands in. */
public sealed interface Step permits Task, Block, Include, Meta {
    /** Its title, possibly a template; empty when it has none. */
    Data name();

    /** What holds for it, all around it taken in. */
    Settings settings();

    /** Which variables it sees beside those of its host and play. */
    Context context();

    Span span();

    /** The role whose name stands before its title, as in Ansible. */
    default Optional<RoleUse> titleRole() {
        return context().role();
    }

    /**
     * Where a step belongs.
     *
     * @param role the role it was written in or imported by
     * @param vars of the blocks and imports around it and its own, outermost first
     * @param params of the includes around it, outermost first: they win over what the host has gained in the run
     * @param files where the files it names are looked for
     * @param connection by which its hosts are reached, where a keyword says so
     */
    record Context(
            Optional<RoleUse> role, List<Vars> vars, List<Vars> params, SearchPath files, Optional<Data> connection) {
        public static final Context NONE = beside(SearchPath.beside(Path.of("")));

        public Context {
            vars = List.copyOf(vars);
            params = List.copyOf(params);
        }

        /** Of steps outside of any role, with nothing around them. */
        public static Context beside(SearchPath files) {
            return new Context(Optional.empty(), List.of(), List.of(), files, Optional.empty());
        }

        /** The same with more variables inside. */
        public Context with(Vars inner) {
            return inner.isEmpty() ? this : new Context(role, joined(vars, inner), params, files, connection);
        }

        /** The same with the keywords that hold for it. */
        public Context with(Settings settings) {
            return new Context(role, vars, params, files, settings.get(Setting.CONNECTION));
        }

        /** The same in another place. */
        public Context in(SearchPath others) {
            return new Context(role, vars, params, others, connection);
        }

        /** The same in a role. */
        public Context of(RoleUse use) {
            return new Context(Optional.of(use), vars, params, files, connection);
        }

        /** The same, taken in by an include with these parameters. */
        public Context within(Vars parameters) {
            return parameters.isEmpty() ? this : new Context(role, vars, joined(params, parameters), files, connection);
        }

        private static List<Vars> joined(List<Vars> all, Vars more) {
            List<Vars> both = new ArrayList<>(all);
            both.add(more);
            return both;
        }
    }
}
