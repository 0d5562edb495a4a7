package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.files.Backup;
import play.files.Paths;
import play.files.Patterns;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.LocalFile;
import play.param.LocalFolder;
import play.param.Meaning;
import play.param.Means;
import play.param.PathSource;
import play.value.Bytes;
import play.value.Content;
import play.value.PythonRegex;

/** A file of the host that is made of fragments: the files of a directory, in the order of their names. */
public final class AssembleModule implements Resource<AssembleModule.Params> {
    public record Params(
            @Doc("Directory of the fragments, on the host unless remote_src is false. Files in directories below it"
                    + " have no part.")
            PathSource src,

            @Doc("The file that is made of them.") @HostPath @Means(Meaning.ALL_IT_CHANGES)
            String dest,

            @Doc("Whether src is on the host; without, it is searched on the controller, in the role's and the"
                    + " playbook's directory files.")
            @Default("true")
            @Means(Meaning.ON_HOST)
            boolean remoteSrc,

            @Doc("What stands between two fragments and ends its line; may have escapes such as \\n.")
            Optional<String> delimiter,

            @Doc("Pattern that is found in the names of files that have a part; without, all have.")
            Optional<String> regexp,

            @Doc("Whether files whose names begin with a dot have no part.") @Default("false")
            boolean ignoreHidden,

            @Doc("Whether fragments of the controller that are encrypted by ansible-vault are decrypted; what is made"
                    + " of them is then shown nowhere.")
            @Default("true")
            @Means(Meaning.DECRYPTED)
            boolean decrypt,

            @Inline WantedAttributes attributes,
            @Inline FileLabels labels,
            @Inline Replacing replacing) {

        private Assembly assembly() {
            Optional<Pattern> chosen = regexp.map(pattern -> PythonRegex.ofText(pattern, 0));
            return new Assembly(chosen, !ignoreHidden, delimiter.orElse(""));
        }

        private WantedFile file(Content content) {
            return new WantedFile(Paths.clean(dest), content, attributes, replacing);
        }
    }

    private static final String WHOLE = "src: /srv/parts\ndest: /srv/whole\ndelimiter: '# ---'\n";
    private static final String PARTS = "mkdir -p /srv/parts; echo a >/srv/parts/10-a; printf b >/srv/parts/20-b; ";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "assemble",
                    "Makes a file of the files in a directory, in the order of their names.",
                    Params.class,
                    new Example("absent", PARTS, WHOLE),
                    new Example("drifted", PARTS + "echo old >/srv/whole", WHOLE + "mode: '0640'\nbackup: true\n"),
                    new Example("right", PARTS + "printf 'a\\n# ---\\nb' >/srv/whole", WHOLE))
            .returns(FileResult.OfWhole.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.src() instanceof PathSource.OnHost(String path) && !path.matches(Paths.ABSOLUTE)) {
            faults.add(new Binding.Fault(
                    "src",
                    "src must be a directory of the host, not '" + path
                            + "'; remote_src: false takes one of the controller"));
        }
        params.regexp().flatMap(pattern -> Patterns.fault("regexp", pattern)).ifPresent(faults::add);
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.file(Content.of("")).probes());
        keys.addAll(params.labels().probes(Paths.clean(params.dest())));
        keys.add(Inodes.at(Paths.clean(params.dest())));
        if (params.src() instanceof PathSource.OnHost(String path)) {
            keys.add(Fragments.in(Paths.clean(path)));
        }
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (params.src()) {
            case PathSource.OnHost(String path) ->
                Plan.on(known.of(Fragments.in(Paths.clean(path))), fragments -> switch (fragments) {
                    case Fragments.Missing missing ->
                        new Plan.Rejected(path + " is not a directory of the host; create it before, or use"
                                + " remote_src: false for one of the controller");
                    case Fragments.Foreseen foreseen ->
                        new Plan.Undetermined("what the fragments in " + path
                                + " hold is known after the run: changes there are only foreseen");
                    case Fragments.Held held -> write(params, content(params, held), known);
                });
            case PathSource.Folder(LocalFolder folder) ->
                content(params, folder)
                        .map(content -> write(params, content, known))
                        .orElseGet(() ->
                                new Plan.Rejected("a fragment in " + folder.name() + " is too large to be read whole"));
            case PathSource.OnController(LocalFile file) ->
                new Plan.Rejected("src must be a directory, not the file '" + file.name() + "'");
        };
    }

    private static Plan write(Params params, Content content, Knowledge known) {
        WantedFile file = params.file(content);
        Plan plan = file.plan(known);
        return params.labels()
                .after(
                        params.replacing().backup() ? Backup.before(plan, file.path(), file.path(), known) : plan,
                        file.path(),
                        known);
    }

    private static Content content(Params params, Fragments.Held held) {
        return Content.of(params.assembly().of(held.files()));
    }

    /** Nothing where one is so large that it is not read whole. */
    private static Optional<Content> content(Params params, LocalFolder folder) {
        SortedMap<String, Bytes> fragments = new TreeMap<>();
        boolean secret = false;
        for (Map.Entry<String, LocalFile> file : folder.files().entrySet()) {
            Content content = file.getValue().content();
            if (file.getKey().contains("/") || !params.assembly().takes(file.getKey())) {
                continue;
            }
            if (content.bytes().isEmpty()) {
                return Optional.empty();
            }
            secret |= content.hasSecrets();
            fragments.put(file.getKey(), content.bytes().get());
        }
        Bytes whole = params.assembly().of(fragments);
        return Optional.of(secret ? Content.secret(whole) : Content.of(whole));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        String path = Paths.clean(params.dest());
        Optional<Content> content = switch (params.src()) {
            case PathSource.OnHost(String src) ->
                after.of(Fragments.in(Paths.clean(src)))
                                instanceof Observed.Known<Fragments>(Fragments.Held held, var how)
                        ? Optional.of(content(params, held))
                        : Optional.empty();
            case PathSource.Folder(LocalFolder folder) -> content(params, folder);
            case PathSource.OnController file -> Optional.empty();
        };
        return content.map(held -> FileResult.of("dest", path, held, after))
                .orElseGet(() -> FileResult.of("dest", path, after));
    }
}
