package play.host;

import java.time.Duration;
import java.util.List;
import play.value.Bytes;

/**
 * A piece of POSIX shell for a host, run by a fresh subshell of a persistent {@code sh}: it never appears in an
 * argument list, so it may hold secrets.
 *
 * @param text shell source; words from outside must be quoted with {@link ShellWords}
 * @param stdin what the script reads on its standard input; empty means end of file at once
 * @param deadline after which it and what it started are ended on the host
 * @param author whose environment it runs in
 * @param apart whether its output goes through pipes of its own; see {@link #apartFromOthers}
 */
public record Script(String text, Bytes stdin, Duration deadline, Author author, boolean apart) {
    /** Who wrote it. */
    public enum Author {
        /** {@code play}, which reads what it prints: it runs in locale C. */
        PLAY,
        /** A user of {@code play}: it runs in the locale that the host or the playbook says. */
        USER
    }

    /** For reads, which take milliseconds on a host that is well. */
    public static final Duration PROMPT = Duration.ofSeconds(60);

    public static Script of(String text) {
        return new Script(text, Bytes.EMPTY, PROMPT, Author.PLAY, false);
    }

    /** A script whose arguments are the ids of these keys. */
    public static <S extends HostState> Script over(List<StateKey<S>> keys, String text) {
        return of("set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + text);
    }

    /** The same as written by a user. */
    public Script ofUser() {
        return new Script(text, stdin, deadline, Author.USER, apart);
    }

    /**
     * The same for a script that may leave processes behind: what these write once it has ended is dropped, and never
     * read as the output of a later script. Takes two processes more on the host.
     */
    public Script apartFromOthers() {
        return new Script(text, stdin, deadline, author, true);
    }

    /** The same after other shell. */
    public Script after(String shell) {
        return new Script(shell + text, stdin, deadline, author, apart);
    }

    public Script within(Duration limit) {
        return new Script(text, stdin, limit, author, apart);
    }

    public Script withStdin(Bytes input) {
        return new Script(text, input, deadline, author, apart);
    }

    /** Says how long it is, never what it holds: it may be secret. */
    @Override
    public String toString() {
        return "script of " + text.length() + " characters";
    }
}
