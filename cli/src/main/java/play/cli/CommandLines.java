package play.cli;

import java.util.ArrayList;
import java.util.List;
import play.module.ModuleRegistry;

/** All that can be typed after {@code play}, as the commands declare it. */
final class CommandLines {
    /** That every command takes. */
    static final Option HELP = Option.flag("Show the options.", "-h", "--help");

    private CommandLines() {}

    /**
     * @param words what its first word can be, or any of its words, where it takes files besides
     * @param rest what is offered for words that are no options, beside these
     */
    record Line(String name, String purpose, List<OptionLine> options, List<String> words, Offer rest) {
        Line {
            options = List.copyOf(options);
            words = List.copyOf(words);
        }
    }

    record OptionLine(Option option, Offer value) {}

    static List<Line> all() {
        List<String> modules = modules();
        return Commands.all().stream().map(command -> line(command, modules)).toList();
    }

    /** The names of the modules of {@code play}. */
    static List<String> modules() {
        return ModuleRegistry.installed().all().stream()
                .map(module -> module.spec().name())
                .toList();
    }

    private static Line line(Command command, List<String> modules) {
        List<OptionLine> options = new ArrayList<>();
        command.options().forEach(option -> options.add(new OptionLine(option, Offer.of(option, modules))));
        options.add(new OptionLine(HELP, new Offer.Nothing()));
        return new Line(command.name(), command.purpose(), options, command.words(), Offer.of(command));
    }
}
