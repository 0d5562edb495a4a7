package play.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.Talk;

/** The {@code sh} of this machine as that of a host. */
final class LocalShell implements Shell {
    @Override
    public List<ScriptResult> run(List<Script> scripts) {
        return scripts.stream().map(LocalHost::run).toList();
    }

    @Override
    public void upload(Source content, long size, String path) {
        try (InputStream stream = content.open()) {
            Files.copy(stream, Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Talk talk(String program) {
        throw new UnsupportedOperationException("no contract of resources asks for a talk");
    }

    @Override
    public void reconnect() {}

    @Override
    public void close() {}
}
