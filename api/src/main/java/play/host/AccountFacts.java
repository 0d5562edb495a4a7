package play.host;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of the user that a host is asked as: its account and its environment. */
final class AccountFacts {
    /** Of passwd: number, group, what is told of the user, home, shell. */
    private static final int FIELDS = 7;

    private final FactLines lines;

    AccountFacts(FactLines lines) {
        this.lines = lines;
    }

    void addTo(Map<String, @Nullable Object> facts) {
        facts.put("user_id", lines.text("user"));
        facts.put("env", environment());
        List<String> account = List.of(lines.text("passwd").split(":", -1));
        facts.put("user_uid", lines.number("uid"));
        facts.put("user_gid", lines.number("gid"));
        facts.put("user_gecos", account.size() == FIELDS ? account.get(4) : "");
        facts.put("user_dir", account.size() == FIELDS ? account.get(5) : "");
        facts.put("user_shell", account.size() == FIELDS ? account.get(6) : "");
        facts.put("effective_user_id", lines.number("uid"));
        facts.put("effective_group_id", lines.number("gid"));
        facts.put("real_user_id", lines.number("real_uid"));
        facts.put("real_group_id", lines.number("real_gid"));
    }

    /** What is no Base64 came of a host that has none, which tells of no variables. */
    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        try {
            String all = new String(Base64.getDecoder().decode(lines.text("env")), StandardCharsets.UTF_8);
            for (String variable : all.split("\0")) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    variables.put(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
        return ScriptEnvironment.asUsersSeeIt(variables);
    }
}
