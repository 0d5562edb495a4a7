package play.modules.databases;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.ReadBy;
import play.param.Scalars;
import play.param.SecretText;

/**
 * Settings of a connection to PostgreSQL, as the variables that its client takes them from, some of which are secret.
 * See https://www.postgresql.org/docs/current/libpq-envars.html.
 */
@ReadBy(ConnectParams.Type.class)
record ConnectParams(Map<String, SecretText> variables) {
    private static final Map<String, String> BY_KEYWORD = new TreeMap<>(Map.ofEntries(
            Map.entry("application_name", "PGAPPNAME"),
            Map.entry("channel_binding", "PGCHANNELBINDING"),
            Map.entry("connect_timeout", "PGCONNECT_TIMEOUT"),
            Map.entry("gssencmode", "PGGSSENCMODE"),
            Map.entry("gsslib", "PGGSSLIB"),
            Map.entry("hostaddr", "PGHOSTADDR"),
            Map.entry("krbsrvname", "PGKRBSRVNAME"),
            Map.entry("load_balance_hosts", "PGLOADBALANCEHOSTS"),
            Map.entry("options", "PGOPTIONS"),
            Map.entry("passfile", "PGPASSFILE"),
            Map.entry("require_auth", "PGREQUIREAUTH"),
            Map.entry("requirepeer", "PGREQUIREPEER"),
            Map.entry("service", "PGSERVICE"),
            Map.entry("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"),
            Map.entry("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"),
            Map.entry("sslcert", "PGSSLCERT"),
            Map.entry("sslcertmode", "PGSSLCERTMODE"),
            Map.entry("sslcompression", "PGSSLCOMPRESSION"),
            Map.entry("sslcrl", "PGSSLCRL"),
            Map.entry("sslcrldir", "PGSSLCRLDIR"),
            Map.entry("sslkey", "PGSSLKEY"),
            Map.entry("sslmode", "PGSSLMODE"),
            Map.entry("sslrootcert", "PGSSLROOTCERT"),
            Map.entry("sslsni", "PGSSLSNI"),
            Map.entry("target_session_attrs", "PGTARGETSESSIONATTRS")));

    /** Takes a mapping of libpq's keywords. */
    static final class Type implements ParameterType<ConnectParams> {
        @Override
        public boolean isMapping() {
            return true;
        }

        @Override
        public String shown() {
            return "mapping to string";
        }

        @Override
        public ConnectParams read(@Nullable Object value, BindContext context) throws BindException {
            if (!(value instanceof Map<?, ?> map)) {
                throw new BindException("must be a mapping of keywords to values");
            }
            Map<String, SecretText> variables = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String variable = BY_KEYWORD.get(String.valueOf(entry.getKey()));
                if (variable == null) {
                    throw new BindException("has '" + entry.getKey() + "', which is none of "
                            + String.join(", ", BY_KEYWORD.keySet())
                            + "; who logs in where is said by parameters of their own");
                }
                variables.put(variable, new SecretText(Scalars.text(entry.getValue())));
            }
            return new ConnectParams(Map.copyOf(variables));
        }
    }
}
