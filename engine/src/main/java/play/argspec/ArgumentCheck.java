package play.argspec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.value.Flag;
import play.value.FlowText;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** Compares a value with its spec. What is unknown passes, and is named. Used by one thread. */
public final class ArgumentCheck {
    private final List<ArgumentFault> faults = new ArrayList<>();
    private final List<Unknown> unknown = new ArrayList<>();

    /** Everything that is wrong so far. */
    public List<ArgumentFault> faults() {
        return List.copyOf(faults);
    }

    /** What could not be looked at. */
    public Optional<Unknown> unknown() {
        return unknown.stream().findFirst();
    }

    /** Looks at the value of a variable. */
    public void check(ArgumentSpec spec, @Nullable Object value) {
        check(spec, value, new Place(spec.name(), List.of(), spec.secret()));
    }

    /**
     * Looks at all values that are given for options.
     *
     * @param given by any of an option's names; what no option is called is a fault
     * @param owner who asks for them, at the start of a sentence
     */
    public void check(Options options, Map<String, ? extends @Nullable Object> given, String owner) {
        Set<String> excused = strangers(options, given.keySet());
        for (ArgumentSpec spec : options.all().values()) {
            if (spec.required()
                    && given.keySet().stream().noneMatch(spec::answersTo)
                    && !excused.contains(spec.name())) {
                faults.add(new ArgumentFault(
                        List.of(), false, "missing-argument", "'" + spec.name() + "' is not defined" + about(spec)));
            }
        }
        given.forEach((name, value) -> options.find(name).ifPresent(spec -> check(spec, value)));
        if (excused.isEmpty()) {
            options.broken(given)
                    .forEach(rule -> faults.add(
                            new ArgumentFault(List.of(), false, "argument-group", owner + " " + rule + ".")));
        }
    }

    private static String about(ArgumentSpec spec) {
        return spec.description().isEmpty() ? "." : ": " + String.join(" ", spec.description());
    }

    /** Reports names that no option has, and tells which they are slips of. */
    private Set<String> strangers(Options options, Set<String> given) {
        Set<String> left = new LinkedHashSet<>(options.all().keySet());
        left.removeAll(given);
        Set<String> excused = new LinkedHashSet<>();
        for (String name : given) {
            if (options.find(name).isEmpty()) {
                String hint = Suggestions.hint(name, left);
                faults.add(new ArgumentFault(
                        List.of(),
                        true,
                        "unknown-argument",
                        "There is no argument '" + name + "'." + (hint.isEmpty() ? listed(options) : hint)));
                Suggestions.nearest(name, left).ifPresent(excused::add);
            }
        }
        return excused;
    }

    private static String listed(Options options) {
        return options.isEmpty()
                ? ""
                : " The spec has " + String.join(", ", options.all().keySet()) + ".";
    }

    /** Where in a variable a value is. */
    private record Place(String shown, List<Object> path, boolean secret) {
        Place key(String key) {
            return new Place(shown + "." + key, longer(key), secret);
        }

        Place item(int index) {
            return new Place(shown + "[" + index + "]", longer(index), secret);
        }

        private List<Object> longer(Object step) {
            List<Object> all = new ArrayList<>(path);
            all.add(step);
            return all;
        }

        Place hidden(boolean more) {
            return new Place(shown, path, secret || more);
        }
    }

    private void check(ArgumentSpec spec, @Nullable Object given, Place around) {
        Place place = around.hidden(spec.secret() || given instanceof Secret);
        Object value = given instanceof Secret secret ? secret.value() : given;
        switch (value) {
            case Unknown hole -> unknown.add(hole);
            case null -> checkNull(spec, place);
            default -> checkThere(spec, value, place);
        }
    }

    /** An option that may be left out may be null, unless it has a default; where there are choices it is none. */
    private void checkNull(ArgumentSpec spec, Place place) {
        boolean needed = spec.required() || spec.fallback().value() != null;
        if (needed && !spec.type().takesNull()) {
            fault(
                    place,
                    "must be " + spec.type().shown() + ", and is null: "
                            + (spec.required() ? "it is required" : "its default counts only where it is left out"));
        } else {
            checkNullChoice(spec, place);
        }
    }

    private void checkNullChoice(ArgumentSpec spec, Place place) {
        if (!spec.choices().isEmpty() && !spec.choices().contains(null)) {
            fault(place, "must be one of " + listed(spec.choices()) + ", and is null");
        }
    }

