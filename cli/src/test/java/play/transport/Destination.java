package play.transport;

import play.connection.transport.HostKeys;
import play.connection.transport.Timing;

/**
 * Where a login leads.
 *
 * @param user takes the key of the lab
 */
record Destination(String address, int port, String user, HostKeys hostKeys, Timing timing) {}
