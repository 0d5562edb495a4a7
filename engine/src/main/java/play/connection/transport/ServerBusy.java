package play.connection.transport;

import play.host.HostException;

/** A server has closed a connection before it said anything: it may have room for another one soon. */
public final class ServerBusy extends Exception {
    private static final long serialVersionUID = 1L;

    private final HostException.Unreachable refusal;

    /** @param refusal what it comes to when nothing helps */
    public ServerBusy(HostException.Unreachable refusal) {
        super(refusal);
        this.refusal = refusal;
    }

    public HostException.Unreachable refusal() {
        return refusal;
    }
}
