package play.cli;

import java.util.List;

/**
 * An option of a command.
 *
 * @param names as written, short ones first: {@code -i}, {@code --inventory}
 * @param argument what its argument is called in the help; empty for a flag
 * @param help one line
 */
record Option(List<String> names, String argument, String help) {
    Option {
        names = List.copyOf(names);
    }

    static Option flag(String help, String... names) {
        return new Option(List.of(names), "", help);
    }

    static Option of(String argument, String help, String... names) {
        return new Option(List.of(names), argument, help);
    }

    boolean takesArgument() {
        return !argument.isEmpty();
    }

    /** The longest name, by which its value is asked for. */
    String name() {
        return names.getLast();
    }
}
