package play.modules.flatpak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import play.host.Effect;
import play.host.HostState;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/** What flatpak is called with for a task, and what comes of it. */
final class FlatpakChanges {
    private static final Duration LONGEST = Duration.ofMinutes(60);

    private final FlatpakInstallation where;
    private final List<String> titles = new ArrayList<>();
    private final StringBuilder script = new StringBuilder("set -e\n");
    private final List<Effect> effects = new ArrayList<>();

    FlatpakChanges(FlatpakInstallation where) {
        this.where = where;
    }

    /** @param words what follows the verb and the word for the installation */
    void call(String verb, List<String> words) {
        call(verb, words, "");
    }

    /** @param otherwise shell that runs where it fails; the task fails then */
    void call(String verb, List<String> words, String otherwise) {
        String command = command(verb, words);
        titles.add(command);
        script.append(command).append(" >&2 </dev/null");
        if (!otherwise.isEmpty()) {
            script.append(" || { ").append(otherwise).append(" >/dev/null 2>&1 </dev/null; exit 1; }");
        }
        script.append('\n');
    }

    String command(String verb, List<String> words) {
        List<String> command = new ArrayList<>(List.of(where.program(), verb, where.option()));
        command.addAll(words);
        return ShellWords.join(command);
    }

    <S extends HostState> void becomes(StateKey<S> key, S after) {
        effects.add(new Effect.Sets<>(key, after));
    }

    /** @param reach of what flatpak writes */
    Plan plan(Reach reach) {
        if (titles.isEmpty()) {
            return Plan.UNCHANGED;
        }
        List<Effect> all = new ArrayList<>();
        all.add(new Effect.Opaque("what flatpak writes is known after the run", reach));
        all.addAll(effects);
        String title = titles.stream().collect(Collectors.joining("; "));
        return new Plan.Change(
                title, new Action.Run(title, Script.of(script.toString()).within(LONGEST), all));
    }
}
