package play.described;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.param.ParameterValues;

/**
 * States that the script of a module tells. Each thing has a family of its own, for its script has its parameters; that
 * it is the same thing, though other parameters differ, is told by what identifies it.
 *
 * @param id what is looked at, as reports show it
 * @param script with its variables
 * @param secret whether what it prints may hold secrets
 */
record DescribedFamily(String name, String file, String id, String script, Printed printed, boolean secret)
        implements StateFamily<DescribedState> {
    /** Begins each script: the first command that fails ends it, and so does a variable that there is none of. */
    static final String STRICT = "set -eu\n";

    static DescribedFamily of(Description description, ParameterValues params, String script) {
        List<String> values = description.identity().stream()
                .map(name -> ShellVariables.text(params.find(name).orElse("")))
                .toList();
        return new DescribedFamily(
                description.name(),
                description.file(),
                String.join(" ", values).strip(),
                ShellVariables.of(description.options(), params) + STRICT + script,
                new Printed(description.fields()),
                holdsSecrets(description));
    }

    private static boolean holdsSecrets(Description description) {
        return description.fields().stream().anyMatch(Field::secret)
                || description.options().all().values().stream().anyMatch(option -> option.secret());
    }

    StateKey<DescribedState> key() {
        return key(id);
    }

    @Override
    public Class<DescribedState> type() {
        return DescribedState.class;
    }

    @Override
    public Script read(List<StateKey<DescribedState>> keys) {
        return Script.of(script);
    }

    @Override
    public Told<DescribedState> told(List<StateKey<DescribedState>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("the script of '" + file + "' failed on " + (name + " " + id).strip());
        DescribedState state = printed.state(result.out());
        return (index, key) -> state;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DescribedFamily that
                && name.equals(that.name)
                && file.equals(that.file)
                && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, file, id);
    }
}
