package play.load;

import java.util.Optional;
import play.playbook.Settings;

/** Why what is wrong with a step may wait until a host comes to it, as in Ansible. */
enum Excuse {
    IGNORED("'ignore_errors' lets the play go on after this; it fails here"),
    RESCUED("the block around it has a 'rescue', which runs where this fails"),
    CONDITIONAL("it is taken in on a condition only; a host that it holds for fails here");

    private final String note;

    Excuse(String note) {
        this.note = note;
    }

    /** What to say beside the problem. */
    String note() {
        return note;
    }

    /** The one that excuses most; nothing where all hosts come to the step, and fail for good. */
    static Optional<Excuse> of(Settings settings, Enclosing around) {
        if (settings.mayIgnoreErrors()) {
            return Optional.of(IGNORED);
        }
        return around.rescued()
                ? Optional.of(RESCUED)
                : Optional.of(CONDITIONAL).filter(condition -> !settings.when().isEmpty());
    }
}
