package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;

/** What is set of a connection before it changes something. */
record MysqlSession(
        @Doc("Whether changes are written to the server's binary log, and so to its replicas.") @Default("true")
        boolean sqlLogBin,

        @Doc("Whether the database 'mysql' is the current one, which filters of replication may go by.")
        @Default("false")
        boolean forceContext,

        @Doc("The server's variables, for the connection that changes something.")
        Optional<GivenValues.ByName> sessionVars) {
    private Map<String, @Nullable Object> variables() {
        return sessionVars.map(GivenValues.ByName::all).orElse(Map.of());
    }

    List<Binding.Fault> check() {
        List<Binding.Fault> faults = new ArrayList<>();
        variables().forEach((name, value) -> {
            boolean plain = value instanceof Number || value instanceof Boolean || value instanceof String;
            if (!name.matches("[A-Za-z0-9_.]+")
                    || !plain
                    || String.valueOf(value).matches("(?s).*[\\x00\\\\].*")) {
                faults.add(new Binding.Fault(
                        "session_vars", "'" + name + "' is no variable with a text, a number or a boolean"));
            }
        });
        return faults;
    }

    /** The statements for that; those that follow mean what they say whatever mode the server is in. */
    String before() {
        StringBuilder statements = new StringBuilder();
        variables()
                .forEach((name, value) -> statements
                        .append("SET SESSION ")
                        .append(name)
                        .append(" = ")
                        .append(value instanceof String text ? MysqlAccess.text(text) : value)
                        .append(";\n"));
        statements.append("SET SESSION sql_mode = '';\n");
        if (!sqlLogBin) {
            statements.append("SET SESSION sql_log_bin = 0;\n");
        }
        return statements + (forceContext ? "USE mysql;\n" : "");
    }
}
