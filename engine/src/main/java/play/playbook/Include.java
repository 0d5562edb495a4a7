package play.playbook;

import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.source.Span;

/**
 * Steps that are added while the play runs: {@code include_tasks}, {@code include_role}. Its settings are its own: what
 * is included takes only what stands around the include, and {@code apply}.
 *
 * @param vars parameters that the included steps see
 * @param apply settings and variables the included steps get besides
 * @param loaded what it comes to, when its name is literal
 * @param register the variables that get whether it was included
 */
public record Include(
        Data name,
        What what,
        Vars vars,
        Apply apply,
        Optional<Loaded> loaded,
        Settings settings,
        Context context,
        Optional<Loop> loop,
        Register register,
        Span span)
        implements Step {
    /** What it is called: its name as written, else what it does, as in Ansible. */
    public String title() {
        if (!name.shown().isEmpty()) {
            return name.shown();
        }
        return switch (what) {
            case What.TaskFile file -> "include_tasks";
            case What.Role role -> "include_role : " + role.name().shown();
        };
    }

    /** None before the role that is included. */
    @Override
    public Optional<RoleUse> titleRole() {
        return what instanceof What.Role ? Optional.empty() : context.role();
    }

    /**
     * What was found under the name.
     *
     * @param source the whole path of the file, or the name of the role
     * @param role the role, when one was included
     * @param faults what a host fails for that comes here; the steps are without what is wrong
     */
    public record Loaded(
            String source, List<Step> steps, List<Handler> handlers, Optional<RoleUse> role, List<Diagnostic> faults) {
        public Loaded {
            steps = List.copyOf(steps);
            handlers = List.copyOf(handlers);
            faults = List.copyOf(faults);
        }

        public Loaded(String source, List<Step> steps, List<Handler> handlers, Optional<RoleUse> role) {
            this(source, steps, handlers, role, List.of());
        }

        /** With what a host fails for that comes here. */
        public Loaded failing(List<Diagnostic> all) {
            return new Loaded(source, steps, handlers, role, all);
        }
    }

    /** What is included. */
    public sealed interface What {
        /** A task file, found from where the include stands. */
        record TaskFile(Data file) implements What {}

        /** A role, and which of its files are taken. */
        record Role(Data name, Data tasksFrom, Data varsFrom, Data defaultsFrom, Data handlersFrom, Options options)
                implements What {}
    }

    /**
     * How a role is taken in.
     *
     * @param shared whether its variables and handlers are seen by the rest of the play
     * @param validated whether its variables are compared with its argument specs
     * @param repeats whether its tasks run again where the same include had them run
     */
    public record Options(boolean shared, boolean validated, boolean repeats) {}

    /**
     * What the included steps inherit.
     *
     * @param inherited of the blocks and the play around the include, with {@code apply} inside
     * @param context of the include, without its parameters
     * @param depth how many files the include stands in, each taken in by the one before it
     */
    public record Apply(Settings inherited, Context context, int depth) {}
}
