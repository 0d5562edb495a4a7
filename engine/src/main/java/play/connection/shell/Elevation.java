package play.connection.shell;

import java.util.ArrayList;
import java.util.List;
import play.connection.transport.Become;
import play.host.ShellWords;

/**
 * How a command is run as another user, and how to tell that the password is asked for.
 *
 * @param nonce makes the prompt of sudo unmistakable
 */
record Elevation(Become become, String nonce) {
    /** The words that run a text by {@code sh} as the other user; prompts and complaints are to be in English. */
    String command(String text) {
        List<String> words = new ArrayList<>(List.of("env", "LC_ALL=C"));
        words.add(become.executable().orElse(become.method().program()));
        words.addAll(
                switch (become.method()) {
                    case SUDO -> sudo(text);
                    case SU -> su(text);
                    case DOAS -> doas(text);
                });
        return ShellWords.join(words);
    }

    private List<String> sudo(String text) {
        List<String> words = new ArrayList<>(List.of("-H"));
        words.addAll(become.password().isPresent() ? List.of("-S", "-p", prompt()) : List.of("-n"));
        words.addAll(become.flags());
        words.addAll(List.of("-u", become.user(), "--", "sh", "-c", text));
        return words;
    }

    private List<String> su(String text) {
        List<String> words = new ArrayList<>(become.flags());
        words.addAll(List.of(become.user(), "-s", "/bin/sh", "-c", text));
        return words;
    }

    private List<String> doas(String text) {
        List<String> words = new ArrayList<>(List.of("-n"));
        words.addAll(become.flags());
        words.addAll(List.of("-u", become.user(), "sh", "-c", text));
        return words;
    }

    /** What is written to stderr when the password is wanted. */
    String prompt() {
        return switch (become.method()) {
            case SUDO -> "[play " + nonce + "]";
            case SU, DOAS -> "assword:";
        };
    }
}
