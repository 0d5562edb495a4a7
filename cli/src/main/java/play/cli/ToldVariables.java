package play.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import play.inventory.InventoryReader;
import play.source.FileNames;

/** What magic variables tell of the command line. */
final class ToldVariables {
    private ToldVariables() {}

    static Map<String, Object> of(Arguments arguments) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("ansible_forks", (long) RunSession.forks(arguments));
        told.put("ansible_verbosity", (long) arguments.count("--verbose"));
        told.put("ansible_inventory_sources", inventories(arguments));
        arguments.value("--connection").ifPresent(kind -> told.put("ansible_connection", kind));
        arguments.value("--limit").ifPresent(limit -> told.put("ansible_limit", limit));
        python().ifPresent(python -> told.put("ansible_playbook_python", python));
        return told;
    }

    static List<String> inventories(Arguments arguments) {
        return arguments.all("--inventory").stream()
                .map(source -> InventoryReader.isHostList(source) ? source : absolute(source))
                .toList();
    }

    private static String absolute(String name) {
        return FileNames.path(name)
                .map(path -> path.toAbsolutePath().normalize().toString())
                .orElse(name);
    }

    /** The controller's, for tasks that are delegated to it. */
    private static Optional<String> python() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
