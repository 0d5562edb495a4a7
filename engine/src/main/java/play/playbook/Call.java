package play.playbook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import play.expression.Expression;
import play.expression.FreeName;
import play.expression.call.LookupContext;
import play.module.Control;
import play.module.Guest;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Transfer;
import play.module.VarsReader;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.source.Located;

/**
 * A module and what it is given.
 *
 * @param module its name as written, and where
 * @param defaults mappings of arguments that the others take precedence over, of which only a run tells; later ones win
 * @param arguments by the names as written; texts of bare expressions are literals
 * @param names templates of names of variables, by the names as written
 * @param expressions the bare expressions among the arguments, by their text
 * @param rendered the variables that the template files read which its arguments name, where the names are literal
 * @param included the variables it brings, where the name of their file is literal
 */
public record Call(
        Located<String> module,
        TaskModule<?> implementation,
        List<Data> defaults,
        Map<Located<String>, Data> arguments,
        Map<String, Data> names,
        Map<String, Expression> expressions,
        List<FreeName> rendered,
        Optional<Vars> included) {
    public Call {
        defaults = List.copyOf(defaults);
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        names = Map.copyOf(names);
        expressions = Map.copyOf(expressions);
        rendered = List.copyOf(rendered);
    }

    /** Where it looks for files of the controller. */
    public LookupContext.Folder folder() {
        boolean templates = implementation.spec().schema().parameters().stream()
                .anyMatch(parameter -> parameter.type().source() == ParameterType.Source.TEMPLATE_FILE);
        return implementation instanceof VarsReader
                ? LookupContext.Folder.VARS
                : templates ? LookupContext.Folder.TEMPLATES : LookupContext.Folder.FILES;
    }

    /** Whether it brings variables of which only a run tells. */
    public boolean readsUnknownFile() {
        return implementation instanceof VarsReader && included.isEmpty();
    }

    /** Names of variables it sets, among those of its arguments. */
    public Stream<Located<String>> variables() {
        Schema<?> schema = implementation.spec().schema();
        if (implementation instanceof Guest) {
            return Stream.empty();
        }
        return arguments.keySet().stream()
                .filter(name ->
                        schema.takesAnyOther() && schema.find(name.value()).isEmpty());
    }

    /** Names of variables that hold facts of the host that it finds; empty where only a run tells. */
    public Optional<Set<String>> facts() {
        return switch (implementation) {
            case Query<?> query -> query.facts(this::written);
            case Guest<?> guest -> guest.facts();
            case Resource<?> resource -> Optional.of(Set.of());
            case Procedure<?> procedure -> Optional.of(Set.of());
            case Transfer<?> transfer -> Optional.of(Set.of());
            case Control<?> control -> Optional.of(Set.of());
        };
    }

    /** Names of hosts and groups that it may bring into the inventory of the run; empty where only a run tells. */
    public Optional<Set<String>> enrols() {
        return implementation instanceof Control<?> control ? control.enrols(this::texts) : Optional.of(Set.of());
    }

    /** Whether it is a query that may come to do something. */
    public boolean mayAct() {
        return implementation instanceof Query<?> query && query.mayAct(written());
    }

    /** What a parameter is given, taken apart at commas; none where it is not given, empty where only a run tells. */
    private Optional<List<String>> texts(String parameter) {
        Schema<?> schema = implementation.spec().schema();
        List<Data> given = arguments.entrySet().stream()
                .filter(argument -> schema.areSame(argument.getKey().value(), parameter))
                .map(Map.Entry::getValue)
                .toList();
        if (given.isEmpty()) {
            return defaults.isEmpty() ? Optional.of(List.of()) : Optional.empty();
        }
        if (!(given.getFirst() instanceof Data.Literal(Object value, var span, var parts))) {
            return Optional.empty();
        }
        List<?> values = value instanceof List<?> list
                ? list
                : List.of(String.valueOf(value).split(","));
        return Optional.of(
                values.stream().map(text -> String.valueOf(text).strip()).toList());
    }

    private Map<String, Optional<String>> written() {
        Map<String, Optional<String>> written = new LinkedHashMap<>();
        implementation.spec().schema().parameters().stream()
                .map(Parameter::name)
                .filter(this::gives)
                .forEach(name -> written.put(name, written(name)));
        return written;
    }

    private boolean gives(String parameter) {
        Schema<?> schema = implementation.spec().schema();
        return !defaults.isEmpty()
                || arguments.keySet().stream().anyMatch(given -> schema.areSame(given.value(), parameter));
    }

    private Optional<String> written(String parameter) {
        Schema<?> schema = implementation.spec().schema();
        return arguments.entrySet().stream()
                .filter(argument -> schema.find(argument.getKey().value())
                        .filter(found -> found.name().equals(parameter))
                        .isPresent())
                .<String>mapMulti((argument, values) -> {
                    if (argument.getValue() instanceof Data.Literal(Object value, var span, var parts)
                            && value instanceof String text) {
                        values.accept(text);
                    }
                })
                .findFirst();
    }

    /** The variables it reads. */
    public Stream<FreeName> freeNames() {
        return Stream.of(
                        defaults.stream().flatMap(Data::freeNames),
                        arguments.values().stream().flatMap(Data::freeNames),
                        names.values().stream().flatMap(Data::freeNames),
                        expressions.values().stream().flatMap(expression -> expression.freeNames().stream()),
                        rendered.stream())
                .flatMap(names -> names);
    }
}
