package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions at random, by rules: a type, and how an expression of that type may look. Used by one thread. */
final class TypedExpressions {
    private static final Pattern HOLE = Pattern.compile("\\{([A-Z])}");

    /** Of so many holes one is filled with what has another type. */
    private static final int MISFITS = 12;

    private final Map<String, List<String>> rules = new LinkedHashMap<>();
    private final Random random;

    TypedExpressions(Path file, Random random) throws IOException {
        this.random = random;
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("##")) {
                rules.computeIfAbsent(line.substring(0, 1), type -> new ArrayList<>())
                        .add(line.substring(2));
            }
        }
    }

    /** One of any type, with so many levels within each other at most. */
    String next(int depth) {
        return of(any(List.copyOf(rules.keySet())), depth);
    }

    private String of(String type, int depth) {
        List<String> forms = Objects.requireNonNull(rules.get(type));
        boolean leaf = depth == 0 || random.nextInt(4) == 0;
        List<String> fitting =
                forms.stream().filter(form -> HOLE.matcher(form).find() != leaf).toList();
        return filled(any(fitting.isEmpty() ? forms : fitting), depth - 1);
    }

    private String filled(String form, int depth) {
        Matcher hole = HOLE.matcher(form);
        StringBuilder text = new StringBuilder();
        while (hole.find()) {
            String type = random.nextInt(MISFITS) == 0 ? "A" : hole.group(1);
            hole.appendReplacement(text, Matcher.quoteReplacement(of(type, Math.max(0, depth))));
        }
        return hole.appendTail(text).toString();
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
