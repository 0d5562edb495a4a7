package play.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.guest.Guests;
import play.inventory.Inventory;
import play.run.InventorySource;
import play.source.SourceFile;

/**
 * What a server for editors keeps between two readings: the program of the guests, and the inventory, until one of its
 * files changes.
 */
final class KeptForEditor {
    /** An inventory, what is wrong with it, and the open texts that it was read from. */
    private record Read(
            Inventory inventory, List<Diagnostic> problems, List<SourceFile> taken, Map<Path, String> texts) {}

    private @Nullable Guests guests;
    private @Nullable Read read;

    /** Where these texts count. */
    Loaded.Kept at(Map<Path, String> texts) {
        return new Loaded.Kept() {
            @Override
            public Guests guests(Supplier<Guests> fresh) {
                return keptGuests(fresh);
            }

            @Override
            public Inventory inventory(InventorySource source, ProblemList problems) throws InterruptedException {
                Read now = current(source, texts);
                now.problems().forEach(problems::report);
                now.taken().forEach(problems::took);
                return now.inventory();
            }
        };
    }

    private synchronized Guests keptGuests(Supplier<Guests> fresh) {
        Guests now = guests == null ? fresh.get() : guests;
        guests = now;
        return now;
    }

    private synchronized Read current(InventorySource source, Map<Path, String> texts) throws InterruptedException {
        Read before = read;
        if (before != null && before.texts().equals(among(texts, before.taken()))) {
            return before;
        }
        ProblemList problems = new ProblemList();
        Inventory inventory = source.read(problems);
        Read now = new Read(inventory, problems.sorted(), problems.taken(), among(texts, problems.taken()));
        read = now;
        return now;
    }

    private static Map<Path, String> among(Map<Path, String> texts, List<SourceFile> taken) {
        Map<Path, String> among = new HashMap<>();
        for (SourceFile file : taken) {
            EditorLoads.path(file)
                    .ifPresent(path -> Optional.ofNullable(texts.get(path)).ifPresent(text -> among.put(path, text)));
        }
        return among;
    }

    /** Files have changed: the inventory is read again. */
    synchronized void forget() {
        read = null;
    }
}
