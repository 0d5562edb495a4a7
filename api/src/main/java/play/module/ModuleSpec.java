package play.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import play.param.GroupRules;
import play.param.ParameterValues;
import play.param.Schema;
import play.result.ResultType;

/**
 * What users see of a module.
 *
 * @param name the name tasks use
 * @param aliases further names, {@code ansible.builtin.NAME} among them where Ansible has such a module
 * @param purpose one sentence
 * @param isShown whether its result is made to be seen, by whatever output: a message
 * @param once whether it is for all hosts of a batch at once: it runs on the first, and all get its result
 * @param insteadOf programs that are called for what the module does
 * @param groups under which {@code module_defaults} give parameters to several modules at once
 * @param returns what its result has beside {@link play.result.CommonFields}; nothing is said where nothing is known
 * @param examples at least one from nothing, one from a drifted state and one that is already right, for a resource
 */
public record ModuleSpec<P extends Record>(
        String name,
        List<String> aliases,
        String purpose,
        boolean isShown,
        boolean once,
        List<Program> insteadOf,
        List<String> groups,
        Schema<P> schema,
        Optional<ResultType.Fields> returns,
        List<Example> examples) {
    /**
     * A task as a user writes it, and where it starts from; the contract test runs it on a real host.
     *
     * @param title what it shows: {@code absent}, {@code drifted}, {@code right}, or more words
     * @param before a shell script that brings a blank host to the state the example starts from
     * @param yaml the module's arguments, as under a task
     * @param first tasks in YAML, a list, that run before the script; empty where a blank host will do
     */
    public record Example(String title, String before, String yaml, String first) {
        public Example(String title, String before, String yaml) {
            this(title, before, yaml, "");
        }

        /** The same, where other modules have to act first. */
        public Example after(String tasks) {
            return new Example(title, before, yaml, tasks);
        }
    }

    /**
     * A program that does on a host what the module does, and does it again each time.
     *
     * @param unless what command lines match that only ask, or do what the module does not
     */
    public record Program(String name, Optional<Pattern> unless) {
        public Program(String name) {
            this(name, Optional.empty());
        }

        public Program(String name, String unless) {
            this(name, Optional.of(Pattern.compile(unless)));
        }

        /** Whether the module would do what a command line is for. */
        public boolean covers(String program, String command) {
            return name.equals(program)
                    && unless.filter(asks -> asks.matcher(command).find()).isEmpty();
        }
    }

    public ModuleSpec {
        insteadOf = List.copyOf(insteadOf);
        aliases = List.copyOf(aliases);
        groups = List.copyOf(groups);
        examples = List.copyOf(examples);
    }

    public static <P extends Record> ModuleSpec<P> of(
            String name, String purpose, Class<P> params, Example... examples) {
        return of(name, purpose, Schema.of(params), List.of(examples));
    }

    /** Of a module of which nothing is known but its name, and why that is so. */
    public static ModuleSpec<ParameterValues> unknown(String name, String why) {
        return of(name, why, Schema.of(List.of(), GroupRules.NONE), List.of());
    }

    private static <P extends Record> ModuleSpec<P> of(
            String name, String purpose, Schema<P> schema, List<Example> examples) {
        return new ModuleSpec<>(
                name, List.of(), purpose, false, false, List.of(), List.of(), schema, Optional.empty(), examples);
    }

    /** The same module, answering to Ansible's full name too. */
    public ModuleSpec<P> asInAnsible() {
        return alias("ansible.builtin." + name);
    }

    public ModuleSpec<P> alias(String... more) {
        List<String> all = new ArrayList<>(aliases);
        all.addAll(List.of(more));
        return new ModuleSpec<>(name, all, purpose, isShown, once, insteadOf, groups, schema, returns, examples);
    }

    /** The same module, whose result has the fields of this record in snake case, if it does not fail. */
    public ModuleSpec<P> returns(Class<? extends Record> result) {
        return new ModuleSpec<>(
                name,
                aliases,
                purpose,
                isShown,
                once,
                insteadOf,
                groups,
                schema,
                Optional.of(ResultType.of(result)),
                examples);
    }

    /** The same module, whose result is made to be seen. */
    public ModuleSpec<P> shown() {
        return new ModuleSpec<>(name, aliases, purpose, true, once, insteadOf, groups, schema, returns, examples);
    }

    /** The same module, for all hosts of a batch at once. */
    public ModuleSpec<P> forAllAtOnce() {
        return new ModuleSpec<>(name, aliases, purpose, isShown, true, insteadOf, groups, schema, returns, examples);
    }

    /** The same module, to be used instead of these programs too. */
    public ModuleSpec<P> insteadOf(Program... programs) {
        List<Program> all = new ArrayList<>(insteadOf);
        all.addAll(List.of(programs));
        return new ModuleSpec<>(name, aliases, purpose, isShown, once, all, groups, schema, returns, examples);
    }

    /** The same module, in these groups of {@code module_defaults}. */
    public ModuleSpec<P> inGroups(List<String> names) {
        return new ModuleSpec<>(name, aliases, purpose, isShown, once, insteadOf, names, schema, returns, examples);
    }
}
