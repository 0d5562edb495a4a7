package play.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.diag.Counterparts;
import play.source.FileNames;

/**
 * A command line, taken apart: options in any order, short flags joined ({@code -CDv}), values after a blank or
 * {@code =}, {@code --} ends the options.
 */
final class Arguments {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> rest = new ArrayList<>();

    private Arguments() {}

    static Arguments parse(List<String> words, List<Option> options) throws UsageException {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                arguments.rest.addAll(words.subList(i + 1, words.size()));
                break;
            } else if (word.startsWith("--")) {
                i += arguments.longOption(words, i, options);
            } else if (word.startsWith("-") && word.length() > 1) {
                i += arguments.shortOptions(words, i, options);
            } else {
                arguments.rest.add(word);
            }
        }
        return arguments;
    }

    /** How many further words were used. */
    private int longOption(List<String> words, int at, List<Option> options) throws UsageException {
        String word = words.get(at);
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = find(name, options);
        if (!option.takesArgument()) {
            if (equals >= 0) {
                throw new UsageException("option " + name + " takes no value");
            }
            add(option, "");
            return 0;
        }
        add(option, equals >= 0 ? word.substring(equals + 1) : next(words, at, name));
        return equals >= 0 ? 0 : 1;
    }

    private int shortOptions(List<String> words, int at, List<Option> options) throws UsageException {
        String letters = words.get(at).substring(1);
        for (int i = 0; i < letters.length(); i++) {
            Option option = find("-" + letters.charAt(i), options);
            if (option.takesArgument()) {
                String attached = letters.substring(i + 1);
                add(option, attached.isEmpty() ? next(words, at, "-" + letters.charAt(i)) : attached);
                return attached.isEmpty() ? 1 : 0;
            }
            add(option, "");
        }
        return 0;
    }

    private static String next(List<String> words, int at, String name) throws UsageException {
        if (at + 1 >= words.size()) {
            throw new UsageException("option " + name + " needs a value");
        }
        return words.get(at + 1);
    }

    private static Option find(String name, List<Option> options) throws UsageException {
        for (Option option : options) {
            if (option.names().contains(name)) {
                return option;
            }
        }
        List<String> names =
                options.stream().flatMap(option -> option.names().stream()).toList();
        throw new UsageException(
                "unknown option " + name + "." + Counterparts.hint(Counterparts.Kind.OPTION, name, names));
    }

    private void add(Option option, String value) {
        values.computeIfAbsent(option.name(), name -> new ArrayList<>()).add(value);
    }

    /** The same with a flag, or with a further value of an option. */
    Arguments with(Option option, String value) {
        Arguments more = new Arguments();
        values.forEach((name, given) -> more.values.put(name, new ArrayList<>(given)));
        more.rest.addAll(rest);
        more.add(option, value);
        return more;
    }

    /** The same without some options, which are named by their longest names. */
    Arguments without(Set<String> names) {
        Arguments fewer = new Arguments();
        values.forEach((name, given) -> {
            if (!names.contains(name)) {
                fewer.values.put(name, new ArrayList<>(given));
            }
        });
        fewer.rest.addAll(rest);
        return fewer;
    }

    Arguments with(Option flag) {
        return with(flag, "");
    }

    /** Words that mean the same: options by their longest names, then the rest. */
    List<String> words(List<Option> options) {
        List<String> words = new ArrayList<>();
        for (Option option : options) {
            for (String value : all(option.name())) {
                words.add(option.takesArgument() ? option.name() + "=" + value : option.name());
            }
        }
        words.add("--");
        words.addAll(rest);
        return words;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** How often a flag was given. */
    int count(String name) {
        return all(name).size();
    }

    /** The last value given. */
    Optional<String> value(String name) {
        List<String> given = all(name);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.getLast());
    }

    /** A number that must be one from 1 on. */
    Optional<Integer> wholeNumber(String name) throws UsageException {
        return wholeNumber(name, 1);
    }

    Optional<Integer> wholeNumber(String name, int least) throws UsageException {
        Optional<String> given = value(name);
        Optional<Integer> number =
                given.filter(text -> text.matches("0|[1-9][0-9]{0,5}")).map(Integer::valueOf);
        if (given.isPresent() && number.filter(value -> value >= least).isEmpty()) {
            throw new UsageException(
                    "option " + name + " needs a whole number from " + least + " on, not '" + given.get() + "'");
        }
        return number;
    }

    /** The path of a file, which need not be there. */
    Optional<Path> path(String name) throws UsageException {
        Optional<String> given = value(name);
        Optional<Path> path = given.flatMap(FileNames::path);
        if (given.isPresent() && path.isEmpty()) {
            throw new UsageException("option " + name + " needs a file, and none can be called '" + given.get() + "'");
        }
        return path;
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** What is no option. */
    List<String> rest() {
        return rest;
    }
}
