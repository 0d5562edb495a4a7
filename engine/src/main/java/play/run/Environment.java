package play.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.event.Redactor;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Data;
import play.playbook.Settings;
import play.value.Omit;
import play.value.Unknown;
import play.value.Values;

/** What the keyword {@code environment} comes to. */
final class Environment {
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Scope scope;
    private final Redactor redactor;

    private Environment(Scope scope, Redactor redactor) {
        this.scope = scope;
        this.redactor = redactor;
    }

    /**
     * The variables of a task, secrets in clear.
     *
     * @param redactor learns the secrets
     * @throws ExpressionException it is no mapping, or a shell can't export one of its variables
     */
    static Map<String, String> of(Settings settings, Scope scope, Redactor redactor) throws ExpressionException {
        Environment environment = new Environment(scope, redactor);
        for (Data data : settings.environment()) {
            environment.take(data);
        }
        return environment.variables;
    }

    /**
     * The same while facts are gathered, which a variable may be made of: then it is left out, as in Ansible. A task
     * that has it fails where nothing defines what it reads.
     */
    static Map<String, String> whileGathering(Settings settings, Scope scope, Redactor redactor)
            throws ExpressionException {
        Environment environment = new Environment(scope, redactor);
        for (Data data : settings.environment()) {
            for (Data part : parts(data)) {
                environment.takeDefined(part);
            }
        }
        return environment.variables;
    }

    /** A mapping for each of its fields. */
    private static List<Data> parts(Data data) {
        return switch (data) {
            case Data.Fields(var fields, var span) ->
                fields.entrySet().stream()
                        .map(field -> Data.ofFields(Map.of(field.getKey(), field.getValue()), span))
                        .toList();
            case Data.Items(var items, var span) ->
                items.stream().flatMap(item -> parts(item).stream()).toList();
            case Data.Literal _, Data.Text _ -> List.of(data);
        };
    }

    private void takeDefined(Data data) throws ExpressionException {
        try {
            take(data);
        } catch (ExpressionException e) {
            if (!e.diagnostic().code().equals("undefined-variable")) {
                throw e;
            }
        }
    }

    /** As in Ansible, nothing and an empty text count as no variables; a dry run may not know them. */
    private void take(Data data) throws ExpressionException {
        @Nullable Object value = data.value(scope);
        for (Object one : value instanceof List<?> several ? several : Collections.singletonList(value)) {
            take(one, data);
        }
    }

    private void take(@Nullable Object value, Data data) throws ExpressionException {
        if (value instanceof Map<?, ?> map) {
            redactor.learn(map);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                take(String.valueOf(entry.getKey()), String.valueOf(Values.revealed(entry.getValue())), data);
            }
        } else if (value != null && value != Omit.OMIT && !(value instanceof Unknown) && !value.equals("")) {
            throw wrong(
                    "wrong-type",
                    "Wrong type of value",
                    "'environment' must be a mapping of variables to values.",
                    data);
        }
    }

    private void take(String name, String value, Data data) throws ExpressionException {
        if (!Settings.isEnvironmentName(name)) {
            throw wrong("invalid-name", "Invalid name", Settings.notAnEnvironmentName(name), data);
        }
        if (value.indexOf('\0') >= 0) {
            throw wrong(
                    "invalid-value",
                    "Invalid value",
                    "'environment': the value of '" + name + "' contains a NUL byte, which a variable cannot hold.",
                    data);
        }
        variables.put(name, value);
    }

    private static ExpressionException wrong(String code, String summary, String detail, Data data) {
        return new ExpressionException(Diagnostic.error(code, summary, detail, data.span()));
    }
}
