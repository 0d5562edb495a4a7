package play.modules.control;

import java.util.List;
import java.util.Optional;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.VarsReader;
import play.param.Default;
import play.param.Doc;
import play.param.FreeForm;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Range;
import play.param.RequiredOneOf;
import play.param.VarsSource;

/** Reads variables from files on the controller. */
public final class IncludeVarsModule implements VarsReader<IncludeVarsModule.Params> {
    @MutuallyExclusive({"file", "dir"})
    @RequiredOneOf({"file", "dir"})
    public record Params(
            @Doc("File on the controller, YAML or JSON, looked for below vars of the role, then beside the tasks"
                    + " and the playbook.")
            @FreeForm
            Optional<String> file,

            @Doc("Directory on the controller, looked for likewise; its files are read one directory after another.")
            Optional<String> dir,

            @Doc("Variable that gets all of them as a mapping; without it, each is a variable by itself.")
            @Matches(value = "[A-Za-z_][A-Za-z0-9_]*", expected = "a name of a variable")
            Optional<String> name,

            @Doc("How many levels of directories are read; 0 for all.") @Default("0") @Range(from = 0, to = 1000)
            int depth,

            @Doc("Regular expression that the name of a file in the directory must match somewhere.")
            Optional<String> filesMatching,

            @Doc("Regular expressions; files of the directory whose name ends with what one matches are left out.")
            @Default("[]")
            List<String> ignoreFiles,

            @Doc("Extensions of variables files in the directory.") @Default("json,yaml,yml")
            List<String> extensions,

            @Doc("Whether files of the directory with other extensions are passed over; otherwise they are a failure.")
            @Default("false")
            boolean ignoreUnknownExtensions,

            @Doc("Whether mappings replace those that the variables have, or are put together with them, key by key at"
                    + " every depth; of lists the new one stays.")
            @Default("replace")
            Hashes hashBehaviour) {
        private boolean merging() {
            return hashBehaviour == Hashes.MERGE;
        }
    }

    /** What becomes of mappings that are there. */
    enum Hashes {
        REPLACE,
        MERGE
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "include_vars",
                    "Reads variables of the host from files on the controller.",
                    Params.class,
                    new Example("file", "", "file: debian.yml\n"),
                    new Example("under a name", "", "file: debian.yml\nname: system\n"),
                    new Example("directory", "", "dir: settings\nfiles_matching: web\n"))
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public VarsSource source(Params params) {
        VarsSource.Choice choice = new VarsSource.Choice(
                params.depth(),
                params.filesMatching(),
                params.ignoreFiles(),
                params.extensions(),
                params.ignoreUnknownExtensions());
        return params.file()
                .map(file -> new VarsSource(file, params.name(), Optional.empty(), params.merging()))
                .orElseGet(() ->
                        new VarsSource(params.dir().orElse(""), params.name(), Optional.of(choice), params.merging()));
    }
}
