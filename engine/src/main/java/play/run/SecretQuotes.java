package play.run;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.param.Binding;
import play.value.Secret;

/**
 * The secrets among a task's parameters. What a module says of these may quote them, and they are hidden there however
 * short they are: others than these are masked by their length alone.
 */
final class SecretQuotes {
    private final Set<String> quotes = new HashSet<>();

    void learn(@Nullable Object value) {
        switch (value) {
            case Secret(Object hidden) -> collect(hidden);
            case List<?> list -> list.forEach(this::learn);
            case Map<?, ?> map -> map.values().forEach(this::learn);
            case null, default -> {}
        }
    }

    private void collect(@Nullable Object hidden) {
        switch (hidden) {
            case Secret(Object within) -> collect(within);
            case List<?> list -> list.forEach(this::collect);
            case Map<?, ?> map -> map.values().forEach(this::collect);
            case null -> {}
            default -> quotes.add("'" + hidden + "'");
        }
    }

    List<Binding.Fault> hiddenIn(List<Binding.Fault> faults) {
        return faults.stream()
                .map(fault -> new Binding.Fault(fault.parameter(), hiddenIn(fault.message()), fault.problems()))
                .toList();
    }

    private String hiddenIn(String message) {
        String told = message;
        for (String quote : quotes) {
            told = told.replace(quote, Secret.MASK);
        }
        return told;
    }
}
