package acme.dotenv;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.value.Content;

/** A file of variables as services and shells read it: {@code NAME='value'}, in the order of the names. */
public final class DotenvModule implements Resource<DotenvModule.Params> {
    /** What a task gives. */
    public record Params(
            @Doc("Path of the file.") @HostPath String path,

            @Doc("The variables, by name.") Map<String, String> variables,
            @Inline WantedAttributes attributes) {}

    /** What {@code register} gets. */
    public record Result(@Doc("Path of the file.") String path) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "acme.dotenv",
                    "Writes a file of environment variables.",
                    Params.class,
                    new Example("absent", "", "path: /etc/acme.env\nvariables: {PORT: '80'}\n"),
                    new Example(
                            "drifted", "echo PORT=81 >/etc/acme.env", "path: /etc/acme.env\nvariables: {PORT: '80'}\n"),
                    new Example(
                            "right",
                            "echo \"PORT='80'\" >/etc/acme.env",
                            "path: /etc/acme.env\nvariables: {PORT: '80'}\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static WantedFile file(Params params) {
        String text = new TreeMap<>(params.variables())
                .entrySet().stream()
                        .map(variable ->
                                variable.getKey() + "='" + variable.getValue().replace("'", "'\\''") + "'\n")
                        .collect(Collectors.joining());
        return new WantedFile(params.path(), Content.of(text), params.attributes());
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return file(params).probes();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        WantedFile file = file(params);
        return file.asking(known).orElseGet(() -> file.plan(known));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("path", params.path());
    }
}
