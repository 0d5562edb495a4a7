package play.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import play.lab.LabException;

/**
 * Disks of hosts on which the tasks before examples have run. Many examples have the same ones, and each of them starts
 * from a host that booted with a copy of the same disk; what {@code play} itself has kept of the tasks goes with it.
 */
final class PreparedDisks {
    /** Prepares a host, and keeps its disk under a name. */
    @FunctionalInterface
    interface Making {
        /** @return the disk's name for hosts of other labs */
        String disk(String name) throws IOException, LabException, InterruptedException, Preparation.Failed;
    }

    private record Prepared(String disk, Path state) {}

    private final Path folder;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, CompletableFuture<Prepared>> byTasks = new ConcurrentHashMap<>();

    /** @param folder for what {@code play} has kept */
    PreparedDisks(Path folder) {
        this.folder = folder;
    }

    /** The disk for an example, whose folder of states becomes as it was. Who asks first makes it, others wait. */
    String of(Preparation preparation, Making making)
            throws IOException, LabException, InterruptedException, Preparation.Failed {
        CompletableFuture<Prepared> own = new CompletableFuture<>();
        CompletableFuture<Prepared> others = byTasks.putIfAbsent(preparation.tasks(), own);
        if (others == null) {
            return make(own, preparation, making);
        }
        try {
            Prepared prepared = others.get();
            copy(prepared.state(), preparation.state());
            return prepared.disk();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new Preparation.Failed(String.valueOf(cause.getMessage()));
        }
    }

    private String make(CompletableFuture<Prepared> own, Preparation preparation, Making making)
            throws IOException, LabException, InterruptedException, Preparation.Failed {
        try {
            String name = "prepared" + count.incrementAndGet();
            Prepared prepared = new Prepared(making.disk(name), folder.resolve(name));
            copy(preparation.state(), prepared.state());
            own.complete(prepared);
            return prepared.disk();
        } finally {
            if (!own.isDone()) {
                byTasks.remove(preparation.tasks(), own);
            }
            own.completeExceptionally(new IllegalStateException("another example has tried the same, and failed"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path place = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(file, place, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
