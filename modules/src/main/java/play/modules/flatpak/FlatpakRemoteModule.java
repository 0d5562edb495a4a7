package play.modules.flatpak;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Homes;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Presence;
import play.result.When;

/** Remotes that flatpaks come from. */
public final class FlatpakRemoteModule implements Resource<FlatpakRemoteModule.Params> {
    public record Params(
            @Doc("Name of the remote.")
            @Matches(value = "[A-Za-z0-9_.][A-Za-z0-9_.-]*", expected = "the name of a remote")
            String name,

            @Doc("Address of a file of the kind flatpakrepo, or of the remote; needed where there is none of that name."
                    + " One that is there is not changed.")
            @Matches(value = "[^-\\s]\\S*", expected = "an address")
            Optional<String> flatpakrepoUrl,

            @Doc("Whether there is such a remote.") @Default("present")
            Presence state,

            @Doc("Whether flatpaks can come from it.") @Default("true")
            boolean enabled,

            @Doc("Whether it is the whole host's, or that of the user the task acts as.") @Default("system")
            FlatpakMethod method,

            @Doc("Path of the program flatpak, rather than the one of the PATH.") @HostPath
            Optional<String> executable) {
        private FlatpakInstallation where() {
            return new FlatpakInstallation(executable, method);
        }

        private StateKey<FlatpakRemote> key() {
            return FlatpakRemote.named(name, where());
        }
    }

    record Result(
            @Doc("What was called.") @When("something was changed")
            Optional<String> command) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "flatpak_remote",
                    "Adds or removes a remote that flatpaks come from. The host needs flatpak.",
                    Params.class,
                    FlatpakExamples.ofRemotes())
            .alias("community.general.flatpak_remote")
            .insteadOf(new Program("flatpak", "^(?!.*\\sremote-(add|delete)\\b)"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key(), Homes.of(""));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), remote -> {
            if (params.state() == Presence.PRESENT
                    && !remote.present()
                    && params.flatpakrepoUrl().isEmpty()) {
                return new Plan.Rejected("flatpak has no remote " + params.name() + "; give 'flatpakrepo_url'");
            }
            FlatpakRemote wanted = params.state() == Presence.PRESENT
                    ? new FlatpakRemote(true, params.enabled())
                    : FlatpakRemote.ABSENT;
            return remote.equals(wanted)
                    ? Plan.UNCHANGED
                    : changes(params, remote, wanted).plan(FlatpakInstallation.reach(known.of(Homes.of(""))));
        });
    }

    /** A remote that flatpak has added before it found that it can't be asked goes again. */
    private static FlatpakChanges changes(Params params, FlatpakRemote remote, FlatpakRemote wanted) {
        FlatpakChanges changes = new FlatpakChanges(params.where());
        List<String> remove = List.of("--force", params.name());
        changes.becomes(params.key(), wanted);
        if (!wanted.present()) {
            changes.call("remote-delete", remove);
            return changes;
        }
        if (!remote.present()) {
            changes.call(
                    "remote-add",
                    List.of(params.name(), params.flatpakrepoUrl().orElse("")),
                    changes.command("remote-delete", remove));
        }
        if (remote.present() || !wanted.enabled()) {
            changes.call("remote-modify", List.of(wanted.enabled() ? "--enable" : "--disable", params.name()));
        }
        return changes;
    }

    @Override
    public Map<String, @Nullable Object> told(Params params, Knowledge before) {
        return plan(params, before) instanceof Plan.Change(String title, var actions)
                ? Map.of("command", title)
                : Map.of();
    }
}
