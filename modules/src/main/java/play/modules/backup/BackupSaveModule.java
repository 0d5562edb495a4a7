package play.modules.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Realm;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.LocalDestination;
import play.param.Matches;
import play.param.SecretText;
import play.value.Foreseen;

/** A backup of a cluster: a snapshot of etcd with what the controller keeps of the cluster, encrypted. */
public final class BackupSaveModule implements Resource<BackupSaveModule.Params> {
    public record Params(
            @Doc("Directory on the controller that becomes the backup, its parents made; a relative one is in the"
                    + " playbook's directory. One that is there is left alone.")
            LocalDestination dest,

            @Doc("Cluster whose CAs, keys and secrets the controller keeps; they go into the backup.")
            @Matches(value = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}", expected = "a name of letters, digits and dashes")
            String cluster,

            @Doc("The snapshot of etcd, a file on the host.") @HostPath
            String snapshot,

            @Doc("Encrypts the backup, as by ansible-vault. Without it, nobody can open the backup any more.")
            SecretText password,

            @Doc("Files and directories of the controller that go into it, such as the inventory; what begins with a"
                    + " dot is left out.")
            @Default("[]")
            List<LocalDestination> include,

            @Doc("What can be read of the backup without the password, such as versions; no secrets.") @Default("{}")
            Map<String, Object> details,

            @Doc("What nobody reads without the password.") @Default("{}")
            Map<String, Object> sealed) {

        private StateKey<FileState> kept() {
            return new StateKey<>(
                    Realm.CONTROLLER, new Files(false), dest.path().toString());
        }

        private StateKey<FileState> taken() {
            return Files.at(Paths.clean(snapshot));
        }
    }

    record Result(
            @Doc("Path of the backup on the controller.") String dest) {}

    private static final String YAML = "dest: backups/first\ncluster: example\nsnapshot: /srv/snapshot.db\n"
            + "password: open sesame\ndetails: {etcd: 3.6.14}\n";
    private static final String SNAPSHOT = "head -c 300000 /dev/urandom >/srv/snapshot.db\n";
    private static final String SAVED = "- shell: " + SNAPSHOT + "- backup_save:\n" + YAML.indent(4);

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "backup_save",
                    "Saves a backup of a cluster on the controller: a snapshot of etcd, its CAs, keys and secrets,"
                            + " encrypted.",
                    Params.class,
                    new Example("absent", SNAPSHOT, YAML),
                    new Example("absent, of another size", "echo x >/srv/snapshot.db\n", YAML),
                    new Example("right", "", YAML).after(SAVED))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return PlainData.hasSecrets(params.details())
                ? List.of(new Binding.Fault(
                        "details", "details is written in plaintext, and something in it is secret: give it as sealed"))
                : List.of();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.kept(), params.taken());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Path dest = params.dest().path();
        return Plan.on(known.of(params.kept()), kept -> switch (kept) {
            case FileState.Absent absent -> save(params, known);
            case FileState.Directory directory -> Plan.UNCHANGED;
            case FileState other ->
                new Plan.Rejected(dest + " is " + other.described() + " of the controller, not a backup");
        });
    }

    private static Plan save(Params params, Knowledge known) {
        return Plan.on(known.of(params.taken()), taken -> switch (taken) {
            case FileState.Regular file -> save(params, digest(file));
            case FileState other ->
                new Plan.Rejected(
                        other.present()
                                ? params.snapshot() + " is " + other.described() + ", not a snapshot"
                                : "there is no snapshot " + params.snapshot());
        });
    }

    /** What is only foreseen has no digest yet, and nothing is carried out then. */
    private static String digest(FileState.Regular file) {
        return file.sha256() instanceof Foreseen.Exactly<String>(String sha256) ? sha256 : "";
    }

    private static Plan save(Params params, String sha256) {
        Path dest = params.dest().path();
        BackupRecipe recipe = new BackupRecipe(
                dest,
                params.cluster(),
                Paths.clean(params.snapshot()),
                sha256,
                params.password(),
                params.include().stream().map(LocalDestination::path).toList(),
                params.details(),
                params.sealed());
        String why = "who runs play decides";
        FileState.Directory after = new FileState.Directory(new FileState.Attributes(
                new Foreseen.Later<>(why), new Foreseen.Later<>(why), new Foreseen.Later<>(why)));
        return new Plan.Change(
                "save the backup " + dest,
                new Action.Produce(recipe.key(), recipe, List.of(new Effect.Sets<>(params.kept(), after))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("dest", params.dest().path().toString());
    }
}
