package play.modules.selinux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Place;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/** What the policy of a host is changed by: program semanage, which keeps what is local beside what the policy says. */
final class Semanage {
    /** Where policies and what is local are. */
    static final Place UNDER = Place.below("/etc/selinux", "/var/lib/selinux");

    /** All that it may change. */
    static final Reach REACH = Reach.of(Reach.paths("/etc/selinux", "/var/lib/selinux"), Reach.PATHLESS);

    /** Before what uses it. */
    static final String FIND = """
        PATH=$PATH:/usr/sbin:/sbin
        command -v semanage >/dev/null || {
          echo 'the host has no semanage; install policycoreutils-python-utils' >&2
          exit 1
        }
        """;

    /** The policy is compiled. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Semanage() {}

    /** Why nothing is done on a host whose kernel runs without SELinux, where that is not said to be right. */
    static Optional<Plan> without(Knowledge known, boolean ignored) {
        return switch (known.of(SelinuxMode.KEY)) {
            case Observed.Unknown<SelinuxMode>(String why) -> Optional.of(new Plan.Undetermined(why));
            case Observed.Known<SelinuxMode>(SelinuxMode mode, var how) ->
                mode == SelinuxMode.OFF && !ignored
                        ? Optional.of(new Plan.Rejected("the host's kernel runs without SELinux; with"
                                + " ignore_selinux_state: true its policy is changed all the same"))
                        : Optional.empty();
        };
    }

    /** Its words, one command line each, in one step. */
    static Plan change(String title, boolean reload, List<List<String>> commands, List<Effect.Sets<?>> sets) {
        StringBuilder script = new StringBuilder("set -e\n" + FIND);
        for (List<String> words : commands) {
            List<String> all = new ArrayList<>(List.of("semanage", words.getFirst()));
            if (!reload) {
                all.add("-N");
            }
            all.addAll(words.subList(1, words.size()));
            script.append(ShellWords.join(all)).append('\n');
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(
                new Effect.Opaque("semanage builds the policy anew", Reach.files("/etc/selinux", "/var/lib/selinux")));
        effects.addAll(sets);
        return new Plan.Change(
                title, new Action.Run(title, Script.of(script.toString()).within(LONGEST), effects));
    }

    static <S extends HostState> Effect.Sets<S> sets(StateKey<S> key, S state) {
        return new Effect.Sets<>(key, state);
    }
}
