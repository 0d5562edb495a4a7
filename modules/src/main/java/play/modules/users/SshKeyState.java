package play.modules.users;

import play.host.HostState;
import play.value.Foreseen;

/** A private key of SSH with the public one beside it, of which only what is public is read. */
public sealed interface SshKeyState extends HostState {
    SshKeyState ABSENT = new Absent();

    record Absent() implements SshKeyState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * A key that is there.
     *
     * @param fingerprint as {@code ssh-keygen -l} prints it, or what it says of a file that is no key
     * @param publicKey a line as in the .pub file, or empty where there is no such file
     */
    record Present(Foreseen<String> fingerprint, Foreseen<String> publicKey) implements SshKeyState {
        @Override
        public boolean present() {
            return true;
        }
    }
}
