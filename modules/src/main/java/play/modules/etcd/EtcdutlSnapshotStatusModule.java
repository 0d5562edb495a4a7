package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import play.files.Paths;
import play.host.FileState;
import play.host.Files;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.modules.clients.PrintedJson;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;

/** What is in a snapshot of etcd. */
public final class EtcdutlSnapshotStatusModule implements Query<EtcdutlSnapshotStatusModule.Params> {
    public record Params(
            @Doc("The snapshot, a file on the host.") @HostPath
            String src,

            @Doc("The etcdutl program on the host.") @HostPath @Default("/usr/local/bin/etcdutl")
            String etcdutl) {
        private StateKey<Contents> contents() {
            return new Family(etcdutl).key(Paths.clean(src));
        }
    }

    /** What etcdutl tells, or why it can't. */
    record Contents(JsonNode told, String fault) implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** Reads snapshots, which etcdutl checks against the digest at their end. */
    record Family(String etcdutl) implements StateFamily<Contents> {
        @Override
        public String name() {
            return "snapshot";
        }

        @Override
        public Class<Contents> type() {
            return Contents.class;
        }

        @Override
        public Script read(List<StateKey<Contents>> keys) {
            StringBuilder text = new StringBuilder();
            for (StateKey<Contents> key : keys) {
                String src = ShellWords.quote(key.id());
                text.append("if ! [ -f ").append(src).append(" ]; then echo 'it is not there'\n");
                text.append("else out=$(")
                        .append(ShellWords.quote(etcdutl))
                        .append(" snapshot status ")
                        .append(src)
                        .append(" -w json 2>&1); printf '%s\\n' \"$out\" | tail -n 1; fi\n");
            }
            return Script.of(text.toString());
        }

        @Override
        public Told<Contents> told(List<StateKey<Contents>> keys, ScriptResult result) {
            List<String> lines = result.lines();
            return (index, id) -> {
                if (index >= lines.size()) {
                    throw result.unknown("etcdutl does not tell of " + id);
                }
                JsonNode told = PrintedJson.read(lines.get(index));
                return new Contents(told, told.has("hash") ? "" : lines.get(index));
            };
        }
    }

    record Result(
            @Doc("Hash of the snapshot, hexadecimal.") String hash,
            @Doc("Revision of the store.") long revision,
            @Doc("How many keys it holds.") long totalKey,
            @Doc("Bytes.") long totalSize,

            @Doc("Version of the store; empty if the snapshot does not tell.")
            String version) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdutl_snapshot_status",
                    "Verifies a snapshot of etcd by its own digest.",
                    Params.class,
                    new Example("a backup", "", "src: /var/backups/etcd.db\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.contents(), Files.withoutDigest(Paths.clean(params.src())));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(
                contents(params, known),
                contents -> contents.fault().isEmpty()
                        ? new Answer.Found(found(contents.told()))
                        : new Answer.Failed(params.src() + " is not a usable snapshot: " + contents.fault()));
    }

    /** What a dry run only foresees cannot be looked into. */
    private static Observed<Contents> contents(Params params, Knowledge known) {
        return known.of(Files.withoutDigest(Paths.clean(params.src())))
                                instanceof Observed.Known<FileState>(FileState src, var how)
                        && src.present()
                        && how == Observed.Certainty.FORESEEN
                ? new Observed.Unknown<>("what is in " + params.src() + " comes with the run")
                : known.of(params.contents());
    }

    private static Map<String, Object> found(JsonNode told) {
        return Map.of(
                "hash", Long.toHexString(told.path("hash").asLong()),
                "revision", told.path("revision").asLong(),
                "total_key", told.path("totalKey").asLong(),
                "total_size", told.path("totalSize").asLong(),
                "version", told.path("version").asText(""));
    }
}
