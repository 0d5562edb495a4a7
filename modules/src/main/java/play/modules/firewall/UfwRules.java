package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * The rules of a host's ufw, as it writes them down: {@code allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in}.
 *
 * @param rules those there are, for IPv4 and then for IPv6
 * @param next those there would be, as ufw says, once a task's rule is added or deleted
 */
record UfwRules(List<String> rules, List<String> next) implements HostState {
    UfwRules {
        rules = List.copyOf(rules);
        next = List.copyOf(next);
    }

    @Override
    public boolean present() {
        return !rules.isEmpty();
    }

    /**
     * Asks ufw. A key's id is the task's rule, as ufw takes it.
     *
     * @param question script that asks what would become of the rules
     * @param deletes whether the rule is to be deleted
     */
    record Family(String question, boolean deletes) implements StateFamily<UfwRules> {
        private static final Pattern LINE = Pattern.compile("(now|next)[46] |(says[46]|likes6)$|like6? ");

        @Override
        public String name() {
            return "ufw rules";
        }

        @Override
        public Class<UfwRules> type() {
            return UfwRules.class;
        }

        @Override
        public Place under() {
            return UfwScripts.UNDER;
        }

        @Override
        public Script read(List<StateKey<UfwRules>> keys) {
            return Script.of(question);
        }

        /**
         * Lines begin with what they are of: {@code now4}, {@code now6}, {@code next4}, {@code next6}; and
         * {@code like6}, if it is told what a rule that is not a limit would come to.
         */
        @Override
        public Told<UfwRules> told(List<StateKey<UfwRules>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("ufw takes no such rule");
            List<String> lines = result.lines();
            for (String line : lines) {
                if (!LINE.matcher(line).lookingAt()) {
                    throw UnknownStateException.expected("ufw's rules", line);
                }
            }
            List<String> now = new ArrayList<>(after("now4 ", lines));
            List<String> next = new ArrayList<>(lines.contains("says4") ? after("next4 ", lines) : now);
            List<String> there = after("now6 ", lines);
            now.addAll(there);
            next.addAll(lines.contains("says6") ? after("next6 ", lines) : limited(there, lines));
            UfwRules rules = new UfwRules(now, next);
            return (index, id) -> rules;
        }

        /** With a limit as it would be, or without, where that is what is asked for. */
        private List<String> limited(List<String> there, List<String> lines) {
            if (!lines.contains("likes6")) {
                return there;
            }
            String like = String.join("", after("like ", lines));
            List<String> next = new ArrayList<>();
            List<String> limits = new ArrayList<>();
            for (String rule : after("like6 ", lines)) {
                String limit = rule.replaceFirst("^(route:)?" + Pattern.quote(like), "$1limit");
                next.add(there.contains(rule) ? rule : limit);
                limits.addAll(there.contains(rule) ? List.of() : List.of(limit));
            }
            return deletes
                    ? there.stream().filter(rule -> !limits.contains(rule)).toList()
                    : next;
        }

        private static List<String> after(String prefix, List<String> lines) {
            return lines.stream()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .toList();
        }
    }
}
