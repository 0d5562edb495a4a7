package play.connection.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import play.connection.transport.Become;
import play.connection.transport.Connection;
import play.connection.transport.HostProcess;
import play.connection.transport.Words;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptEnvironment;
import play.host.ShellWords;
import play.host.Talk;
import play.value.Bytes;

/** Starts programs on a host as some user, past banners, slow login shells and password prompts. */
public final class ShellStart {
    private static final int TAIL = 2000;
    private static final byte[] LINE_FEED = {'\n'};

    /**
     * What is there before the program starts; only single quotes are around it, so that any login shell can read it.
     */
    private static final String GREETING =
            "PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; export PATH; "
                    + "b=; s=; { read -r b </proc/sys/kernel/random/boot_id; read -r s </proc/$$/stat; } 2>/dev/null; "
                    + "echo \"@TOKEN@|$(command -v printf)|$(command -v base64)|$b|$s\"; ";

    /** Before another user is become: which process is about to, with the words that do it as arguments. */
    private static final String ANNOUNCEMENT =
            "b=; s=; { read -r b </proc/sys/kernel/random/boot_id; read -r s </proc/$$/stat; } 2>/dev/null; "
                    + "echo \"@TOKEN@ by|$b|$s|@TOKEN@ to\"; exec \"$@\"";

    private final Account account;
    private final Connection connection;
    private final String token = Nonce.next();
    private final Elevations elevations;
    private volatile Optional<ShellIdentity> elevating = Optional.empty();

    public ShellStart(Account account, Connection connection) {
        this.account = account;
        this.connection = connection;
        this.elevations = new Elevations(account.become().map(become -> new Elevation(become, token)), token);
    }

    private record Elevations(Optional<Elevation> elevation, String token) {
        String command(String text) {
            return elevation.map(other -> elevated(other, text)).orElseGet(() -> "sh -c " + ShellWords.quote(text));
        }

        private String elevated(Elevation other, String text) {
            return "sh -c " + ShellWords.quote(ANNOUNCEMENT.replace("@TOKEN@", token)) + " sh "
                    + other.command("{ [ -r . ] && [ -x . ]; } || cd 2>/dev/null || cd /; " + text);
        }
    }

    /**
     * A program that runs, and what it writes.
     *
     * @param identity empty where the host has no {@code /proc}
     */
    public record Started(HostProcess process, Arrivals arrivals, Optional<ShellIdentity> identity) {
        public void close() {
            arrivals.close();
            process.close();
        }
    }

    /**
     * A shell whose input a child of it passes on, which ends what runs when that input is over: however {@code play}
     * or the connection came to an end, nothing goes on unseen. Where no pipe can be made, there is no such child. How
     * to end it comes as the first line of input: sudo writes what is in its arguments to the log of the host.
     */
    private static final String WATCHED =
            "read -r e; d=$(mktemp -d 2>/dev/null) && mkfifo \"$d/in\" 2>/dev/null || { rm -rf \"$d\"; exec sh; };"
                    + " exec 3<&0; ( { exec >\"$d/in\"; rm -rf \"$d\"; cat <&3;"
                    + " exec >/dev/null; eval \"$(echo $e | base64"
                    + " -d)\"; } 2>/dev/null & ); exec sh <\"$d/in\" 3<&-";

    /** A persistent shell. */
    public ShellChannel shell() throws HostException, InterruptedException {
        return new ShellChannel(
                account.host(),
                start(WATCHED),
                Frame.ascii(Bytes.of(Leftovers.ofOwnShell()).base64() + "\n" + OwnPipes.FUNCTIONS),
                script -> new ShellStart(account, connection).runAside(script));
    }

    /** A program whose streams are at hand here. */
    public Talk talk(String program) throws HostException, InterruptedException {
        OpenTalk talk =
                new OpenTalk(start(OpenTalk.PROGRAM), script -> new ShellStart(account, connection).runAside(script));
        boolean begun = false;
        try {
            talk.begin(program);
            begun = true;
            return talk;
        } catch (IOException e) {
            throw new HostException.Unreachable("the connection to " + account.host() + " broke: " + e.getMessage(), e);
        } finally {
            if (!begun) {
                talk.close();
            }
        }
    }

    /**
     * Runs a script in a shell of its own.
     *
     * @return whether it succeeded; where the host can't be reached any more, nothing there can be done from here
     */
    public boolean runAside(Script script) throws InterruptedException {
        try (ShellChannel shell = shell()) {
            return shell.run(List.of(script)).getFirst().succeeded();
        } catch (HostException | ShellEnded | ScriptOverdue e) {
            return false;
        }
    }

    /**
     * Starts a program.
     *
     * @param program shell source; its input is all that follows
     */
    public Started start(String program) throws HostException, InterruptedException {
        String aside = account.become().isPresent() ? ScriptEnvironment.SET_ASIDE_BECOME : ScriptEnvironment.SET_ASIDE;
        String text = aside + "; " + GREETING.replace("@TOKEN@", token) + program;
        try {
            return inTurn("exec " + elevations.command(text));
        } catch (Overdue e) {
            throw account.hangs(limit(), giveUp());
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        }
    }