    private static String listed(List<@Nullable Object> choices) {
        return choices.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private void checkThere(ArgumentSpec spec, Object value, Place place) {
        if (!spec.type().takes(value)) {
            fault(place, "must be " + spec.type().shown() + ", not " + described(value, place));
            return;
        }
        boolean asWritten = spec.type() == ArgumentType.STR;
        switch (spec.type().read(value)) {
            case List<?> list when !asWritten -> checkItems(spec, list, place);
            case Map<?, ?> map when !asWritten -> checkKeys(spec.options(), map, place);
            default -> checkChoice(spec, spec.type(), value, place);
        }
    }

    private void checkItems(ArgumentSpec spec, List<?> list, Place around) {
        ArgumentType type = spec.elements().orElse(ArgumentType.RAW);
        for (int i = 0; i < list.size(); i++) {
            Object given = list.get(i);
            Place place = around.item(i).hidden(given instanceof Secret);
            Object item = given instanceof Secret secret ? secret.value() : given;
            switch (item) {
                case Unknown hole -> unknown.add(hole);
                case null -> {
                    if (type.takesNull()) {
                        checkNullChoice(spec, place);
                    } else {
                        fault(place, "must be " + type.shown() + ", and is null");
                    }
                }
                case Object any
                when !type.takes(any) -> fault(place, "must be " + type.shown() + ", not " + described(any, place));
                case Object any when type.read(any) instanceof Map<?, ?> map -> checkKeys(spec.options(), map, place);
                default -> checkChoice(spec, type, item, place);
            }
        }
    }

    private void checkChoice(ArgumentSpec spec, ArgumentType type, Object value, Place place) {
        boolean chosen = spec.choices().stream().anyMatch(choice -> type.same(choice, value));
        if (spec.choices().isEmpty() || chosen || isTruthOfOne(spec.choices(), value)) {
            return;
        }
        List<String> choices = spec.choices().stream().map(String::valueOf).toList();
        String hint = place.secret() ? "" : Suggestions.hint(String.valueOf(value), choices);
        fault(place, "must be one of " + listed(spec.choices()) + ", not " + described(value, place), hint);
    }

    /** A boolean that YAML made of a word, where only one of the choices can have been meant. */
    private static boolean isTruthOfOne(List<?> choices, Object value) {
        boolean truth = value instanceof Boolean || value.equals("True") || value.equals("False");
        return truth
                && choices.stream()
                                .filter(choice ->
                                        choice != null && Flag.parse(choice).equals(Flag.parse(value)))
                                .count()
                        == 1;
    }

    private void checkKeys(Options options, Map<?, ?> given, Place place) {
        if (options.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        Set<String> excused = new LinkedHashSet<>();
        given.forEach((key, value) -> {
            String name = String.valueOf(key);
            Optional<ArgumentSpec> spec = options.find(name);
            if (spec.isPresent()) {
                known.put(spec.get().name(), value);
                check(spec.get(), value, place.key(name));
            } else {
                unknownKey(
                                name,
                                options,
                                given.keySet().stream().map(String::valueOf).collect(Collectors.toSet()),
                                place)
                        .ifPresent(excused::add);
            }
        });
        for (ArgumentSpec spec : options.all().values()) {
            if (spec.required() && !known.containsKey(spec.name()) && !excused.contains(spec.name())) {
                faults.add(new ArgumentFault(
                        place.path(),
                        false,
                        "missing-argument",
                        "'" + place.shown() + "' needs '" + spec.name() + "'" + about(spec)));
            }
        }
        if (excused.isEmpty()) {
            options.broken(known).forEach(rule -> fault(place, rule));
        }
    }

    /** A misspelled key that is required is one mistake, not two. */
    private Optional<String> unknownKey(String name, Options options, Set<String> given, Place place) {
        Set<String> left = new LinkedHashSet<>(options.all().keySet());
        left.removeAll(given);
        String hint = Suggestions.hint(name, left);
        String detail =
                hint.isEmpty() ? " It has " + String.join(", ", options.all().keySet()) + "." : hint;
        faults.add(new ArgumentFault(
                place.key(name).path(),
                true,
                "unknown-argument",
                "'" + place.shown() + "' has no key '" + name + "'." + detail));
        return Suggestions.nearest(name, left);
    }

    private void fault(Place place, String what) {
        fault(place, what, "");
    }

    private void fault(Place place, String what, String hint) {
        faults.add(new ArgumentFault(
                place.path(), false, "invalid-argument-value", "'" + place.shown() + "' " + what + "." + hint));
    }

    private static String described(Object value, Place place) {
        boolean shown = !place.secret() && !(value instanceof Map) && !(value instanceof List);
        return "a".concat(isVowel(Values.kind(value)) ? "n " : " ")
                + Values.kind(value)
                + (shown ? " '" + FlowText.of(value) + "'" : "");
    }

    private static boolean isVowel(String word) {
        return "aeiou".indexOf(word.charAt(0)) >= 0;
    }
}
