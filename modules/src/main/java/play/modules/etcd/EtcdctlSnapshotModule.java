package play.modules.etcd;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.files.GivenDirectory;
import play.files.Paths;
import play.host.DigestScript;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.value.Foreseen;

/** Saves a snapshot of etcd. */
public final class EtcdctlSnapshotModule implements Procedure<EtcdctlSnapshotModule.Params> {
    public record Params(
            @Doc("The file on the host that takes the snapshot, mode 0600. It holds every secret of the cluster.")
            @HostPath
            String dest,

            @Doc("How long it may take.") @Default("10m") Duration timeout,

            @Doc("How etcd is reached; a snapshot is of one member, so only one endpoint is given.")
            EtcdClient client) {}

    record Result(
            @Doc("Path of the file.") String dest,
            @Doc("SHA-256 of the file.") String sha256) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl_snapshot",
                    "Saves a snapshot of etcd (v3) to a file, complete and verified or not at all.",
                    Params.class,
                    new Example(
                            "a backup",
                            "",
                            "dest: /var/backups/etcd.db\nclient: {endpoints: ['http://127.0.0.1:2379']}\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Identity.KEY, folder(params).key());
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return folder(params)
                .refusal(known)
                .<Decision>map(Decision.Rejected::new)
                .orElseGet(() -> save(params, known));
    }

    private static GivenDirectory folder(Params params) {
        return new GivenDirectory(Paths.parent(Paths.clean(params.dest())));
    }

    private static Decision save(Params params, Knowledge known) {
        return switch (known.of(Identity.KEY)) {
            case Observed.Unknown<Identity>(String reason) -> new Decision.Undetermined(reason);
            case Observed.Known<Identity>(Identity self, var how) -> new Decision.Do(run(params, self));
        };
    }

    private static Action.Run run(Params params, Identity self) {
        String path = Paths.clean(params.dest());
        String dest = ShellWords.quote(path);
        // etcdctl verifies the digest the server sends along, and renames the file when it is whole.
        Script script = params.client()
                .script(DigestScript.FUNCTION + "umask 077\nunset ETCDCTL_COMMAND_TIMEOUT\nctl snapshot save " + dest
                        + " 2>&1 || { rm -f " + dest + ".part; exit 1; }\nplay_digest sha256 " + dest + "\n");
        FileState.Regular after = new FileState.Regular(
                FileState.Attributes.of(self.user(), self.group(), new Mode(0600)),
                new Foreseen.Later<>("the snapshot is taken during the run"),
                new Foreseen.Later<>("the snapshot is taken during the run"));
        return new Action.Run(
                "etcdctl snapshot save " + path,
                script.within(params.timeout()),
                List.of(new Effect.Sets<>(Files.at(path), after)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        String last = done.out().lines().reduce("", (first, line) -> line);
        return Map.of("dest", Paths.clean(params.dest()), "sha256", last);
    }
}
