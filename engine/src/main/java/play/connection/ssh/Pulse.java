package play.connection.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Notice;
import play.connection.transport.Timing;

/**
 * Asks a host every now and then whether it is still there, tells of its silence, and gives the connection up when that
 * lasts too long. A login may take as long as connecting may, so silence counts only once the host has answered. While
 * a file goes there, a question waits behind all that was written before it: whatever the host says meanwhile, such as
 * that it has room for more, is as good as an answer.
 */
final class Pulse {
    private static final int TOLD = 2;

    private final SSHClient client;
    private final PromptSockets sockets;
    private final String host;
    private final Timing timing;
    private final Consumer<Notice> notices;

    /** @param sockets the one of the connection */
    Pulse(SSHClient client, PromptSockets sockets, ConnectionSpec.Ssh spec, Consumer<Notice> notices) {
        this.client = client;
        this.sockets = sockets;
        this.host = spec.host();
        this.timing = spec.timing();
        this.notices = notices;
    }

    /** One question, sent by a thread of its own: nothing can be written to a host that takes nothing in. */
    private final class Question {
        private final Thread thread = Thread.ofVirtual().start(this::ask);

        /** A refusal is an answer too; after a lost connection nobody asks any more. */
        private void ask() {
            try {
                client.getConnection()
                        .sendGlobalRequest("keepalive@openssh.com", true, new byte[0])
                        .retrieve();
            } catch (SSHException e) {
                // most servers know no such request
            }
        }

        boolean isAnsweredWithin(Duration limit) throws InterruptedException {
            return thread.join(limit);
        }
    }

    /** Goes on until the connection is closed. */
    void start() {
        Thread.ofVirtual().start(() -> {
            try {
                listen();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void listen() throws InterruptedException {
        new Question().isAnsweredWithin(Duration.ofDays(1));
        while (client.isConnected()) {
            Thread.sleep(timing.keepAlive());
            await(new Question());
        }
    }

    private void await(Question question) throws InterruptedException {
        int missed = 0;
        long asked = System.nanoTime();
        while (!question.isAnsweredWithin(timing.keepAlive())) {
            missed = sockets.hasHeardSince(asked) ? 0 : missed + 1;
            asked = System.nanoTime();
            if (missed >= timing.misses()) {
                giveUp();
                return;
            }
            if (missed == TOLD) {
                notices.accept(new Notice.Silent(host, timing.keepAlive().multipliedBy(missed), timing.silence()));
            }
        }
    }

    /** By its socket: a farewell would wait for the host. */
    private void giveUp() {
        try {
            client.getSocket().close();
        } catch (IOException e) {
            // closed already
        }
    }
}
