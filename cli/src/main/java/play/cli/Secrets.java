package play.cli;

import java.util.List;
import play.run.Access;
import play.vault.VaultPassword;

/** Where the passwords of a run come from. */
interface Secrets {
    /** Files, programs and whoever is asked, as the options say. */
    Secrets ASKED = new Secrets() {
        @Override
        public List<VaultPassword> vault(Arguments arguments) throws UsageException, InterruptedException {
            return Passwords.vault(arguments);
        }

        @Override
        public Access access(Arguments arguments) throws UsageException, InterruptedException {
            return AccessOptions.read(arguments);
        }
    };

    List<VaultPassword> vault(Arguments arguments) throws UsageException, InterruptedException;

    /** How hosts are reached, with the passwords for it. */
    Access access(Arguments arguments) throws UsageException, InterruptedException;
}
