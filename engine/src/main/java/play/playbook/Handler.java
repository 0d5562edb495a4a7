package play.playbook;

import java.util.Set;

/**
 * A step that runs when it was notified.
 *
 * @param listen further names it answers to, shared with other handlers
 * @param roles names of the role it belongs to, which may stand before its own and its topics: {@code role : name}
 */
public record Handler(Step step, Set<String> listen, Set<String> roles) {
    public Handler {
        listen = Set.copyOf(listen);
        roles = Set.copyOf(roles);
    }

    /** Its name, as written. */
    public String name() {
        return step.name().shown();
    }

    /** Whether a notification of {@code wanted} means this handler by name (not by topic). */
    public boolean isNamed(String wanted) {
        return !name().isEmpty() && means(wanted, name());
    }

    /** Whether a notification of {@code wanted} means one of its topics. */
    public boolean listensTo(String wanted) {
        return listen.stream().anyMatch(topic -> means(wanted, topic));
    }

    /** Whether both are the same text of the same file. */
    boolean isWrittenAs(Handler other) {
        return step.span().equals(other.step.span()) && name().equals(other.name());
    }

    private boolean means(String wanted, String name) {
        return wanted.equals(name) || roles.stream().anyMatch(owner -> wanted.equals(owner + " : " + name));
    }
}
