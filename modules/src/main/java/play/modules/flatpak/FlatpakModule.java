package play.modules.flatpak;

import java.util.ArrayList;
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
import play.modules.downloads.ServedText;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.result.When;

/** Applications and runtimes of Flatpak. */
public final class FlatpakModule implements Resource<FlatpakModule.Params> {
    /** As Ansible has them. */
    public enum State {
        PRESENT,
        ABSENT,
        LATEST
    }

    public record Params(
            @Doc("Ids, such as org.gnome.gedit, with an architecture and a branch where these matter:"
                    + " org.gnome.gedit//stable; or addresses of files of the kind flatpakref.")
            @Matches(value = FlatpakPattern.FORM, expected = "an id, such as org.gnome.gedit, or an address")
            List<String> name,

            @Doc("Whether they are there, the newest that their remotes have, or not there.") @Default("present")
            State state,

            @Doc("Name of the remote that has those that are given by their ids.")
            @Default("flathub")
            @Matches(value = "[A-Za-z0-9_.][A-Za-z0-9_.-]*", expected = "the name of a remote")
            String remote,

            @Doc("Whether they are the whole host's, or those of the user the task acts as.") @Default("system")
            FlatpakMethod method,

            @Doc("Whether the runtimes that they need are left out.") @Default("false")
            boolean noDependencies,

            @Doc("Path of the program flatpak, rather than the one of the PATH.") @HostPath
            Optional<String> executable) {
        List<String> names() {
            return name.stream().distinct().toList();
        }

        FlatpakInstallation where() {
            return new FlatpakInstallation(executable, method);
        }

        /** Options about what comes along. */
        List<String> dependencies() {
            return noDependencies ? List.of("--no-deps") : List.of();
        }

        FlatpakAnswer.Family newer() {
            return new FlatpakAnswer.Family(where(), dependencies(), true);
        }

        /** What flatpak is told for those that a remote has, before their ids. */
        List<String> source() {
            List<String> words = new ArrayList<>(dependencies());
            words.add(remote);
            return words;
        }

        FlatpakAnswer.Family offered() {
            return new FlatpakAnswer.Family(where(), source(), false);
        }
    }

    record Result(
            @Doc("What was called.") @When("something was changed")
            Optional<String> command) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "flatpak",
                    "Installs, updates or removes applications and runtimes of Flatpak. The host needs flatpak.",
                    Params.class,
                    FlatpakExamples.ofFlatpaks())
            .alias("community.general.flatpak")
            .insteadOf(new Program("flatpak", "^(?!.*\\s(install|update|uninstall)\\s.*(?<=\\s)[^-\\s])"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(Homes.of("")));
        for (String name : params.names()) {
            keys.add(FlatpakPattern.of(name)
                    .<StateKey<?>>map(pattern -> InstalledFlatpak.of(pattern, params.where()))
                    .orElseGet(() -> ServedText.at(name)));
        }
        if (params.state() != State.ABSENT) {
            keys.add(FlatpakRemote.named(params.remote(), params.where()));
        }
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return new FlatpakPlan(params, known).plan();
    }

    @Override
    public Map<String, @Nullable Object> told(Params params, Knowledge before) {
        return plan(params, before) instanceof Plan.Change(String title, var actions)
                ? Map.of("command", title)
                : Map.of();
    }
}
