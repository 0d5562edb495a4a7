package play.modules.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Names;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Range;

/** A store of etcd that comes from a snapshot. */
public final class EtcdutlSnapshotRestoreModule implements Resource<EtcdutlSnapshotRestoreModule.Params> {
    public record Params(
            @Doc("The snapshot, a file on the host; the same for every member.") @HostPath
            String src,

            @Doc("The member's data directory. One that holds a store is left alone: move it away to restore another.")
            @HostPath
            String dataDir,

            @Doc("The member's name.") @Matches(value = "[A-Za-z0-9._-]+", expected = "a member's name")
            String name,

            @Doc("All members, each name=URL, with commas between.")
            @Matches(value = "\\S+=https?://\\S+", expected = "name=URL pairs")
            String initialCluster,

            @Doc("A token for the new cluster that no cluster had before, so that no old member joins it.")
            @Matches(value = "\\S+", expected = "a word")
            String initialClusterToken,

            @Doc("This member's peer URLs.") @Matches(value = "https?://[^\\s,]+", expected = "a URL")
            List<String> initialAdvertisePeerUrls,

            @Doc("By how much the revision is raised, so that no client sees it decrease.")
            @Range(from = 0, to = Long.MAX_VALUE)
            @Default("1000000000")
            long bumpRevision,

            @Doc("User the store belongs to.") @Matches(value = Names.PATTERN, expected = Names.EXPECTED_NAME)
            Optional<String> owner,

            @Doc("Group the store belongs to.") @Matches(value = Names.PATTERN, expected = Names.EXPECTED_NAME)
            Optional<String> group,

            @Doc("How long it may take.") @Default("10m") Duration timeout,

            @Doc("The etcdutl program on the host.") @HostPath @Default("/usr/local/bin/etcdutl")
            String etcdutl) {

        private String store() {
            return Paths.clean(dataDir) + "/member";
        }
    }

    private static final String PROGRAMS =
            Examples.PROGRAMS + "- artifact: {name: etcdutl, dest: /usr/local/bin/etcdutl}\n";
    private static final String SNAPSHOT = Examples.SERVER + Examples.CTL + "snapshot save /root/snapshot.db\n";
    private static final String RESTORE = """
        src: /root/snapshot.db
        data_dir: /var/lib/restored
        name: one
        initial_cluster: one=http://127.0.0.1:2390
        initial_cluster_token: restored-1
        initial_advertise_peer_urls: ['http://127.0.0.1:2390']
        """;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdutl_snapshot_restore",
            "Restores a member's store from a snapshot of etcd, completely or not at all; an existing store is never "
                    + "changed.",
            Params.class,
            new Example("absent", SNAPSHOT, RESTORE, PROGRAMS),
            new Example("drifted", SNAPSHOT + "mkdir -m 0755 /var/lib/restored\n", RESTORE, PROGRAMS),
            new Example("right", SNAPSHOT + "mkdir -m 0700 -p /var/lib/restored/member\n", RESTORE, PROGRAMS));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(
                Files.withoutDigest(params.store()), Files.withoutDigest(Paths.clean(params.src())), Identity.KEY);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(Files.withoutDigest(params.store())),
                store -> store.present() ? Plan.UNCHANGED : absent(params, known));
    }

    private static Plan absent(Params params, Knowledge known) {
        if (known.of(Files.withoutDigest(Paths.clean(params.src())))
                        instanceof Observed.Known<FileState>(FileState src, var how)
                && !src.present()) {
            return new Plan.Rejected("there is no snapshot " + params.src());
        }
        return Plan.on(known.of(Identity.KEY), self -> restore(params, self));
    }

    private static Plan restore(Params params, Identity self) {
        String dir = Paths.clean(params.dataDir());
        FileState.Directory after = new FileState.Directory(FileState.Attributes.of(
                params.owner().orElse(self.user()), params.group().orElse(self.group()), new Mode(0700)));
        Script script = Script.of(script(params, dir)).within(params.timeout());
        return new Plan.Change(
                "restore the store of " + params.name() + " from " + params.src(),
                new Action.Run(
                        "etcdutl snapshot restore to " + dir,
                        script,
                        List.of(
                                new Effect.Sets<>(Files.withoutDigest(dir), after),
                                new Effect.Sets<>(Files.withoutDigest(params.store()), after))));
    }

    /** Restored beside its place and moved there when it is whole: half a store would be taken for one. */
    private static String script(Params params, String dir) {
        String part = dir + "/restoring";
        List<String> words = new ArrayList<>(List.of(
                params.etcdutl(),
                "snapshot",
                "restore",
                Paths.clean(params.src()),
                "--data-dir=" + part,
                "--name=" + params.name(),
                "--initial-cluster=" + params.initialCluster(),
                "--initial-cluster-token=" + params.initialClusterToken(),
                "--initial-advertise-peer-urls=" + String.join(",", params.initialAdvertisePeerUrls())));
        if (params.bumpRevision() > 0) {
            words.addAll(List.of("--bump-revision=" + params.bumpRevision(), "--mark-compacted"));
        }
        String whose = params.owner().orElse("")
                + params.group().map(group -> ":" + group).orElse("");
        String chown = whose.isEmpty()
                ? ""
                : "chown -R " + ShellWords.quote(whose) + " " + ShellWords.quote(dir) + " || exit 1\n";
        return """
            umask 077
            mkdir -p %1$s && chmod 0700 %1$s && rm -rf %2$s || exit 1
            out=$(%3$s 2>&1) || { rm -rf %2$s; printf '%%s\\n' "$out" | tail -n 3 >&2; exit 1; }
            chmod 0700 %2$s/member || exit 1
            %4$smv %2$s/member %1$s/member && rmdir %2$s
            """.formatted(ShellWords.quote(dir), ShellWords.quote(part), ShellWords.join(words), chown);
    }
}
