package play.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.module.ModuleSpec;
import play.param.Parameter;
import play.param.SecretText;

/**
 * The words there are.
 *
 * @param modules by name
 * @param hosts names of hosts and groups
 * @param orders what they do, by word without its colon
 */
public record Vocabulary(Map<String, ModuleSpec<?>> modules, List<String> hosts, Map<String, String> orders) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Names of what is secret, also where a module takes it as any other text. */
    private static final Pattern SECRET = Pattern.compile("(?i)passw|secret|token|passphrase|api_?key|private_?key");

    public Vocabulary {
        modules = new TreeMap<>(modules);
        hosts = List.copyOf(hosts);
        orders = new TreeMap<>(orders);
    }

    /** How the last word of what was typed may go on: that behind the last blank, brace or comma. */
    public List<Offered> offered(String typed) {
        String word = lastWord(typed);
        return words(typed.substring(0, typed.length() - word.length()).stripLeading(), word).stream()
                .filter(offered -> offered.text().startsWith(word))
                .toList();
    }

    /** What {@link #offered} goes on with. */
    public static String lastWord(String typed) {
        boolean flow = typed.contains("{");
        int begin = typed.length();
        while (begin > 0 && !ends(typed.charAt(begin - 1), flow)) {
            begin--;
        }
        return typed.substring(begin);
    }

    private static boolean ends(char before, boolean flow) {
        return Character.isWhitespace(before) || (flow && (before == '{' || before == ','));
    }

    private List<Offered> words(String before, String word) {
        if (before.isEmpty()) {
            return word.startsWith(":") ? named(orders, ":") : ofModules();
        }
        String first = BLANKS.split(before)[0];
        if (first.startsWith(":")) {
            return switch (first) {
                case ":help" -> ofModules();
                case ":pattern" ->
                    hosts.stream().map(name -> new Offered(name, "", true)).toList();
                default -> List.of();
            };
        }
        return Optional.ofNullable(modules.get(first.replaceFirst(":$", "")))
                .map(spec -> ofParameters(spec, before, word))
                .orElse(List.of());
    }

    private static List<Offered> named(Map<String, String> all, String mark) {
        return all.entrySet().stream()
                .map(entry -> new Offered(mark + entry.getKey(), entry.getValue(), true))
                .toList();
    }

    private List<Offered> ofModules() {
        return modules.values().stream()
                .map(spec -> new Offered(spec.name(), spec.purpose(), true))
                .toList();
    }

    /** Those that are not given yet, or values of the one that is. */
    private static List<Offered> ofParameters(ModuleSpec<?> spec, String before, String word) {
        String mark = before.contains("{") ? ": " : "=";
        List<Offered> all = new ArrayList<>();
        for (Parameter parameter : spec.schema().parameters()) {
            String name = parameter.name() + mark;
            if (mark.equals("=") && word.startsWith(name)) {
                parameter.type().choices().forEach(choice -> all.add(new Offered(name + choice, "", true)));
            } else if (!given(before, parameter.name())) {
                all.add(new Offered(name, parameter.doc(), false));
            }
        }
        return all;
    }

    private static boolean given(String before, String name) {
        return Pattern.compile("(?:^|[\\s{,])" + Pattern.quote(name) + "\\s*[=:]")
                .matcher(before)
                .find();
    }

    /** Whether what was typed may hold a secret, and so is kept nowhere. */
    public boolean mayHoldSecret(String typed) {
        if (!(Line.of(typed) instanceof Line.Call(String module, String arguments))) {
            return false;
        }
        return SECRET.matcher(arguments).find()
                || Stream.ofNullable(modules.get(module))
                        .flatMap(spec -> spec.schema().parameters().stream())
                        .filter(parameter -> parameter.isOf(SecretText.class))
                        .flatMap(parameter -> Stream.concat(Stream.of(parameter.name()), parameter.aliases().stream()))
                        .anyMatch(name -> given(arguments, name));
    }
}
