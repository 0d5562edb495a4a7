package play.host;

import java.time.Duration;
import play.value.Bytes;

/**
 * A piece of POSIX shell for a host, run by a fresh subshell of a persistent {@code sh}: it never appears in an
 * argument list, so it may hold secrets.
 *
 * @param text shell source; words from outside must be quoted with {@link ShellWords}
 * @param stdin what the script reads on its standard input; empty means end of file at once
 * @param deadline after which it and what it started are ended on the host
 * @param author whose environment it runs in
 */
public record Script(String text, Bytes stdin, Duration deadline, Author author) {
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
        return new Script(text, Bytes.EMPTY, PROMPT, Author.PLAY);
    }

    /** The same as written by a user. */
    public Script ofUser() {
        return new Script(text, stdin, deadline, Author.USER);
    }

    /** The same after other shell. */
    public Script after(String shell) {
        return new Script(shell + text, stdin, deadline, author);
    }

    public Script within(Duration limit) {
        return new Script(text, stdin, limit, author);
    }

    public Script withStdin(Bytes input) {
        return new Script(text, input, deadline, author);
    }

    /** Says how long it is, never what it holds: it may be secret. */
    @Override
    public String toString() {
        return "script of " + text.length() + " characters";
    }
}
