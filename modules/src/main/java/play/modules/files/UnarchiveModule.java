package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.GivenDirectory;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
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
import play.param.Meaning;
import play.param.Means;
import play.param.NoEffect;
import play.param.Range;
import play.result.When;

/**
 * Members of an archive below a directory. They are compared one by one with what stands there: an archive on the
 * controller, or on the host, is looked into before; one that an earlier task of a dry run would bring cannot be.
 */
public final class UnarchiveModule implements Resource<UnarchiveModule.Params> {
    public record Params(
            @Doc("The archive: tar (compressed in whatever way the tar of the machine knows) or zip. With remote_src it"
                    + " may be a URL: the host fetches it at each run, to compare.")
            FileSource src,

            @Doc("Whether a src on the controller that is encrypted by ansible-vault is decrypted.")
            @Default("true")
            @Means(Meaning.DECRYPTED)
            boolean decrypt,

            @Doc("Existing directory on the host.") @HostPath @Means(Meaning.ALL_IT_CHANGES)
            String dest,

            @Doc("Whether src is a path on the host, or a URL.") @Default("false") @Means(Meaning.ON_HOST)
            boolean remoteSrc,

            @Doc("How many bytes are read at a time.") @Default("65536") @NoEffect("tar decides it. Leave it out.")
            long ioBufferSize,

            @Doc("Names, directories or patterns with * of members to unpack; none means all.") @Default("[]")
            List<String> include,

            @Doc("Names, directories or patterns with * of members to leave out.") @Default("[]")
            List<String> exclude,

            @Doc("How many leading directories are dropped from the members' paths.")
            @Default("0")
            @Range(from = 0, to = 100)
            int stripComponents,

            @Doc("Options of tar that mean the same here: --strip-components, --exclude, --keep-newer-files,"
                    + " --no-same-owner.")
            @Default("[]")
            List<String> extraOpts,

            @Doc("Whether files that were written later than those of the archive stay as they are.") @Default("false")
            boolean keepNewer,

            @Doc("Whether the certificate of the server of a URL must be valid.") @Default("true")
            boolean validateCerts,

            @Doc("When this path is there, nothing is done.") @HostPath
            Optional<String> creates,

            @Doc("Whether the result lists the members.") @Default("false")
            boolean listFiles,

            @Inline WantedAttributes attributes) {}

    private static final String PACK =
            "mkdir -p /srv/in/top/bin /srv/out; cd /srv/in; echo one >top/one; echo two >top/bin/two; chmod 755"
                    + " top/bin/two; ln -s one top/alias; tar -czf /srv/a.tgz top; rm -r /srv/in\n";

