package play.host;

import java.util.List;
import java.util.Optional;

/** Variables of the environment by their names, as commands of a user see them: none that a shell keeps to itself. */
public record EnvironmentVariables() implements StateFamily<EnvironmentVariable> {
    private static final String READ = """
            while [ $# -gt 0 ]; do
              case " %s " in *" $1 "*) set -- "PLAY_$@" ;; esac
              printenv -- "$1" 2>/dev/null
              printf '\\0%%s\\0' "$?"
              shift
            done
            """.formatted(ScriptEnvironment.ASIDE_NAMES);

    /** @param name letters, digits and underscores */
    public static StateKey<EnvironmentVariable> named(String name) {
        return new EnvironmentVariables().key(name);
    }

    @Override
    public String name() {
        return "environment variable";
    }

    @Override
    public Class<EnvironmentVariable> type() {
        return EnvironmentVariable.class;
    }

    /** The environment of a connection is that of its start, whatever files say since. */
    @Override
    public Place under() {
        return Place.NOWHERE;
    }

    @Override
    public Lifetime lifetime() {
        return Lifetime.CONNECTION;
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Script read(List<StateKey<EnvironmentVariable>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<EnvironmentVariable> told(List<StateKey<EnvironmentVariable>> keys, ScriptResult result) {
        Parts parts = Parts.of(result);
        return (index, name) -> {
            String line = parts.next("the value of a variable");
            String status = parts.next("the exit code of printenv");
            if (status.equals("0") && line.endsWith("\n")) {
                return new EnvironmentVariable(Optional.of(line.substring(0, line.length() - 1)));
            }
            if (status.equals("1") && line.isEmpty()) {
                return new EnvironmentVariable(Optional.empty());
            }
            throw new UnknownStateException("printenv does not tell whether the variable is set; is it there?");
        };
    }
}
