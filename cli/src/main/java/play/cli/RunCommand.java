package play.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code play run}. */
final class RunCommand implements Command {
    private static final List<Option> OWN = List.of(
            Option.of("TAGS", "Only steps with one of these tags.", "-t", "--tags"),
            Option.of("TAGS", "No steps with one of these tags.", "--skip-tags"),
            Option.flag("Dry run: show what would change, change nothing.", "-C", "--check"),
            Option.flag("Show what changes, contents of files too.", "-D", "--diff"),
            Option.of("N", "Hosts in parallel (50).", "-f", "--forks"),
            Option.flag("Run notified handlers of failed hosts too.", "--force-handlers"),
            Option.flag("Check everything that can be checked without a host, and stop.", "--syntax-check"),
            Option.flag("List the steps that would run, and stop.", "--list-tasks"),
            Option.flag("List the hosts of each play, and stop.", "--list-hosts"),
            Loaded.ALL_PROBLEMS,
            Option.of("FILE", "Write all events as JSON lines.", "--events"),
            Option.of(
                    "KIND",
                    "play: what was done, as a sentence; ansible: results as Ansible prints them, for programs that"
                            + " read those.",
                    "--output"),
            Option.flag("Show more; repeatable.", "-v", "--verbose"));

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String synopsis() {
        return "PLAYBOOK... -i INVENTORY [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Loaded.OPTIONS);
        options.addAll(OWN);
        options.addAll(AccessOptions.ALL);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().isEmpty()) {
            throw new UsageException("'play run' needs a playbook");
        }
        return RunSession.run(arguments, terminal);
    }
}
