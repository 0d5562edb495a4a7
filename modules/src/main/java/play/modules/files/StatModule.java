package play.modules.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.FileDigests;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.value.Unknown;

/** What stands at a path: {@code stat.exists}, {@code stat.isdir}, {@code stat.mode} and so on. */
public final class StatModule implements Query<StatModule.Params> {
    public record Params(
            @Doc("Path on the host.") @Alias({"dest", "name"}) @HostPath
            String path,

            @Doc("Whether a symbolic link at the path is followed; one that leads nowhere does not exist then.")
            @Default("false")
            boolean follow,

            @Doc("Whether a file is digested, which takes as long as reading it.") @Default("true")
            boolean getChecksum,

            @Doc("How the checksum is made. Of more than 1 MiB that an earlier task writes, a dry run tells only"
                    + " sha256.")
            @Default("sha1")
            @Alias({"checksum", "checksum_algo"})
            FileDigests.Algorithm checksumAlgorithm,

            @Doc("Whether the program file is asked for the type of the content, of a link for its own.")
            @Default("true")
            @Alias({"mime", "mime_type", "mime-type"})
            boolean getMime,

            @Doc("Whether lsattr is asked for the attributes that the file system has.")
            @Default("true")
            @Alias({"attr", "attributes"})
            boolean getAttributes,

            @Doc("Whether the SELinux context is read, of a link its own.") @Default("false")
            boolean getSelinuxContext) {
        private FileTrait.Family traits() {
            return new FileTrait.Family(getMime, getAttributes);
        }

        /** Every file is known by it. */
        private boolean inFileState() {
            return checksumAlgorithm == FileDigests.Algorithm.SHA256;
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "stat",
                    "Reads the state of a path.",
                    Params.class,
                    new Example("absent", "", "path: /srv/nothing\n"),
                    new Example("file", "echo x >/srv/x", "path: /srv/x\n"),
                    new Example(
                            "where a link leads",
                            "echo x >/srv/x; ln -s x /srv/l",
                            "path: /srv/l\nfollow: true\nget_mime: false\nget_attributes: false\n"))
            .returns(StatResult.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        String path = Paths.clean(params.path());
        List<StateKey<?>> keys = new ArrayList<>(probes(path, params));
        keys.add(params.traits().key(path));
        if (params.getSelinuxContext()) {
            keys.add(SecurityContext.at(path));
        }
        if (params.follow()) {
            keys.add(RealPath.of(path));
        }
        return keys;
    }

    private static List<StateKey<?>> probes(String path, Params params) {
        if (!params.getChecksum()) {
            return List.of(Files.withoutDigest(path), Inodes.at(path));
        }
        return params.inFileState()
                ? List.of(Files.at(path), Inodes.at(path))
                : List.of(Files.withoutDigest(path), FileDigests.at(path, params.checksumAlgorithm()), Inodes.at(path));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        String path = Paths.clean(params.path());
        return params.follow() ? followed(path, params, known) : at(path, params, known);
    }

    /** A link that this run has foreseen is not one that the host can follow yet. */
    private static Answer followed(String path, Params params, Knowledge known) {
        if (known.of(Files.withoutDigest(path)) instanceof Observed.Known<FileState>(FileState.Symlink link, var how)) {
            if (how == Observed.Certainty.FORESEEN) {
                return onward(Paths.target(path, link.target()), params, known);
            }
            return Answer.on(known.of(RealPath.of(path)), leads -> switch (leads) {
                case RealPath.Nowhere nowhere -> found(Map.of("exists", false));
                case RealPath.To(String to) -> onward(to, params, known);
            });
        }
        return at(path, params, known);
    }

    private static Answer onward(String to, Params params, Knowledge known) {
        List<StateKey<?>> keys = probes(to, params);
        return keys.stream().allMatch(known::has) ? at(to, params, known) : new Answer.Needs(keys);
    }

    private static Answer found(Map<String, @Nullable Object> stat) {
        return new Answer.Found(Map.of("stat", stat));
    }

    /** @param path what is looked at: that of the task, or where it leads */
    private static Answer at(String path, Params params, Knowledge known) {
        return switch (known.of(Files.withoutDigest(path))) {
            case Observed.Unknown<FileState>(String reason) -> new Answer.Failed(reason);
            case Observed.Known<FileState>(FileState state, var how) -> {
                Map<String, @Nullable Object> stat = kinds(Paths.clean(params.path()), state);
                state.attributesIfAny().ifPresent(attributes -> attributes(stat, attributes));
                if (state instanceof FileState.Regular regular) {
                    stat.put("size", regular.size().orUnknown());
                    if (params.getChecksum()) {
                        stat.put(
                                "checksum",
                                params.inFileState()
                                        ? regular.sha256().orUnknown()
                                        : FileResult.digest(FileDigests.at(path, params.checksumAlgorithm()), known));
                    }
                }
                if (state.present()) {
                    boolean foreseen = how == Observed.Certainty.FORESEEN;
                    inode(stat, known.of(Inodes.at(path)), foreseen);
                    traits(stat, params, known, foreseen);
                    if (params.getSelinuxContext()) {
                        stat.put("selinux_context", context(known.of(SecurityContext.at(path(params))), foreseen));
                    }
                }
                yield found(stat);
            }
        };
    }

    private static Map<String, @Nullable Object> kinds(String path, FileState state) {
        Map<String, @Nullable Object> stat = new LinkedHashMap<>();
        stat.put("exists", state.present());
        if (!state.present()) {
            return stat;
        }
        stat.put("path", path);
        stat.put("isreg", state instanceof FileState.Regular);
        stat.put("isdir", state instanceof FileState.Directory);
        stat.put("islnk", state instanceof FileState.Symlink);
        String special = state instanceof FileState.Special(String kind) ? kind : "";
        stat.put("issock", special.equals("socket"));
        stat.put("isfifo", special.equals("named pipe"));
        stat.put("isblk", special.equals("block device"));
        stat.put("ischr", special.equals("character device"));
        if (state instanceof FileState.Symlink(String target)) {
            stat.put("lnk_target", target);
            stat.put("lnk_source", Paths.target(path, target));
        }
        return stat;
    }

    private static void attributes(Map<String, @Nullable Object> stat, FileState.Attributes attributes) {
        stat.put("mode", attributes.mode().map(Mode::toString).orUnknown());
        stat.put("pw_name", attributes.owner().orUnknown());
        stat.put("gr_name", attributes.group().orUnknown());
        StatResult.BITS.forEach((name, bits) -> stat.put(
                name, attributes.mode().map(mode -> (mode.bits() & bits) != 0).orUnknown()));
    }

    /** What programs of the host say of the path as it is written, as Ansible asks them. */
    private static void traits(Map<String, @Nullable Object> stat, Params params, Knowledge known, boolean foreseen) {
        StateKey<FileTrait> key = params.traits().key(Paths.clean(params.path()));
        Object unknown = new Unknown("the file is changed in this run");
        if (!foreseen
                && known.of(key) instanceof Observed.Known<FileTrait>(FileTrait trait, var how)
                && trait.present()) {
            stat.putAll(trait.fields(params.traits()));
        } else {
            FileTrait.unknown(params.traits()).forEach(name -> stat.putIfAbsent(name, unknown));
        }
    }

    private static String path(Params params) {
        return Paths.clean(params.path());
    }

    /** User, role, type and level; each null where the host has no SELinux. */
    private static Object context(Observed<SecurityContext> seen, boolean foreseen) {
        if (foreseen || !(seen instanceof Observed.Known<SecurityContext>(SecurityContext context, var how))) {
            return new Unknown("the file is changed in this run, or its SELinux context cannot be read");
        }
        List<@Nullable Object> parts = new ArrayList<>();
        switch (context) {
            case SecurityContext.Off off -> parts.addAll(Collections.nCopies(4, null));
            case SecurityContext.On(var label, var policy) ->
                label.parts().forEach(part -> parts.add(part.orUnknown()));
        }
        return parts;
    }

    /**
     * What only the file system knows, and of links and devices all that it knows; of what this dry run has changed
     * they are unknown.
     */
    private static void inode(Map<String, @Nullable Object> stat, Observed<Inode> seen, boolean foreseen) {
        Object unknown = new Unknown("the file is changed in this run");
        if (!foreseen && seen instanceof Observed.Known<Inode>(Inode.Numbers numbers, var how)) {
            numbers.fields().forEach(stat::put);
            if (!stat.containsKey("mode")) {
                attributes(stat, numbers.attributes());
            }
            stat.putIfAbsent("size", numbers.size());
            stat.put("disk_usage_bytes", numbers.diskUsage());
        } else {
            Inode.NAMES.forEach(name -> stat.put(name, unknown));
            stat.put("disk_usage_bytes", unknown);
        }
    }
}
