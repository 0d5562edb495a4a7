package play.modules.selinux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
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
 * A boolean of SELinux's policy.
 *
 * @param running its value in the kernel, where that runs SELinux and knows it
 * @param stored its value at boot, where it was asked for and the policy knows it
 */
record BooleanState(Optional<Boolean> running, Optional<Boolean> stored) implements HostState {
    @Override
    public boolean present() {
        return running.isPresent() || stored.isPresent();
    }

    /**
     * A key's id is the name of a boolean.
     *
     * @param stored whether it is read what they are at boot, which takes semanage and a second
     */
    record Family(boolean stored) implements StateFamily<BooleanState> {
        private static final Pattern LINE = Pattern.compile("(\\S+)\\s+\\((on|off)\\s*,\\s*(on|off)\\).*");

        private static final String RUNNING = """
            for name do
              if [ -r "/sys/fs/selinux/booleans/$name" ]; then
                read -r now rest <"/sys/fs/selinux/booleans/$name"
                printf 'running %s %s\\n' "$now" "$name"
              fi
            done
            """;

        @Override
        public String name() {
            return stored ? "SELinux boolean" : "SELinux boolean in the kernel";
        }

        @Override
        public Class<BooleanState> type() {
            return BooleanState.class;
        }

        @Override
        public Place under() {
            return Semanage.UNDER;
        }

        @Override
        public Script read(List<StateKey<BooleanState>> keys) {
            return Script.over(keys, RUNNING + (stored ? Semanage.FIND + "semanage boolean -l -n\n" : ""));
        }

        @Override
        public Told<BooleanState> told(List<StateKey<BooleanState>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the booleans of SELinux cannot be read");
            Map<String, Boolean> running = new HashMap<>();
            Map<String, Boolean> atBoot = new HashMap<>();
            for (String line : result.lines()) {
                Matcher parts = LINE.matcher(line);
                if (line.startsWith("running ")) {
                    String[] words = line.split(" ", 3);
                    running.put(words[2], words[1].equals("1"));
                } else if (parts.matches()) {
                    atBoot.put(parts.group(1), parts.group(3).equals("on"));
                } else if (!line.isBlank()) {
                    throw UnknownStateException.expected("a boolean of SELinux", line);
                }
            }
            return (index, name) ->
                    new BooleanState(Optional.ofNullable(running.get(name)), Optional.ofNullable(atBoot.get(name)));
        }
    }
}
