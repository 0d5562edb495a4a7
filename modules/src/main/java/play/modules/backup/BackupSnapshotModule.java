package play.modules.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.Mode;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Doc;
import play.param.HostPath;
import play.param.LocalDestination;
import play.param.Matches;
import play.param.SecretText;
import play.value.Content;
import play.value.Foreseen;

/** The snapshot of a backup, decrypted, on a host. */
public final class BackupSnapshotModule implements Resource<BackupSnapshotModule.Params> {
    public record Params(
            @Doc("Directory of the backup on the controller; a relative one is in the playbook's directory.")
            LocalDestination src,

            @Doc("SHA-256 of the snapshot, as the manifest of the backup has it.")
            @Matches(value = "[0-9a-f]{64}", expected = "64 lower-case hex digits")
            String sha256,

            @Doc("The password that the backup was encrypted with.")
            SecretText password,

            @Doc("The file on the host that takes the snapshot, mode 0600. It holds every secret of the cluster.")
            @HostPath
            String dest) {

        private SnapshotRecipe recipe() {
            return new SnapshotRecipe(src.path(), password);
        }

        private WantedFile file() {
            return new WantedFile(
                    dest,
                    new Content.Produced(recipe().key(), SnapshotRecipe.PART, new Foreseen.Exactly<>(sha256), true),
                    WantedAttributes.of(Optional.empty(), Optional.empty(), Optional.of(new Mode(0600))));
        }
    }

    /** Of 200,000 bytes that are zero. */
    private static final String SHA256 = "4cbbd9be0cba685835755f827758705db5a413c5494c34262cd25946a73e7582";

    private static final String YAML =
            "src: backups/first\nsha256: " + SHA256 + "\npassword: open sesame\n" + "dest: /srv/restored.db\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "backup_snapshot",
            "Puts the snapshot of a backup on the host, decrypted; the controller never has it on a disk.",
            Params.class,
            new Example("absent", "", YAML).after(saved("absent")),
            new Example("drifted", "echo other >/srv/restored.db\n", YAML).after(saved("drifted")),
            new Example("right", "umask 077; head -c 200000 /dev/zero >/srv/restored.db\n", YAML)
                    .after(saved("right")));

    /** Each begins otherwise, for none begins with what another's beginning left on the controller. */
    private static String saved(String name) {
        return "- shell: head -c 200000 /dev/zero >/srv/" + name + ".db\n"
                + "- backup_save: {dest: backups/first, cluster: example, snapshot: /srv/" + name
                + ".db, password: open sesame}\n";
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.file().probes();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Plan plan = params.file().plan(known);
        if (!(plan instanceof Plan.Change(String title, List<Action> actions))) {
            return plan;
        }
        SnapshotRecipe recipe = params.recipe();
        List<Action> all = new ArrayList<>(List.of(new Action.Produce(recipe.key(), recipe, List.of())));
        all.addAll(actions);
        return new Plan.Change(title, all);
    }
}
