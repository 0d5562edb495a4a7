package play.connection.ssh;

import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.UserAuthImpl;
import net.schmizz.sshj.userauth.method.AuthMethod;

/**
 * The part of a connection in which the user logs in. Banners are not read: sshj breaks off at one of more than 32 KiB.
 */
final class UserAuthentication extends UserAuthImpl {
    private final SSHClient client;

    UserAuthentication(SSHClient client) {
        super(client.getTransport());
        this.client = client;
    }

    /**
     * Tries one method.
     *
     * @return false when the host does not accept it, or wants another one after it
     * @throws UserAuthException it can't be tried
     */
    boolean accepts(String user, AuthMethod method) throws UserAuthException, TransportException {
        method.setLoggerFactory(client.getTransport().getConfig().getLoggerFactory());
        return authenticate(
                user,
                (net.schmizz.sshj.Service) client.getConnection(),
                method,
                client.getTransport().getTimeoutMs());
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        if (message != Message.USERAUTH_BANNER) {
            super.handle(message, packet);
        }
    }
}
