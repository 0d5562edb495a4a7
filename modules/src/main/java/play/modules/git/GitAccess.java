package play.modules.git;

import java.util.Optional;
import play.host.ShellWords;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;

/** How git is called on a host, and how it reaches servers by ssh. */
public record GitAccess(
        @Doc("Path of git on the host; found on its PATH without.") @HostPath
        Optional<String> executable,

        @Doc("File on the host with the private key for ssh.") @HostPath
        Optional<String> keyFile,

        @Doc("Whether any key of the server is taken, also another one than before. It lets anybody in between;"
                + " accept_newhostkey does not.")
        @Default("false")
        boolean acceptHostkey,

        @Doc("Whether the key of a server that is not known yet is taken.") @Default("false")
        boolean acceptNewhostkey,

        @Doc("Further options of ssh, as on its command line.")
        Optional<String> sshOpts) {

    /** Shell lines that make {@code g} call git, which asks nobody anything, and writes nothing where it only looks. */
    String function() {
        return "g() { " + ShellWords.quote(executable.orElse("git")) + " \"$@\"; }\n"
                + "export LC_ALL=C GIT_TERMINAL_PROMPT=0 GIT_OPTIONAL_LOCKS=0 GIT_SSH_COMMAND="
                + ShellWords.quote(ssh()) + "\n";
    }

    /** The same for a look, after which no more servers are known than before. */
    String look() {
        return acceptHostkey || acceptNewhostkey
                ? function() + "GIT_SSH_COMMAND=\"$GIT_SSH_COMMAND -o UserKnownHostsFile=/dev/null"
                        + " -o GlobalKnownHostsFile=/dev/null\"\n"
                : function();
    }

    private String ssh() {
        StringBuilder ssh = new StringBuilder("ssh -o BatchMode=yes");
        if (acceptHostkey) {
            ssh.append(" -o StrictHostKeyChecking=no");
        } else if (acceptNewhostkey) {
            ssh.append(" -o StrictHostKeyChecking=accept-new");
        }
        keyFile.ifPresent(key -> ssh.append(" -o IdentitiesOnly=yes -i ").append(ShellWords.quote(key)));
        sshOpts.ifPresent(options -> ssh.append(' ').append(options));
        return ssh.toString();
    }
}
