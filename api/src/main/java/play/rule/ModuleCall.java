package play.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import play.module.TaskModule;
import play.param.Meaning;
import play.param.Parameter;
import play.source.Located;
import play.source.Span;

/**
 * What a task gives a module.
 *
 * @param place of the module's name
 * @param arguments by the names as written
 * @param judged whether the task says itself what counts as a change
 */
public record ModuleCall<P extends Record>(
        TaskModule<P> module, Span place, Map<Located<String>, Given> arguments, boolean judged) {
    public ModuleCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** What a parameter is given, by whichever of its names. A parameter that the module does not have is a mistake. */
    public Optional<Given> given(String parameter) {
        Parameter known = module.spec()
                .schema()
                .find(parameter)
                .orElseThrow(() ->
                        new IllegalArgumentException(module.spec().name() + " has no parameter '" + parameter + "'"));
        return given(known);
    }

    /** A literal value as the module gets it; nothing where it has a template, or is wrong. */
    public <T> Optional<T> value(String parameter, Class<T> type) {
        return given(parameter)
                .flatMap(Given::literal)
                .flatMap(value -> module.spec().schema().find(parameter).flatMap(known -> known.literal(value)))
                .map(type::cast);
    }

    /** What the module runs on the host, as it is written; words of a list are joined. */
    public Optional<Located<String>> command() {
        return meaning(Meaning.COMMAND).flatMap(ModuleCall::words);
    }

    /** The path of the file that the module writes a text to, as it is written. */
    public Optional<Located<String>> destination() {
        return meaning(Meaning.DESTINATION).flatMap(Given::text);
    }

    private Optional<Given> meaning(Meaning meaning) {
        return module.spec().schema().parameters().stream()
                .filter(parameter -> parameter.means(meaning))
                .flatMap(parameter -> given(parameter).stream())
                .findFirst();
    }

    private Optional<Given> given(Parameter parameter) {
        return arguments.entrySet().stream()
                .filter(entry -> parameter.answersTo(entry.getKey().value()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<Located<String>> words(Given given) {
        return given.literal().filter(value -> value instanceof List).isPresent()
                ? Optional.of(new Located<>(
                        ((List<?>) given.literal().get())
                                .stream().map(String::valueOf).collect(Collectors.joining(" ")),
                        given.span()))
                : given.text();
    }
}
