package play.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import play.connection.shell.Account;
import play.connection.shell.Leftovers;
import play.connection.shell.ScriptOverdue;
import play.connection.shell.ShellChannel;
import play.connection.shell.ShellEnded;
import play.connection.shell.ShellIdentity;
import play.connection.shell.ShellStart;
import play.connection.shell.Upload;
import play.connection.transport.Connection;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.Talk;

/** The shell of an account, opened when it is first used and again whenever it was lost. */
final class HostShell implements Shell {
    private final Account account;
    private final Link link;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<ShellChannel> channel = Optional.empty();
    private volatile Optional<ShellIdentity> leftover = Optional.empty();
    private volatile Optional<ShellChannel> abandoned = Optional.empty();
    private volatile Optional<ShellStart> underWay = Optional.empty();
    private final Queue<ShellStart.Started> uploads = new ConcurrentLinkedQueue<>();
    /** The last one, which may be under way. */
    private volatile Optional<Talk> talk = Optional.empty();

    private volatile boolean closed;

    HostShell(Account account, Link link) {
        this.account = account;
        this.link = link;
    }

    @Override
    public List<ScriptResult> run(List<Script> scripts) throws HostException, InterruptedException {
        if (scripts.isEmpty()) {
            return List.of();
        }
        lock.lockInterruptibly();
        try {
            return running(ready(), scripts);
        } finally {
            letGoOfUploads();
            lock.unlock();
        }
    }

    /** A script that kills its shell has failed, and no other: those after it run in another shell. */
    private List<ScriptResult> goOn(ShellEnded ended, List<Script> scripts) throws HostException, InterruptedException {
        if (closed || !ended.wasKilled()) {
            throw ended.interrupted();
        }
        List<ScriptResult> results = new ArrayList<>(ended.results());
        List<Script> rest = scripts.subList(results.size(), scripts.size());
        if (!rest.isEmpty()) {
            results.addAll(running(again(ended), rest));
        }
        return results;
    }

    /** Something has run, so a host that can't be reached any more is no longer simply unreachable. */
    private ShellChannel again(ShellEnded ended) throws HostException, InterruptedException {
        try {
            return ready();
        } catch (HostException.Unreachable e) {
            throw ended.interrupted();
        }
    }

    private List<ScriptResult> running(ShellChannel shell, List<Script> scripts)
            throws HostException, InterruptedException {
        try {
            return shell.run(scripts);
        } catch (ShellEnded e) {
            abandon(shell);
            return goOn(e, scripts);
        } catch (HostException.Interrupted e) {
            abandon(shell);
            throw e;
        } catch (ScriptOverdue e) {
            abandon(shell);
            throw new HostException.TimedOut(e.getMessage() + " on " + account.host() + "; " + end());
        } catch (InterruptedException e) {
            abandon(shell);
            end();
            throw e;
        } catch (RuntimeException | Error e) {
            // Half of an answer may be left in it.
            abandon(shell);
            throw e;
        }
    }

    private void abandon(ShellChannel shell) {
        leftover = shell.identity();
        channel = Optional.empty();
        abandoned.ifPresent(ShellChannel::close);
        abandoned = Optional.of(shell);
        shell.ignore();
    }

    /** Its host ends what it runs when it is closed, so that is left to the end of what was abandoned. */
    private void closeAbandoned() {
        abandoned.ifPresent(ShellChannel::close);
        abandoned = Optional.empty();
    }

    /** Ends what was abandoned, and says how that went. */
    private String end() throws InterruptedException {
        if (leftover.isEmpty()) {
            closeAbandoned();
            return "whether it still runs is unknown: the host has no /proc";
        }
        try {
            ready();
            return "it has been ended there";
        } catch (HostException e) {
            return "it could not be ended there: " + e.getMessage();
        }
    }

    private ShellChannel ready() throws HostException, InterruptedException {
        if (closed) {
            throw new HostException.Unreachable("the shell on " + account.host() + " is closed");
        }
        if (channel.isPresent() && channel.get().isAlive()) {
            return channel.get();
        }
        channel.ifPresent(this::abandon);
        ShellChannel fresh = starting(ShellStart::shell);
        channel = Optional.of(fresh);
        endLeftover(fresh);
        return fresh;
    }

    @FunctionalInterface
    private interface Starting<T> {
        T by(ShellStart start) throws HostException, InterruptedException;
    }

    /** Nothing has run yet when a start finds its connection lost, so another one may be made without a word. */
    private <T> T starting(Starting<T> starting) throws HostException, InterruptedException {
        Connection connection = link.connection();
        try {
            return by(connection, starting);
        } catch (HostException.Unreachable e) {
            if (connection.isAlive()) {
                throw e;
            }
        }
        return by(link.connection(), starting);
    }

    private <T> T by(Connection connection, Starting<T> starting) throws HostException, InterruptedException {
        ShellStart start = new ShellStart(account, connection);
        underWay = Optional.of(start);
        try {
            return starting.by(start);
        } finally {
            underWay = Optional.empty();
        }
    }

    private void endLeftover(ShellChannel fresh) throws HostException, InterruptedException {
        if (leftover.isPresent()) {
            try {
                fresh.run(List.of(Leftovers.endOf(leftover.get())));
                leftover = Optional.empty();
            } catch (ShellEnded | ScriptOverdue e) {
                channel = Optional.empty();
                fresh.close();
                throw new HostException.Unreachable(
                        "an earlier script on " + account.host() + " could not be ended", e);
            }
        }
        closeAbandoned();
    }

    @Override
    public void upload(Source content, long size, String path) throws HostException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (leftover.isPresent()) {
                ready();
            }
            Upload upload = new Upload(account.host(), size, path);
            ShellStart.Started started = starting(start -> start.start(upload.program()));
            upload.send(content, started);
            uploads.add(started);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Talk talk(String program) throws HostException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (leftover.isPresent()) {
                ready();
            }
            Talk begun = starting(start -> start.talk(program));
            talk = Optional.of(begun);
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** What they hold and nobody has moved is removed on the host. */
    private void letGoOfUploads() {
        for (ShellStart.Started upload = uploads.poll(); upload != null; upload = uploads.poll()) {
            upload.close();
        }
    }

    @Override
    public void reconnect() throws HostException, InterruptedException {
        lock.lockInterruptibly();
        try {
            channel.ifPresent(this::abandon);
            link.close();
            ready();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isHere() {
        return link.isHere();
    }

    /** Ends the shell, and first what it is running if another thread is waiting for that. */
    @Override
    public void close() {
        boolean idle = lock.tryLock();
        try {
            Optional<ShellIdentity> busy = idle ? leftover : channel.flatMap(ShellChannel::identity);
            closed = true;
            letGoOfUploads();
            busy.ifPresent(this::endFromAside);
            talk.ifPresent(Talk::close);
            underWay.ifPresent(HostShell::giveUp);
            closeAbandoned();
            channel.ifPresent(ShellChannel::close);
            channel = Optional.empty();
        } finally {
            if (idle) {
                lock.unlock();
            }
        }
    }

    private void endFromAside(ShellIdentity busy) {
        try {
            if (new ShellStart(account, link.connection()).runAside(Leftovers.endOf(busy))) {
                leftover = Optional.empty();
            }
        } catch (HostException e) {
            // The host can't be reached any more, so nothing there can be ended from here.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void giveUp(ShellStart start) {
        try {
            start.giveUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
