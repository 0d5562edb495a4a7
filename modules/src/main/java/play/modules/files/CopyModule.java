package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.WantedAttributes;
import play.host.Knowledge;
import play.host.Mode;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.FileSource;
import play.param.HostPath;
import play.param.Inline;
import play.param.LocalFile;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;
import play.value.Content;
import play.value.Foreseen;

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

            @Doc("File on the controller, searched in the role's and the playbook's directory files; with remote_src"
                    + " a path on the host.")
            Optional<FileSource> src,

            @Doc("Whether src is an absolute path on the host; a link is followed. The copy of a file that was there"
                    + " with other content gets the mode of the source and belongs to who copies, unless mode, owner"
                    + " and group say otherwise.")
            @Default("false")
            @Means(Meaning.ON_HOST)
            boolean remoteSrc,

            @Doc("Content of the file; a mapping or list becomes JSON on one line.")
            Optional<Content> content,

            @Doc("Whether a src that is encrypted by ansible-vault is decrypted; what it holds is then shown nowhere.")
            @Default("true")
            @Means(Meaning.DECRYPTED)
            boolean decrypt,

            @Doc("SHA-1 of the content; the task fails where src holds something else.")
            @Matches(value = "[0-9a-fA-F]{40}", expected = "40 hex digits")
            Optional<String> checksum,

            @Doc("Permission bits of directories that are made for a dest that ends in a slash.")
            Optional<WantedMode> directoryMode,

            @Inline Placing placing) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "copy",
                    "Writes a file on the host, from the controller, the host or the task itself.",
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
                            "absent: from the host",
                            "echo x >/srv/real; chmod 640 /srv/real; ln -s real /srv/alias",
                            "src: /srv/alias\nremote_src: true\ndest: /srv/made/\ndirectory_mode: '0750'\n"
                                    + "mode: preserve\nchecksum: 6fcf9dfbd479ed82697fee719b9f8c610a11ff2a\n"),
                    new Example(
                            "drifted: from the host",
                            "echo x >/srv/real; chmod 640 /srv/real; echo y >/srv/app.conf",
                            "src: /srv/real\nremote_src: true\ndest: /srv/app.conf\nbackup: true\n"),
                    new Example(
                            "drifted: where a link leads",
                            "echo old >/srv/other; ln -s other /srv/app.conf",
                            "dest: /srv/app.conf\ncontent: mine\nfollow: true\n"),
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
        List<StateKey<?>> keys =
                new ArrayList<>(destination(params).probes(params.placing().ownership()));
        onHost(params).ifPresent(file -> keys.addAll(file.probes()));
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (params.src().isEmpty() && params.dest().endsWith("/")) {
            return List.of(new Binding.Fault(
                    "dest", "content has no name of its own: dest must name a file, not a directory"));
        }
        return params.src().orElse(null) instanceof FileSource.OnHost(String path) && !path.matches(Paths.ABSOLUTE)
                ? List.of(new Binding.Fault("src", "src must be an absolute path on the host, not '" + path + "'"))
                : List.of();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Placing placing = params.placing();
        return onHost(params)
                .map(file -> file.plan(
                        known,
                        found -> checked(params, found.content())
                                .orElseGet(() -> destination(params)
                                        .plan(
                                                known,
                                                (path, now) -> placing.plan(
                                                        path,
                                                        found.content(),
                                                        found.attributes(placing.at(path, now), placing, now),
                                                        now)))))
                .orElseGet(() -> checked(params, content(params))
                        .orElseGet(() -> destination(params)
                                .plan(known, (path, now) -> placing.plan(path, content(params), mode(params), now))));
    }

    /** What is wrong with the content. */
    private static Optional<Plan> checked(Params params, Content content) {
        return params.checksum()
                .filter(wanted -> content.sha1() instanceof Foreseen.Exactly<String>(String held)
                        && !held.equals(wanted.toLowerCase(Locale.ROOT)))
                .map(wanted -> new Plan.Rejected("what is to be copied has the SHA-1 "
                        + content.sha1().orUnknown() + ", not that of checksum: " + wanted));
    }

    private static Optional<HostFile> onHost(Params params) {
        return params.src()
                .flatMap(src -> src instanceof FileSource.OnHost(String path)
                        ? Optional.of(new HostFile(path))
                        : Optional.empty());
    }

    private static Optional<LocalFile> local(Params params) {
        return params.src()
                .flatMap(src ->
                        src instanceof FileSource.OnController(LocalFile file) ? Optional.of(file) : Optional.empty());
    }

    private static Content content(Params params) {
        return local(params).map(LocalFile::content).or(params::content).orElseThrow();
    }

    /** Content of the task has no file; what stands for one is its user's alone. */
    private static Mode mode(Params params) {
        return local(params).map(LocalFile::mode).orElse(new Mode(0600));
    }

    private static Destination destination(Params params) {
        Optional<String> name = params.src().map(src -> switch (src) {
            case FileSource.OnController(LocalFile file) -> file.name();
            case FileSource.OnHost(String path) -> path;
        });
        return new Destination(
                params.dest(),
                name.map(Paths::name),
                new WantedAttributes(params.placing().ownership(), params.directoryMode()));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        String path = params.placing().at(destination(params).path(after), after);
        return onHost(params).map(file -> file.content(after)).orElseGet(() -> Optional.of(content(params))).stream()
                .map(content -> FileResult.of("dest", path, content, after))
                .findFirst()
                .orElseGet(() -> FileResult.of("dest", path, after));
    }
}
