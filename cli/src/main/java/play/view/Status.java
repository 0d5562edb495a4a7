package play.view;

import java.util.Locale;
import play.event.Outcome;

/** How a task ended on a host, as reports tell it apart; what needs a look comes last. */
public enum Status {
    OK,
    SKIPPED,
    CHANGED,
    /** A dry run cannot tell. */
    UNKNOWN,
    /** It failed, and {@code ignore_errors} or {@code ignore_unreachable} lets the host go on. */
    IGNORED,
    /** It failed, and a {@code rescue} dealt with that. */
    RESCUED,
    FAILED,
    UNREACHABLE;

    static Status of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ok ok -> OK;
            case Outcome.Changed changed -> CHANGED;
            case Outcome.CannotTell unknown -> UNKNOWN;
            case Outcome.Skipped skipped -> SKIPPED;
            case Outcome.Failed failed -> failed.ignored() ? IGNORED : FAILED;
            case Outcome.Unreachable lost -> lost.ignored() ? IGNORED : UNREACHABLE;
        };
    }

    /** Whether the host stopped there. */
    public boolean isFailure() {
        return this == FAILED || this == UNREACHABLE;
    }

    /** As reports write it: {@code changed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
