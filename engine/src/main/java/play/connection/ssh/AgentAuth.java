package play.connection.ssh;

import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Logs in with a key that an agent holds: the agent signs, the key stays there. */
final class AgentAuth extends AbstractAuthMethod {
    private static final int RSA_SHA2_512 = 4;

    private final Agent agent;
    private final Agent.Key key;
    private final String algorithm;

    AgentAuth(Agent agent, Agent.Key key) throws Agent.Failed {
        super("publickey");
        this.agent = agent;
        this.key = key;
        this.algorithm = algorithm(key);
    }

    private static String algorithm(Agent.Key key) throws Agent.Failed {
        try {
            String type = new Buffer.PlainBuffer(key.blob().toArray()).readString();
            return type.equals("ssh-rsa") ? "rsa-sha2-512" : type;
        } catch (Buffer.BufferException e) {
            throw new Agent.Failed("its answer is broken");
        }
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq()
                .putBoolean(signed)
                .putString(algorithm)
                .putString(key.blob().toArray());
    }

    /** The host would take this key: proves that the agent has it. */
    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] data = new Buffer.PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            int flags = algorithm.equals("rsa-sha2-512") ? RSA_SHA2_512 : 0;
            params.getTransport().write(request.putString(agent.sign(key, data, flags)));
        } catch (Agent.Failed e) {
            throw new UserAuthException("the agent did not sign: " + e.getMessage());
        }
    }
}
