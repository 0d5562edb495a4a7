package play.modules.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Procedure;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.result.When;

/** A new file or directory with a name that nobody knew, for its user alone. Who makes it removes it. */
public final class TempfileModule implements Procedure<TempfileModule.Params> {
    /** What is made. */
    public enum State {
        FILE,
        DIRECTORY
    }

    static final String NAME = "[^/\\x00\\n]*";

    public record Params(
            @Doc("What is made.") @Default("file") State state,

            @Doc("The directory to make it in; without, the one of the host for such files.")
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            Optional<String> path,

            @Doc("What its name begins with.")
            @Default("ansible.")
            @Matches(value = TempfileModule.NAME, expected = "a part of a name, without slashes")
            String prefix,

            @Doc("What its name ends with.")
            @Default("")
            @Matches(value = TempfileModule.NAME, expected = "a part of a name, without slashes")
            String suffix) {}

    record Result(
            @Doc("The path of what was made.") @When("it could be made")
            Optional<String> path,

            @Doc("file or directory.") @When("it could be made")
            Optional<String> state,

            @Doc("Permission bits, as 0600.") @When("it could be made")
            Optional<String> mode,

            @Doc("User it belongs to.") @When("it could be made")
            Optional<String> owner,

            @Doc("Group it belongs to.") @When("it could be made")
            Optional<String> group,

            @Doc("Number of the user.") @When("it could be made")
            Optional<Long> uid,

            @Doc("Number of the group.") @When("it could be made")
            Optional<Long> gid,

            @Doc("Bytes.") @When("it could be made") Optional<Long> size) {}

    private static final Pattern MADE =
            Pattern.compile("(\\d{1,18}) (\\d{1,18}) (\\d{1,18}) (0[0-7]{3,4}) (\\S+) (\\S+)\n(/.*)", Pattern.DOTALL);

    /** The names are drawn by mktemp, whose templates need not end in them everywhere. */
    private static final String MAKE = """
        d=%s
        d=${d:-${TMPDIR:-/tmp}}
        prefix=%s
        suffix=%s
        umask 077
        for try in 1 2 3 4 5 6 7 8 9; do
          name=$(mktemp -u XXXXXXXXXX) || exit 1
          name=${name##*/}
          p=${d%%/}/$prefix$name$suffix
          if [ -e "$p" ] || [ -h "$p" ]; then continue; fi
          if %s; then
            LC_ALL=C stat -c '%%u %%g %%s 0%%a %%U %%G' -- "$p" || exit 1
            printf '%%s' "$p"
            exit 0
          fi
          [ -e "$p" ] || exit 1
        done
        echo "no name is free in $d" >&2
        exit 1
        """;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "tempfile",
                    "Makes a temporary file or directory with a new name; who calls it removes it.",
                    Params.class,
                    new Example("a directory", "", "state: directory\nsuffix: .build\n"))
            .asInAnsible()
            .insteadOf(new Program("mktemp"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        String folder = params.path().map(Paths::clean).orElse("");
        String make = params.state() == State.DIRECTORY ? "mkdir -- \"$p\"" : "( set -C; : >\"$p\" )";
        String script = MAKE.formatted(
                ShellWords.quote(folder), ShellWords.quote(params.prefix()), ShellWords.quote(params.suffix()), make);
        String what = params.state() == State.DIRECTORY ? "directory" : "file";
        Effect effect = new Effect.Opaque(
                "the host names the new " + what, folder.isEmpty() ? Reach.HOST : Reach.paths(folder));
        return new Decision.Do(new Action.Run("make a temporary " + what, Script.of(script), List.of(effect)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        Matcher made = MADE.matcher(done.out());
        if (!done.succeeded() || !made.matches()) {
            return Map.of();
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("path", made.group(7));
        result.put("state", params.state() == State.DIRECTORY ? "directory" : "file");
        result.put("mode", made.group(4));
        result.put("owner", made.group(5));
        result.put("group", made.group(6));
        result.put("uid", Long.valueOf(made.group(1)));
        result.put("gid", Long.valueOf(made.group(2)));
        result.put("size", Long.valueOf(made.group(3)));
        return result;
    }
}
