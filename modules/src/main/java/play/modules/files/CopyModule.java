package play.modules.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Knowledge;
import play.host.Mode;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.LocalFile;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;
import play.value.Content;

/** A file on the host with the content of one on the controller, or with content given in the task. */
public final class CopyModule implements Resource<CopyModule.Params> {
    @MutuallyExclusive({"src", "content"})
    @RequiredOneOf({"src", "content"})
    public record Params(
            @Doc("Absolute path on the host; a directory, or a path that ends in a slash, takes the file under its"
                    + " own name.")
            @HostPath
            @Means(Meaning.DESTINATION)
            String dest,

            @Doc("File on the controller, searched in the role's and the playbook's directory files.")
            Optional<LocalFile> src,

            @Doc("Content of the file; a mapping or list becomes JSON on one line.")
            Optional<Content> content,

            @Doc("Whether a src that is encrypted by ansible-vault is decrypted; what it holds is then shown nowhere.")
            @Default("true")
            @Means(Meaning.DECRYPTED)
            boolean decrypt,

            @Inline Placing placing) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "copy",
                    "Writes a file on the host, from the controller or from the task itself.",
                    Params.class,
                    new Example("absent", "", "dest: /srv/motd\ncontent: |\n  welcome\nmode: '0640'\n"),
                    new Example(
                            "drifted",
                            "echo old >/srv/app.conf; chmod 600 /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
                    new Example(
                            "drifted mode only",
                            "printf 'a = 1\\n' >/srv/app.conf; chmod 600 /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
                    new Example(
                            "drifted: a relative mode",
                            "printf 'a = 1\\n' >/srv/app.conf; chmod 666 /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nowner: '0'\nmode: go-w\n"),
                    new Example(
                            "right",
                            "printf 'a = 1\\n' >/srv/app.conf; chmod 644 /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
                    new Example(
                            "a link is replaced",
                            "echo other >/srv/other; ln -s other /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: mine\n"))
            .returns(FileResult.OfDest.class)
            .asInAnsible()
            .insteadOf(new Program("cp"), new Program("cat", "^[^>]*$"), new Program("tee"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return destination(params).probes(params.placing().ownership());
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.src().isEmpty() && params.dest().endsWith("/")
                ? List.of(new Binding.Fault(
                        "dest", "content has no name of its own: dest must name a file, not a directory"))
                : List.of();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return destination(params)
                .plan(known, (path, now) -> params.placing().plan(path, content(params), mode(params), now));
    }

    private static Content content(Params params) {
        return params.src().map(LocalFile::content).or(params::content).orElseThrow();
    }

    /** Content of the task has no file; what stands for one is its user's alone. */
    private static Mode mode(Params params) {
        return params.src().map(LocalFile::mode).orElse(new Mode(0600));
    }

    private static Destination destination(Params params) {
        return new Destination(params.dest(), params.src().map(LocalFile::name).map(Paths::name));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return FileResult.of("dest", destination(params).path(after), content(params), after);
    }
}