    record Result(
            @Doc("Directory that the archive was unpacked to.")
            String dest,

            @Doc("The archive.") String src,

            @Doc("Paths of members that are unpacked, below dest.") @When("list_files is true")
            Optional<List<String>> files) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "unarchive",
                    "Unpacks an archive.",
                    Params.class,
                    new Example("absent", PACK, "src: /srv/a.tgz\nremote_src: true\ndest: /srv/out\n"),
                    new Example(
                            "drifted",
                            PACK
                                    + "tar -xzf /srv/a.tgz -C /srv/out; echo changed >/srv/out/top/one; chmod 600"
                                    + " /srv/out/top/bin/two",
                            "src: /srv/a.tgz\nremote_src: true\ndest: /srv/out\n"),
                    new Example(
                            "right",
                            PACK + "tar -xzf /srv/a.tgz -C /srv/out",
                            "src: /srv/a.tgz\nremote_src: true\ndest: /srv/out\n"),
                    new Example(
                            "newer files stay",
                            PACK
                                    + "mkdir /srv/out/top; echo mine >/srv/out/top/one; echo old >/srv/out/top/two;"
                                    + " touch -d @0 /srv/out/top/two",
                            "src: /srv/a.tgz\nremote_src: true\ndest: /srv/out\nkeep_newer: true\n"),
                    new Example(
                            "from the web",
                            PACK + GetUrlModule.serving("/srv/a.tgz"),
                            "src: http://127.0.0.1:8099/a.tgz\nremote_src: true\ndest: /srv/out\n"),
                    new Example(
                            "some members, stripped",
                            PACK,
                            "src: /srv/a.tgz\n"
                                    + "remote_src: true\n"
                                    + "dest: /srv/out\n"
                                    + "include: [top/bin]\nextra_opts: [--exclude=none, --no-same-owner]\n"
                                    + "strip_components: 1\nmode: u=rwX,go=rX\nlist_files: true\n"))
            .returns(Result.class)
            .asInAnsible()
            .insteadOf(
                    new Program("tar", "^\\S+\\s+(?!\\S*x|.*\\s(--extract|--get|-\\w*x\\w*)\\b)"),
                    new Program("unzip", "\\s-\\w*[lptvzZ]"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(
                Files.withoutDigest(dest(params)), Identity.KEY, source(params).key()));
        params.creates().ifPresent(path -> keys.add(Files.withoutDigest(Paths.clean(path))));
        keys.addAll(source(params).probes());
        return keys;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults =
                new ArrayList<>(TarOptions.of(params.extraOpts()).faults());
        source(params).fault().ifPresent(why -> faults.add(new Binding.Fault("src", why)));
        return faults;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.creates().isPresent()
                && known.of(Files.withoutDigest(Paths.clean(params.creates().get())))
                        instanceof Observed.Known<FileState>(FileState state, var how)
                && state.present()) {
            return Plan.UNCHANGED;
        }
        return ResolvedPath.plan(dest(params), known, (at, found) -> switch (found) {
            case FileState.Directory directory -> unpack(params, at, known);
            default ->
                new Plan.Rejected(dest(params) + " is not a directory; " + new GivenDirectory(dest(params)).advice());
        });
    }

    private static Plan unpack(Params params, String at, Knowledge known) {
        Optional<String> coming = source(params).coming(known);
        if (coming.isPresent()) {
            return unseen(params, at, coming.get());
        }
        return Plan.on(known.of(source(params).key()), state -> switch (state) {
            case Archive.Missing missing -> new Plan.Rejected(name(params) + ", the archive, is not there");
            case Archive.Members members -> unpack(params, members, known);
        });
    }

    /**
     * A dry run has foreseen that the archive comes, but not what it holds; a run never gets here. Whatever it holds
     * stays inside the directory.
     *
     * @param at where the directory is, without links
     */
    private static Plan unseen(Params params, String at, String path) {
        Effect effect =
                new Effect.Opaque("what " + path + " holds is known once it is there", Reach.paths(dest(params), at));
        Script script = Script.of("echo " + ShellWords.quote(path + " was not looked into") + " >&2; exit 1");
        return new Plan.Change(
                "unpack " + path + " into " + dest(params), new Action.Run("unpack " + path, script, List.of(effect)));
    }

    private static Plan unpack(Params params, Archive.Members members, Knowledge known) {
        List<MemberChoice.Chosen> chosen = choice(params).of(members);
        if (chosen.isEmpty()) {
            return new Plan.Rejected("no member of " + name(params) + " is selected; it contains "
                    + String.join(
                            ", ",
                            members.all().stream()
                                    .limit(20)
                                    .map(Archive.Member::path)
                                    .toList()));
        }
        boolean keepNewer =
                params.keepNewer() || TarOptions.of(params.extraOpts()).keepNewer();
        Unpacking unpacking = new Unpacking(dest(params), chosen, params.attributes(), keepNewer);
        List<StateKey<?>> missing = new ArrayList<>(unpacking.probes());
        missing.removeIf(known::has);
        if (!missing.isEmpty()) {
            return new Plan.Needs(missing);
        }
        try {
            return change(params, unpacking.steps(known), known);
        } catch (Hindered hindered) {
            return hindered.plan();
        }
    }

    private static Plan change(Params params, Unpacking.Steps steps, Knowledge known) {
        List<Action> actions = new ArrayList<>(steps.before());
        if (!steps.files().isEmpty()) {
            actions.addAll(source(params).taking(dest(params), steps.files(), known));
        }
        actions.addAll(steps.after());
        String what =
                steps.files().size() == 1 ? " (1 file)" : " (" + steps.files().size() + " files)";
        return actions.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change("unpack " + name(params) + " into " + dest(params) + what, actions);
    }

    private static ArchiveSource source(Params params) {
        return new ArchiveSource(params.src(), params.validateCerts());
    }

    private static String name(Params params) {
        return source(params).name();
    }

    private static MemberChoice choice(Params params) {
        MemberChoice own = new MemberChoice(params.include(), params.exclude(), params.stripComponents());
        return TarOptions.of(params.extraOpts()).with(own);
    }

    private static String dest(Params params) {
        return Paths.clean(params.dest());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(Map.of("dest", dest(params), "src", name(params)));
        if (params.listFiles()) {
            result.put("files", choice(params).names(after.of(source(params).key())));
        }
        return result;
    }
}
