package play.modules.firewall;

import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What a host's iptables makes of a rule. Only so are two ways to write one rule known as the same. */
sealed interface IptablesSpelling extends HostState {
    /**
     * @param rule as iptables tells of it, without the chain
     * @param leads whether it leads to a chain, rather than to a target that iptables has
     */
    record Of(String rule, boolean leads) implements IptablesSpelling {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** iptables takes no such rule. */
    record Refused(String why) implements IptablesSpelling {
        @Override
        public boolean present() {
            return false;
        }
    }

    static StateKey<IptablesSpelling> of(IptablesModule.Params params, IptablesWords.Version version) {
        List<String> words = params.rule().words(version);
        return new Family(
                        version.program(),
                        params.table().word(),
                        params.chain().orElse(""),
                        params.rule().chain(),
                        params.rule().matchSet())
                .key(ShellWords.join(words));
    }

    /**
     * Has the rule made in a network namespace that nobody else sees, and that is gone with the question. An id is a
     * rule, quoted for a shell.
     *
     * @param to the chain or target that it leads to
     * @param set the one that it asks
     */
    record Family(String program, String table, String chain, Optional<String> to, Optional<String> set)
            implements StateFamily<IptablesSpelling> {
        private static final String TRY = """
            x=$1 t=$2 c=$3 to=$4 set=$5
            shift 5
            act() { "$x" -w -t "$t" "$@"; }
            [ -z "$set" ] || ipset restore
            act -N "$c" 2>/dev/null
            leads=no
            if ! why=$(act -A "$c" "$@" 2>&1); then
              leads=yes
              if [ -z "$to" ] || ! act -N "$to" >/dev/null 2>&1 || ! act -A "$c" "$@" >/dev/null 2>&1; then
                printf 'refused\\0%s\\0%s\\0' "$leads" "$why"
                exit
              fi
            fi
            printf 'spelled\\0%s\\0%s\\0' "$leads" "$(act -S "$c" | sed -n 's/^-A [^ ]* *//p')"
            """;

        private static final String ASK = """
            PATH=$PATH:/usr/sbin:/sbin
            export LC_ALL=C
            ask() {
              if ! command -v "$x" >/dev/null; then
                printf 'lacking\\0no\\0%s\\0' "$x"
              elif ! why=$(unshare -n true 2>&1); then
                printf 'closed\\0no\\0%s\\0' "$why"
              else
                { [ -z "$set" ] || ipset save "$set" 2>/dev/null | sed 1q; } |
                  unshare -n sh -c "$try" play "$x" "$t" "$c" "$to" "$set" "$@"
              fi
            }
            """;

        @Override
        public String name() {
            return "rule of iptables";
        }

        @Override
        public Class<IptablesSpelling> type() {
            return IptablesSpelling.class;
        }

        @Override
        public Place under() {
            return Place.below("/usr/sbin", "/etc/protocols", "/etc/services");
        }

        @Override
        public boolean isTold() {
            return false;
        }

        @Override
        public Script read(List<StateKey<IptablesSpelling>> keys) {
            StringBuilder script = new StringBuilder(ASK);
            variable(script, "try", TRY);
            variable(script, "x", program);
            variable(script, "t", table);
            variable(script, "c", chain);
            variable(script, "to", to.orElse(""));
            variable(
                    script,
                    "set",
                    set.map(name -> name.replaceFirst("^!\\s*", "")).orElse(""));
            keys.forEach(key -> script.append("ask ").append(key.id()).append('\n'));
            return Script.of(script.toString());
        }

        private static void variable(StringBuilder script, String name, String value) {
            script.append(name).append('=').append(ShellWords.quote(value)).append('\n');
        }

        @Override
        public Told<IptablesSpelling> told(List<StateKey<IptablesSpelling>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, id) -> {
                String word = parts.next("lacking, closed, refused or spelled");
                boolean leads = parts.next("yes or no").equals("yes");
                String text = parts.next("what iptables says").strip();
                return switch (word) {
                    case "lacking" ->
                        throw new UnknownStateException(
                                "the host has no program " + text + IptablesTable.Family.LACKING);
                    case "closed" ->
                        throw new UnknownStateException(
                                "a rule is tried in a network namespace of its own, and this user" + " can make none: "
                                        + text);
                    case "refused" -> new Refused(text.lines().findFirst().orElse("iptables takes no such rule"));
                    case "spelled" -> spelled(text, leads);
                    case String other ->
                        throw UnknownStateException.expected("lacking, closed, refused or spelled", other);
                };
            };
        }

        private static Of spelled(String text, boolean leads) throws UnknownStateException {
            if (text.isEmpty() || text.lines().count() != 1) {
                throw UnknownStateException.expected("one rule", text);
            }
            return new Of(text, leads);
        }
    }
}
