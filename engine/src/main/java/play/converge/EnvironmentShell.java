package play.converge;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptEnvironment;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.ShellWords;
import play.host.Talk;

/** A shell whose scripts see further environment variables: the keyword {@code environment}. */
final class EnvironmentShell implements Shell {
    private final Shell shell;
    private final String exports;

    /** @param environment names that {@link Settings#isEnvironmentName} knows; values without NUL */
    EnvironmentShell(Shell shell, Map<String, String> environment) {
        this.shell = shell;
        this.exports = environment.entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + ShellWords.quote(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public List<ScriptResult> run(List<Script> scripts) throws HostException, InterruptedException {
        return shell.run(scripts.stream().map(this::exporting).toList());
    }

    private Script exporting(Script script) {
        return switch (script.author()) {
            case USER -> script.after(exports);
            case PLAY -> script.after(exports + ScriptEnvironment.PLAIN + "\n");
        };
    }

    @Override
    public void upload(Source content, long size, String path) throws HostException, InterruptedException {
        shell.upload(content, size, path);
    }

    @Override
    public Talk talk(String program) throws HostException, InterruptedException {
        return shell.talk(exports + program);
    }

    @Override
    public void reconnect() throws HostException, InterruptedException {
        shell.reconnect();
    }

    @Override
    public boolean isHere() {
        return shell.isHere();
    }

    /** The shell itself outlives the task. */
    @Override
    public void close() {}
}
