package play.modules.files;

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
            @Doc("Absolute path on the host; a symbolic link is not followed.") @Alias({"dest", "name"}) @HostPath
            String path,

            @Doc("Whether a file is digested, which takes as long as reading it.") @Default("true")
            boolean getChecksum,

            @Doc("How the checksum is made. Of more than 1 MiB that an earlier task writes, a dry run tells only"
                    + " sha256.")
            @Default("sha1")
            @Alias({"checksum", "checksum_algo"})
            FileDigests.Algorithm checksumAlgorithm) {
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
                    new Example("file", "echo x >/srv/x", "path: /srv/x\n"))
            .returns(StatResult.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        String path = Paths.clean(params.path());
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
        return switch (known.of(Files.withoutDigest(path))) {
            case Observed.Unknown<FileState>(String reason) -> new Answer.Failed(reason);
            case Observed.Known<FileState>(FileState state, var how) -> {
                Map<String, @Nullable Object> stat = kinds(path, state);
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
                    inode(stat, known.of(Inodes.at(path)), how == Observed.Certainty.FORESEEN);
                }
                yield new Answer.Found(Map.of("stat", stat));
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

    /** Numbers that only the file system knows; of what this dry run has changed they are unknown. */
    private static void inode(Map<String, @Nullable Object> stat, Observed<Inode> seen, boolean foreseen) {
        Object unknown = new Unknown("the file is changed in this run");
        if (!foreseen && seen instanceof Observed.Known<Inode>(Inode.Numbers numbers, var how)) {
            numbers.fields().forEach(stat::put);
        } else {
            Inode.NAMES.forEach(name -> stat.put(name, unknown));
        }
    }
}
