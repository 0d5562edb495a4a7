package play.modules.databases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.param.Binding;
import play.value.Secret;

/**
 * SQL that a task gives, with values for the places in it.
 *
 * @param inOrder for {@code %s}
 * @param byName for {@code %(name)s}
 */
record GivenSql(SqlTexts query, Optional<GivenValues.InOrder> inOrder, Optional<GivenValues.ByName> byName) {
    SqlArguments arguments() {
        return new SqlArguments(
                inOrder.map(GivenValues.InOrder::all).orElse(List.of()),
                byName.map(GivenValues.ByName::all).orElse(Map.of()));
    }

    boolean secret() {
        return query.secret()
                || inOrder.filter(GivenValues.InOrder::secret).isPresent()
                || byName.filter(GivenValues.ByName::secret).isPresent();
    }

    /** These texts, as they may be shown. */
    List<Object> shown(List<String> texts) {
        return texts.stream()
                .<Object>map(text -> secret() ? new Secret(text) : text)
                .toList();
    }

    /**
     * What does not fit together, if anything.
     *
     * @param taken which values the server takes
     * @param refused what the others are
     */
    List<Binding.Fault> faults(Predicate<@Nullable Object> taken, String refused) {
        SqlArguments arguments = arguments();
        if (!Stream.concat(arguments.byPlace().stream(), arguments.byName().values().stream())
                .allMatch(taken)) {
            return List.of(new Binding.Fault(
                    byName.isPresent() ? "named_args" : "positional_args",
                    refused + " is no value in SQL; write for example {{ value | to_json }}"));
        }
        return faults(query.all().stream().map(arguments::fault));
    }

    /** Faults of the text. */
    static List<Binding.Fault> faults(Stream<Optional<String>> found) {
        return found.flatMap(Optional::stream)
                .map(fault -> new Binding.Fault("query", fault))
                .toList();
    }
}
