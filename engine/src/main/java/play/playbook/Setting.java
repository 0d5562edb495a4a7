package play.playbook;

import java.util.Locale;

/** A keyword that plays, roles, blocks and tasks may have, and of which the innermost counts. */
public enum Setting {
    BECOME,
    BECOME_USER,
    BECOME_METHOD,
    BECOME_FLAGS,
    BECOME_EXE,
    CONNECTION,
    PORT,
    REMOTE_USER,
    NO_LOG,
    RUN_ONCE,
    IGNORE_ERRORS,
    IGNORE_UNREACHABLE,
    CHECK_MODE,
    DIFF,
    ANY_ERRORS_FATAL,
    TIMEOUT,
    THROTTLE,
    DELEGATE_TO,
    DELEGATE_FACTS;

    /** As playbooks spell it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Only blocks and tasks are delegated. */
    public boolean belongsToPlays() {
        return this != DELEGATE_TO && this != DELEGATE_FACTS;
    }
}
