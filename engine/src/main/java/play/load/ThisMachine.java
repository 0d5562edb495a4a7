package play.load;

import java.util.Set;
import play.playbook.Data;

/** Which hosts are the machine that {@code play} runs on: what tasks write there, later ones find. */
@FunctionalInterface
public interface ThisMachine {
    /** Names that mean it whatever an inventory says. */
    Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1");

    String CONNECTION = "ansible_connection";

    /** Without an inventory. */
    ThisMachine BY_NAME = NAMES::contains;

    /**
     * Whether it is, or may be, one of the hosts that a pattern means. Says so before the playbook's own variables are
     * known.
     */
    boolean isAmong(String pattern);

    /** Whether a connection may be none; a template may come to anything. */
    static boolean isLocal(Data connection) {
        return connection.literalText().map(ThisMachine::isLocal).orElse(true);
    }

    /** The same of its name. */
    static boolean isLocal(String connection) {
        return connection.equals("local");
    }
}
