package play.cli;

import java.util.ArrayList;
import java.util.List;
import play.lab.Lab;
import play.lab.LabException;

/** {@code play lab …}: hands its words to the lab. */
final class LabCommand implements Command {
    private static final List<String> VERBS = List.of(
            "up",
            "down",
            "status",
            "start",
            "reboot",
            "poweroff",
            "powercut",
            "link",
            "fresh",
            "exec",
            "ssh",
            "walk",
            "list",
            "image");

    @Override
    public String name() {
        return "lab";
    }

    @Override
    public String synopsis() {
        return "up|down|status|start|reboot|poweroff|powercut|link up|link down|… [--name NAME] [HOST…]";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.of("NAME", "The lab; 'lab' unless given.", "--name"),
                Option.of("HOSTS", "up: names of the hosts, blanks between.", "--hosts"),
                Option.of("SUBNET", "up: the first three numbers of their addresses.", "--subnet"),
                Option.of("N", "up: blank disks for each host.", "--data-disks"),
                Option.of("SIZE", "up: size of these disks.", "--data-size"),
                Option.of("SIZE", "up: size of the hosts' own disks.", "--disk"),
                Option.of("TEXT", "up, down: who holds the lab.", "--owner"),
                Option.flag("up: with blank disks.", "--fresh"),
                Option.flag("down: delete the disks too.", "--purge"),
                Option.flag("down: every lab.", "--all"),
                Option.flag("down: whoever holds it.", "--force"));
    }

    @Override
    public List<String> words() {
        return VERBS;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().isEmpty()) {
            throw new UsageException("'play lab' needs a word: " + String.join(", ", VERBS));
        }
        List<String> words = new ArrayList<>(arguments.rest().subList(0, 1));
        for (Option option : options()) {
            for (String value : arguments.all(option.name())) {
                words.add(option.name());
                if (option.takesArgument()) {
                    words.add(value);
                }
            }
        }
        words.addAll(arguments.rest().subList(1, arguments.rest().size()));
        try {
            new Lab(Home.folder(), terminal.err()::println).call(words).forEach(terminal.out()::println);
            return 0;
        } catch (LabException e) {
            return 1;
        }
    }
}