    /** Nothing has come in time. */
    private static final class Overdue extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private Started inTurn(String command) throws Overdue, HostException, InterruptedException {
        Optional<Semaphore> starting = connection.starting();
        if (starting.isEmpty()) {
            return greeted(connection.start(command));
        }
        starting.get().acquire();
        try {
            return greeted(connection.start(command));
        } finally {
            starting.get().release();
        }
    }

    private Started greeted(HostProcess process) throws Overdue, HostException, InterruptedException {
        Arrivals arrivals = new Arrivals(process, account.host());
        boolean greeted = false;
        try {
            Optional<ShellIdentity> identity = greeting(process, arrivals);
            greeted = true;
            elevating = Optional.empty();
            return new Started(process, arrivals, identity);
        } finally {
            if (!greeted) {
                arrivals.close();
                process.close();
            }
        }
    }

    /**
     * Ends a sudo, su or doas that hangs before anything could start: its user may, as long as it has not become
     * another.
     *
     * @return whether it is gone
     */
    public boolean giveUp() throws InterruptedException {
        Optional<ShellIdentity> hanging = elevating;
        elevating = Optional.empty();
        return hanging.isPresent()
                && new ShellStart(account.loggedIn(), connection).runAside(Leftovers.endOf(hanging.get()));
    }

    private sealed interface Heard {
        record Announcement(Optional<ShellIdentity> who) implements Heard {}

        record Greeting() implements Heard {}

        record Prompt(Elevation elevation) implements Heard {}

        record End() implements Heard {}
    }

    private Optional<ShellIdentity> greeting(HostProcess process, Arrivals arrivals)
            throws Overdue, HostException, InterruptedException {
        long deadline = System.nanoTime() + limit().toNanos();
        boolean asked = false;
        while (true) {
            switch (await(arrivals, () -> listen(arrivals), deadline)) {
                case Heard.Announcement(Optional<ShellIdentity> who) -> elevating = who;
                case Heard.Greeting _ -> {
                    return identity(arrivals, deadline);
                }
                case Heard.Prompt(Elevation elevation) -> {
                    answer(process, elevation.become(), asked);
                    asked = true;
                    deadline = System.nanoTime() + limit().toNanos();
                }
                case Heard.End _ -> throw ended(arrivals.lastWords(TAIL));
            }
        }
    }

    private static <T> T await(Arrivals arrivals, Supplier<Optional<T>> look, long deadline)
            throws Overdue, InterruptedException {
        return arrivals.await(look, deadline).orElseThrow(Overdue::new);
    }

    private HostException ended(String words) {
        elevating = Optional.empty();
        return connection.isAlive()
                ? account.refusal(words)
                : new HostException.Unreachable("the connection to " + account.host() + " broke: " + words);
    }

    /** A login may wait for a home or a directory service, and read files of the user's. */
    private Duration limit() {
        Duration connect = account.spec().timing().connect();
        return account.become().isPresent() ? connect : connect.multipliedBy(4);
    }

    private Optional<Heard> listen(Arrivals arrivals) {
        Optional<Heard> announced = announcement(arrivals.out());
        if (announced.isPresent()) {
            return announced;
        }
        if (arrivals.out().takeBefore(Frame.ascii(token + "|")).isPresent()) {
            return Optional.of(new Heard.Greeting());
        }
        Optional<Heard> prompt = elevations
                .elevation()
                .filter(elevation -> arrivals.err()
                        .takeBefore(Frame.ascii(elevation.prompt()))
                        .isPresent())
                .map(Heard.Prompt::new);
        return prompt.isEmpty() && arrivals.out().ended() ? Optional.of(new Heard.End()) : prompt;
    }

    private Optional<Heard> announcement(Inflow out) {
        return elevations
                .elevation()
                .flatMap(_ -> out.takeBefore(Frame.ascii("|" + token + " to\n")))
                .map(Bytes::utf8)
                .map(text -> text.substring(text.lastIndexOf(token + " by|") + token.length() + 4))
                .map(text -> text.split("\\|", 2))
                .map(fields -> new Heard.Announcement(ShellIdentity.parse(fields[0], fields[1])));
    }

    private void answer(HostProcess process, Become become, boolean again) throws HostException {
        if (again) {
            throw account.wrongPassword(become);
        }
        Object password =
                become.password().orElseThrow(() -> account.noPassword(become)).value();
        try {
            process.stdin().write((password + "\n").getBytes(StandardCharsets.UTF_8));
            process.stdin().flush();
        } catch (IOException e) {
            throw new HostException.Unreachable("the connection to " + account.host() + " broke: " + e.getMessage(), e);
        }
    }

    private Optional<ShellIdentity> identity(Arrivals arrivals, long deadline)
            throws Overdue, HostException, InterruptedException {
        Bytes line = await(arrivals, () -> arrivals.out().takeBefore(LINE_FEED), deadline);
        String[] fields = line.utf8().split("\\|", 4);
        if (fields.length < 4) {
            throw account.refusal("the beginning of a greeting, and then " + Words.last(line));
        }
        if (!fields[0].equals("printf") || fields[1].isEmpty()) {
            String lacks =
                    fields[1].isEmpty() ? "no base64 (of coreutils or busybox)" : "a sh whose printf is not built in";
            throw new HostException.Unreachable(account.host() + " has " + lacks + ", which play needs");
        }
        return ShellIdentity.parse(fields[2], fields[3]);
    }
}
