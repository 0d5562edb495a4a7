package play.cli;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a shell offers for a word of a command line, as options and commands declare it. */
sealed interface Offer {
    /** Names of files and directories. */
    record Files() implements Offer {}

    record Directories() implements Offer {}

    /** These words, and no others. */
    record Words(List<String> words) implements Offer {
        public Words {
            words = List.copyOf(words);
        }
    }

    /** Nothing: only whoever types knows it. */
    record Nothing() implements Offer {}

    /** What arguments that name a module are called. */
    String MODULE = "MODULE";

    Set<String> FILES = Set.of("FILE", "PATH", "PLAYBOOK", "PLAN");
    Pattern NAME = Pattern.compile("[A-Za-z]+");

    /** For the value of an option: what its argument is called says of what kind it is. */
    static Offer of(Option option, List<String> modules) {
        List<String> parts = names(option.argument());
        List<String> choices = parts.stream()
                .filter(part -> Character.isLowerCase(part.charAt(0)))
                .toList();
        if (parts.contains("DIR")) {
            return new Directories();
        }
        if (parts.contains(MODULE)) {
            return new Words(modules);
        }
        if (parts.stream().anyMatch(FILES::contains)) {
            return new Files();
        }
        return choices.isEmpty() ? new Nothing() : new Words(choices);
    }

    /** For what is no option, by the command's usage line. */
    static Offer of(Command command) {
        String usage = command.synopsis().lines().findFirst().orElse("").replaceAll("-\\S+ [A-Z]+", "");
        if (names(usage).stream().anyMatch(FILES::contains)) {
            return new Files();
        }
        return new Nothing();
    }

    private static List<String> names(String text) {
        return Stream.of(text)
                .flatMap(all -> NAME.matcher(all).results())
                .map(found -> found.group())
                .toList();
    }
}
