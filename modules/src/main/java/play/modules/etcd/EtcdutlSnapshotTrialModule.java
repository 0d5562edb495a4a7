package play.modules.etcd;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Knowledge;
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

/** Tries whether an etcd starts from a snapshot. */
public final class EtcdutlSnapshotTrialModule implements Procedure<EtcdutlSnapshotTrialModule.Params> {
    public record Params(
            @Doc("The snapshot, a file on the host.") @HostPath
            String src,

            @Doc("Directory on the host in which the store is restored for a while, with mode 0700; one in memory"
                    + " keeps what it holds from the disk.")
            @HostPath
            String dir,

            @Doc("Directory on the host with etcd, etcdctl and etcdutl.") @HostPath @Default("/usr/local/bin")
            String bin,

            @Doc("How long it may take.") @Default("10m") Duration timeout) {}

    record Result(
            @Doc("How many keys the store holds; -1 where it tells nobody without a certificate, since its"
                    + " authentication is enabled.")
            long keys) {}

    private static final String HIDDEN = "hidden";

    /** Its sockets are files in a directory of its own, so nobody else can ask it. */
    private static final String TRY = """
        bin=@BIN@ src=@SRC@
        umask 077
        for name in $(env | sed -n 's/^\\(ETCD[A-Z_]*\\)=.*/\\1/p'); do unset "$name"; done
        export ETCDCTL_ENDPOINTS=unix://client:1
        here=$(mktemp -d @DIR@/trial.XXXXXX) || exit 1
        etcd=
        leave() {
          [ -z "$etcd" ] || { kill "$etcd"; wait "$etcd"; } 2>/dev/null
          rm -rf "$here"
        }
        trap leave EXIT
        trap 'exit 1' HUP INT TERM
        cd "$here" || exit 1
        "$bin/etcdutl" snapshot restore "$src" --data-dir=store --name=trial --initial-cluster=trial=unix://peer:1 \\
          --initial-advertise-peer-urls=unix://peer:1 >log 2>&1 || { tail -n 3 log >&2; exit 1; }
        "$bin/etcd" --data-dir=store --name=trial --listen-client-urls=unix://client:1 \\
          --advertise-client-urls=unix://client:1 --listen-peer-urls=unix://peer:1 \\
          --initial-advertise-peer-urls=unix://peer:1 --initial-cluster=trial=unix://peer:1 --log-level=error \\
          >log 2>&1 </dev/null &
        etcd=$!
        # With authentication, a refusal is a sign of health.
        until "$bin/etcdctl" endpoint health >health 2>&1 || grep -q 'user name is empty' health; do
          kill -0 "$etcd" 2>/dev/null || { echo 'etcd ended:' >&2; tail -n 3 log >&2; exit 1; }
          sleep 0.2
        done
        if "$bin/etcdctl" get '' --prefix --count-only --write-out=fields >count 2>&1; then
          sed -n 's/^"Count" : //p' count
        elif grep -q 'user name is empty' count; then
          echo hidden
        else
          tail -n 3 count >&2; exit 1
        fi
        """;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdutl_snapshot_trial",
                    "Starts an etcd from a snapshot where nobody else reaches it, counts its keys, and removes it.",
                    Params.class,
                    new Example("a trial", "", "src: /var/backups/etcd.db\ndir: /dev/shm\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of();
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        String script = TRY.replace("@BIN@", ShellWords.quote(Paths.clean(params.bin())))
                .replace("@SRC@", ShellWords.quote(Paths.clean(params.src())))
                .replace("@DIR@", ShellWords.quote(Paths.clean(params.dir())));
        return new Decision.Do(new Action.Run(
                "start an etcd from " + params.src(), Script.of(script).within(params.timeout()), List.of()));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        String last = done.out().lines().reduce("", (first, line) -> line);
        return Map.of("keys", last.equals(HIDDEN) || last.isEmpty() ? -1L : Long.parseLong(last));
    }
}
