package play.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Environment variables that alter what programs print. Scripts of {@code play} read output, so for them they are as in
 * a fresh account in locale C; commands of users see them as the host or the playbook has them.
 */
public final class ScriptEnvironment {
    private static final String OF_PROGRAMS =
            "POSIXLY_CORRECT BLOCK_SIZE TIME_STYLE QUOTING_STYLE GREP_OPTIONS TAR_OPTIONS";
    /** Names of those that are set aside, with spaces between. */
    static final String ASIDE_NAMES = "LC_ALL " + OF_PROGRAMS;

    /** Shell that makes it plain. */
    public static final String PLAIN = "unset " + OF_PROGRAMS + "; LC_ALL=C; export LC_ALL";

    /** Shell that makes it plain and keeps what the host has. */
    public static final String SET_ASIDE = setAside(ASIDE_NAMES);

    /** The same for another user, whom we have become in locale C. */
    public static final String SET_ASIDE_BECOME = setAside(OF_PROGRAMS);

    /** Shell that gives back what was set aside. */
    public static final String GIVEN_BACK = "unset LC_ALL; for play_v in " + ASIDE_NAMES
            + "; do eval \"[ \\\"\\${PLAY_$play_v+x}\\\" ] && export $play_v=\\\"\\$PLAY_$play_v\\\"\"; unset"
            + " PLAY_$play_v; done; unset play_v";

    private static final String ASIDE = "PLAY_";

    private ScriptEnvironment() {}

    /** The variables of a script of {@code play} as a command of a user would see them. */
    static Map<String, String> asUsersSeeIt(Map<String, String> variables) {
        Map<String, String> seen = new LinkedHashMap<>(variables);
        for (String name : ASIDE_NAMES.split(" ")) {
            seen.remove(name);
            Optional.ofNullable(seen.remove(ASIDE + name)).ifPresent(value -> seen.put(name, value));
        }
        return seen;
    }

    private static String setAside(String names) {
        return "for v in " + names + "; do eval \"[ \\\"\\${$v+x}\\\" ] && export PLAY_$v=\\\"\\$$v\\\"\"; done; "
                + PLAIN;
    }
}
