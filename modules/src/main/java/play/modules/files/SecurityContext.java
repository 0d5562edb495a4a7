package play.modules.files;

import java.util.List;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** What SELinux goes by at a path. */
sealed interface SecurityContext extends HostState {
    SecurityContext OFF = new Off();

    @Override
    default boolean present() {
        return true;
    }

    /** The host has no SELinux, or it is switched off. */
    record Off() implements SecurityContext {}

    /**
     * On a host with SELinux.
     *
     * @param at what stands at the path has it; of nothing, all parts are known after the run
     * @param policy what the policy gives a path such as this
     */
    record On(Label at, Label policy) implements SecurityContext {}

    /** User, role, type and level. */
    record Label(Foreseen<String> user, Foreseen<String> role, Foreseen<String> type, Foreseen<String> level) {
        private static final int PARTS = 4;

        /** @param why nothing of it is known where the text is no context */
        static Label of(String text, String why) {
            String[] parts = text.split(":", PARTS);
            return parts.length < PARTS - 1
                    ? unknown(why)
                    : new Label(
                            new Foreseen.Exactly<>(parts[0]),
                            new Foreseen.Exactly<>(parts[1]),
                            new Foreseen.Exactly<>(parts[2]),
                            new Foreseen.Exactly<>(parts.length == PARTS ? parts[3] : ""));
        }

        static Label unknown(String why) {
            Foreseen<String> later = new Foreseen.Later<>(why);
            return new Label(later, later, later, later);
        }

        List<Foreseen<String>> parts() {
            return List.of(user, role, type, level);
        }
    }

    static StateKey<SecurityContext> at(String path) {
        return new Family().key(path);
    }

    record Family() implements StateFamily<SecurityContext> {
        private static final String READ = """
            for p do
              if [ -e /sys/fs/selinux/enforce ]; then
                c=$(stat -c %C -- "$p" 2>/dev/null) || c=
                d=$(matchpathcon -n -- "$p" 2>/dev/null) || d=
                printf 'on\\0%s\\0%s\\0' "$c" "$d"
              else
                printf 'off\\0\\0\\0'
              fi
            done
            """;

        @Override
        public String name() {
            return "SELinux context";
        }

        @Override
        public Class<SecurityContext> type() {
            return SecurityContext.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Script read(List<StateKey<SecurityContext>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<SecurityContext> told(List<StateKey<SecurityContext>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> {
                String state = parts.next("on or off");
                Label at = Label.of(parts.next("a context"), "the context of " + path + " is known after the run");
                Label policy = Label.of(parts.next("a context"), "the policy tells no context for " + path);
                return switch (state) {
                    case "off" -> OFF;
                    case "on" -> new On(at, policy);
                    default -> throw UnknownStateException.expected("on or off", state);
                };
            };
        }
    }
}
