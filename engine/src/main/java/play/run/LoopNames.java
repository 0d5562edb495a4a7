package play.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Data;
import play.playbook.Loop;
import play.value.VariableNames;

/**
 * What an item of a loop and its number are called on a host, where that may be a template.
 *
 * @param index nothing where the number has no name
 */
record LoopNames(String variable, Optional<String> index) {
    static LoopNames of(Loop loop, Scope scope) throws ExpressionException {
        Optional<Data> index = loop.names().index();
        return new LoopNames(
                name(loop.names().variable(), scope),
                index.isPresent() ? Optional.of(name(index.get(), scope)) : Optional.empty());
    }

    /** What the result of an item has beside its own. */
    Map<String, @Nullable Object> fields(Map<String, @Nullable Object> local) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(local);
        index.ifPresent(name -> fields.put("ansible_index_var", name));
        return fields;
    }

    private static String name(Data written, Scope scope) throws ExpressionException {
        String name = Rendering.text(written, scope);
        if (!VariableNames.has(name)) {
            throw new ExpressionException(Diagnostic.error(
                    "invalid-name", "Invalid variable name", VariableNames.objection(name) + ".", written.span()));
        }
        return name;
    }
}
