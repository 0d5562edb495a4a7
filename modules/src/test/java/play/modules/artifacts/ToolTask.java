package play.modules.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.host.Mode;
import play.host.Script;
import play.modules.testing.Controller;
import play.param.DataFile;
import play.param.LocalDestination;
import play.testkit.LocalHost;
import play.value.Bytes;

/**
 * Tasks that want an artifact "tool" in a folder of this machine.
 *
 * @param folder with {@code host} for what comes to the host, and the home of the controller
 */
record ToolTask(Path folder) {
    enum Allowed {
        BUILD,
        UNPINNED
    }

    static ToolTask in(Path folder) throws IOException {
        Files.createDirectory(folder.resolve("host"));
        return new ToolTask(folder);
    }

    static Map<String, String> digest(String content) {
        return Map.of("amd64", Bytes.of(content).sha256());
    }

    Controller freshRun() {
        return new Controller(folder, new ArtifactModules().producers()).home(folder.resolve("home"));
    }

    static Map<String, Object> entry(String url) {
        return new HashMap<>(Map.of("version", "1.2.3", "url", url));
    }

    ArtifactModule.Params params(Map<String, Object> entry, Optional<String> mirror, String... members) {
        return params(entry, mirror, Set.of(), members);
    }

    ArtifactModule.Params params(Map<String, Object> entry, Allowed allowed) {
        return params(entry, Optional.empty(), Set.of(allowed));
    }

    ArtifactModule.Params params(
            Map<String, Object> entry, Optional<String> mirror, Set<Allowed> allowed, String... members) {
        return params(entry, Optional.empty(), mirror, allowed, members);
    }

    ArtifactModule.Params params(
            Map<String, Object> entry,
            Optional<String> version,
            Optional<String> mirror,
            Set<Allowed> allowed,
            String... members) {
        return params(entry, version, mirror, Optional.empty(), allowed, members);
    }

    /** Of a bundle, and nobody else. */
    ArtifactModule.Params bundled(Map<String, Object> entry, Path bundle) {
        LocalDestination place = new LocalDestination(bundle.toString(), bundle, "a");
        return params(entry, Optional.empty(), Optional.empty(), Optional.of(place), Set.of());
    }

    private ArtifactModule.Params params(
            Map<String, Object> entry,
            Optional<String> version,
            Optional<String> mirror,
            Optional<LocalDestination> bundle,
            Set<Allowed> allowed,
            String... members) {
        return new ArtifactModule.Params(
                "tool",
                version,
                Optional.of("amd64"),
                new DataFile("artifacts.lock.yml", Map.of("artifacts", Map.of("tool", entry))),
                Optional.empty(),
                Optional.of(folder.resolve("host").toString()),
                List.of(members),
                mirror,
                bundle,
                allowed.contains(Allowed.BUILD),
                allowed.contains(Allowed.UNPINNED),
                new Mode(0755),
                Optional.empty(),
                Optional.empty());
    }

    String onHost(String name) throws IOException {
        return Files.readString(folder.resolve("host").resolve(name));
    }

    /** The program that builds, as a script of sh. */
    void builder(String script) throws IOException {
        Path tool = folder.resolve("home/lab/tools/build");
        Files.createDirectories(tool.getParent());
        Files.writeString(tool, "#!/bin/sh\n" + script + "\n");
        LocalHost.run(Script.of("chmod 755 " + tool));
    }
}
