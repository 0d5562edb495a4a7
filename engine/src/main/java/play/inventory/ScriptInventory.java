package play.inventory;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Problems;
import play.source.SourceFile;
import play.yaml.YamlNode;
import play.yaml.YamlNode.Entry;
import play.yaml.YamlNode.Mapping;
import play.yaml.YamlReader;

/** Hosts and groups that a program prints as JSON when called with {@code --list}. */
final class ScriptInventory {
    private static final int SECONDS = 60;

    private final Path program;
    private final InventoryBuilder inventory;
    private final Problems problems;

    ScriptInventory(Path program, InventoryBuilder inventory, Problems problems) {
        this.program = program;
        this.inventory = inventory;
        this.problems = problems;
    }

    void read() throws InterruptedException {
        Optional<Mapping> printed = run("--list");
        if (printed.isEmpty()) {
            return;
        }
        Mapping groups = printed.get();
        groups.entries().stream()
                .filter(entry -> !entry.key().text().equals("_meta"))
                .forEach(this::group);
        Optional<YamlNode> meta = groups.get("_meta");
        if (meta.isPresent()) {
            hostVars(meta.get());
            return;
        }
        for (String host : hostsOf(groups)) {
            run("--host", host).ifPresent(vars -> inventory.host(host, HostVars.of(vars)));
        }
    }

    private static List<String> hostsOf(Mapping groups) {
        return groups.entries().stream()
                .flatMap(entry ->
                        names(entry.value() instanceof Mapping group ? group.get("hosts") : Optional.of(entry.value()))
                                .stream())
                .distinct()
                .toList();
    }

    private void group(Entry entry) {
        String name = entry.key().text();
        inventory.group(name, HostVars.NONE);
        if (!(entry.value() instanceof Mapping group)) {
            names(Optional.of(entry.value())).forEach(host -> inventory.member(name, host));
            return;
        }
        names(group.get("hosts")).forEach(host -> inventory.member(name, host));
        names(group.get("children"))
                .forEach(child -> inventory.child(name, child, entry.key().span()));
        if (group.get("vars").orElse(null) instanceof Mapping vars) {
            inventory.group(name, HostVars.of(vars));
        }
    }

    private static List<String> names(Optional<YamlNode> list) {
        return switch (list.orElse(null)) {
            case YamlNode.Sequence items ->
                items.items().stream()
                        .filter(item -> item instanceof YamlNode.Scalar)
                        .map(item -> ((YamlNode.Scalar) item).text())
                        .toList();
            case Mapping map ->
                map.entries().stream().map(entry -> entry.key().text()).toList();
            case null, default -> List.of();
        };
    }

    private void hostVars(YamlNode meta) {
        if (meta instanceof Mapping map && map.get("hostvars").orElse(null) instanceof Mapping hosts) {
            for (Entry entry : hosts.entries()) {
                if (entry.value() instanceof Mapping vars) {
                    inventory.host(entry.key().text(), HostVars.of(vars));
                }
            }
        }
    }

    private Optional<Mapping> run(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
            CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return failed("did not finish within " + SECONDS + " seconds.");
            }
            String said = new String(err.join(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0
                    ? parsed(new String(out.join(), StandardCharsets.UTF_8))
                    : failed("ended with exit code " + process.exitValue() + "." + (said.isEmpty() ? "" : "\n" + said));
        } catch (IOException e) {
            return failed("could not be started: " + e.getMessage());
        }
    }

    private static byte[] all(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON is YAML, but for tabs between its tokens; inside its texts there are none. */
    private Optional<Mapping> parsed(String json) {
        ProblemList inside = new ProblemList();
        SourceFile printed = new SourceFile(program + " --list", json.replace('\t', ' '));
        problems.took(printed);
        Optional<YamlNode> root = YamlReader.document(printed, inside);
        inside.sorted().forEach(problems::report);
        if (inside.isEmpty() && !(root.orElse(null) instanceof Mapping)) {
            return failed("printed no JSON object.");
        }
        return root.filter(node -> node instanceof Mapping).map(node -> (Mapping) node);
    }

    private Optional<Mapping> failed(String how) {
        inventory.lose();
        problems.report(Diagnostic.error("inventory-script", "Inventory script failed", "'" + program + "' " + how));
        return Optional.empty();
    }
}
