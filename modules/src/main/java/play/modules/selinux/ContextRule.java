package play.modules.selinux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * What SELinux labels files with, or which paths it treats as others.
 *
 * @param said a context, such as {@code system_u:object_r:httpd_sys_content_t:s0}; or the other path; empty where just
 *     this path is not named
 * @param policy what the policy says by itself, whatever is local; empty likewise
 * @param instead the path by which the policy knows a path; empty where that is itself
 */
record ContextRule(String said, String policy, String instead) implements HostState {
    /** What labels nothing. */
    static final String NONE = "<<None>>";

    @Override
    public boolean present() {
        return !said.isEmpty();
    }

    /** Whether somebody added it or said otherwise than the policy. */
    boolean local() {
        return !said.equals(policy);
    }

    ContextRule saying(String context) {
        return new ContextRule(context, policy, instead);
    }

    /**
     * A key's id is a kind of files and a pattern of paths, {@code a /srv/www(/.*)?}; or {@code =} and a path that is
     * treated as another.
     */
    record Family() implements StateFamily<ContextRule> {
        /** As semanage lists them, by the letters that it takes. */
        private static final Map<String, String> KINDS = Map.of(
                "all files", "a",
                "regular file", "f",
                "directory", "d",
                "character device", "c",
                "block device", "b",
                "socket", "s",
                "symbolic link", "l",
                "named pipe", "p");

        private static final Pattern RULE =
                Pattern.compile("(\\S.*?)\\s+(" + String.join("|", KINDS.keySet()) + ")\\s+(\\S+)\\s*");

        private static final Pattern SAME = Pattern.compile("(\\S+) = (\\S+)\\s*");

        /** A line of a policy's file, in which a regular file is {@code --}. */
        private static final Pattern OF_POLICY = Pattern.compile("(\\S+)\\s+(?:-([-dcbslp])\\s+)?(\\S+)\\s*");

        private static final Pattern SAME_IN_POLICY = Pattern.compile("(/\\S*)\\s+(/\\S*)\\s*");

        private static final String READ = """
            type=$(sed -n 's/^SELINUXTYPE=[[:blank:]]*\\([A-Za-z0-9_.-]*\\).*/\\1/p' /etc/selinux/config | tail -n 1)
            files=/etc/selinux/${type:-targeted}/contexts/files
            [ -r "$files/file_contexts" ] || {
              echo "the host has no policy of SELinux ($files/file_contexts); install one" >&2
              exit 1
            }
            cat "$files/file_contexts" "$files/file_contexts.homedirs" 2>/dev/null | grep -F -e "$paths"
            echo substitutes
            cat "$files/file_contexts.subs_dist" 2>/dev/null
            echo local
            semanage fcontext -l -n -C
            """;

        @Override
        public String name() {
            return "SELinux label";
        }

        @Override
        public Class<ContextRule> type() {
            return ContextRule.class;
        }

        @Override
        public Place under() {
            return Semanage.UNDER;
        }

        /** Of thousands of lines of the policy those that count. */
        @Override
        public Script read(List<StateKey<ContextRule>> keys) {
            StringBuilder paths = new StringBuilder();
            keys.forEach(key -> paths.append(key.id().substring(2)).append('\n'));
            return Script.of(
                    Semanage.FIND + "paths=" + ShellWords.quote(paths.toString().strip()) + "\n" + READ);
        }

        @Override
        public Told<ContextRule> told(List<StateKey<ContextRule>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the labels of SELinux cannot be read");
            List<String> lines = result.lines();
            int substitutes = lines.indexOf("substitutes");
            int local = lines.lastIndexOf("local");
            if (substitutes < 0 || local < substitutes) {
                throw UnknownStateException.expected("substitutes and local labels too", result.out());
            }
            Map<String, String> policy = policy(lines.subList(0, substitutes), lines.subList(substitutes, local));
            Map<String, String> said = local(lines.subList(local + 1, lines.size()));
            return (index, id) -> new ContextRule(
                    said.getOrDefault(id, policy.getOrDefault(id, "")),
                    policy.getOrDefault(id, ""),
                    instead(policy, id.substring(2)));
        }

        private static String instead(Map<String, String> policy, String path) {
            return policy.entrySet().stream()
                    .filter(rule -> rule.getKey().startsWith("= ")
                            && path.startsWith(rule.getKey().substring(2) + "/"))
                    .map(rule -> rule.getValue() + path.substring(rule.getKey().length() - 2))
                    .findFirst()
                    .orElse("");
        }

        private static Map<String, String> policy(List<String> lines, List<String> substitutes) {
            Map<String, String> rules = new HashMap<>();
            for (String line : lines) {
                Matcher rule = OF_POLICY.matcher(line);
                if (rule.matches()) {
                    String kind = rule.group(2) == null ? "a" : rule.group(2).replace('-', 'f');
                    String context = rule.group(3);
                    rules.put(kind + " " + rule.group(1), context.equalsIgnoreCase(NONE) ? NONE : context);
                }
            }
            for (String line : substitutes) {
                Matcher same = SAME_IN_POLICY.matcher(line);
                if (same.matches()) {
                    rules.put("= " + same.group(1), same.group(2));
                }
            }
            return rules;
        }

        private static Map<String, String> local(List<String> lines) {
            Map<String, String> rules = new HashMap<>();
            for (String line : lines) {
                Matcher rule = RULE.matcher(line);
                Matcher same = SAME.matcher(line);
                if (same.matches()) {
                    rules.put("= " + same.group(1), same.group(2));
                } else if (rule.matches()) {
                    rules.put(KINDS.get(rule.group(2)) + " " + rule.group(1), rule.group(3));
                }
            }
            return rules;
        }
    }
}
