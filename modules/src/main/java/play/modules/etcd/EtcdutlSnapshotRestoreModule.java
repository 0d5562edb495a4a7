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

            @Doc("The member's data directory. One that holds a store is left alone, unless set_aside says where it"
                    + " goes.")
            @HostPath
            String dataDir,

            @Doc("Directory, on the same file system, that takes the store that is there. Once it is there, this"
                    + " restore has been done: give each restore another one.")
            @HostPath
            Optional<String> setAside,

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

        /** What is there once the restore has been done. */
        private StateKey<FileState> done() {
            return Files.withoutDigest(setAside.map(Paths::clean).orElse(store()));
        }
    }

    /** It gets its name when all is done; a store that a broken run has moved there already is not overwritten. */
    private static final String SET_ASIDE = """
        mkdir -p %2$s.part && chmod 0700 %2$s.part || exit 1
        if [ -e %1$s/member ]; then
          if [ -e %2$s.part/member ]; then rm -rf %1$s/member; else mv %1$s/member %2$s.part/member; fi || exit 1
        fi
        """;

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
                    + "lost.",
            Params.class,
            new Example("absent", SNAPSHOT, RESTORE, PROGRAMS),
            new Example("drifted", SNAPSHOT + "mkdir -m 0755 /var/lib/restored\n", RESTORE, PROGRAMS),
            new Example(
                    "drifted: another store is there",
                    SNAPSHOT + "mkdir -m 0700 -p /var/lib/restored/member\n",
                    RESTORE + "set_aside: /var/lib/restored/before-1\n",
                    PROGRAMS),
            new Example("right", SNAPSHOT + "mkdir -m 0700 -p /var/lib/restored/member\n", RESTORE, PROGRAMS));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(
                Files.withoutDigest(params.store()),
                params.done(),
                Files.withoutDigest(Paths.clean(params.src())),
                Identity.KEY);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(Files.withoutDigest(params.store())),
                store -> Plan.on(
                        known.of(params.done()),
                        done -> store.present() && done.present() ? Plan.UNCHANGED : absent(params, known)));
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
                new Action.Run("etcdutl snapshot restore to " + dir, script, effects(params, dir, after, self)));
    }

    private static List<Effect> effects(Params params, String dir, FileState.Directory after, Identity self) {
        List<Effect> effects = new ArrayList<>(List.of(
                new Effect.Sets<>(Files.withoutDigest(dir), after),
                new Effect.Sets<>(Files.withoutDigest(params.store()), after)));
        params.setAside()
                .ifPresent(aside -> effects.add(new Effect.Sets<>(
                        params.done(),
                        new FileState.Directory(FileState.Attributes.of(self.user(), self.group(), new Mode(0700))))));
        return effects;
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
        // Of a directory that has more in it, only what is new changes hands.
        String chown = whose.isEmpty()
                ? ""
                : "chown " + ShellWords.quote(whose) + " " + ShellWords.quote(dir) + " && chown -R "
                        + ShellWords.quote(whose) + " " + ShellWords.quote(part) + " || exit 1\n";
        String aside = params.setAside().map(Paths::clean).orElse("");
        return """
            umask 077
            mkdir -p %1$s && chmod 0700 %1$s && rm -rf %2$s || exit 1
            out=$(%3$s 2>&1) || { rm -rf %2$s; printf '%%s\\n' "$out" | tail -n 3 >&2; exit 1; }
            chmod 0700 %2$s/member || exit 1
            %4$s%5$smv %2$s/member %1$s/member && rmdir %2$s%6$s
            """.formatted(
                        ShellWords.quote(dir),
                        ShellWords.quote(part),
                        ShellWords.join(words),
                        chown,
                        aside.isEmpty() ? "" : SET_ASIDE.formatted(ShellWords.quote(dir), ShellWords.quote(aside)),
                        aside.isEmpty() ? "" : " && mv %1$s.part %1$s".formatted(ShellWords.quote(aside)));
    }
}
