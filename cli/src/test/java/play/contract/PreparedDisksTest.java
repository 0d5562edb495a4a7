package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts are prepared once for all examples that begin alike. */
class PreparedDisksTest {
    @TempDir
    private Path folder;

    private final List<String> made = new ArrayList<>();

    private Preparation preparation(String tasks, String state) {
        return new Preparation(tasks, folder.resolve(state), done -> {});
    }

    private PreparedDisks disks() {
        return new PreparedDisks(folder.resolve("kept"));
    }

    /** What is made leaves an authority in the folder of states. */
    private PreparedDisks.Making making(String state) {
        return name -> {
            made.add(name);
            Files.createDirectories(folder.resolve(state).resolve("ca"));
            Files.writeString(folder.resolve(state).resolve("ca/key"), name);
            return "lab/" + name;
        };
    }

    @Test
    void theSameTasksGiveTheSameDiskAndWhatWasKeptOfThem() throws Exception {
        PreparedDisks disks = disks();
        assertEquals("lab/prepared1", disks.of(preparation("a", "one"), making("one")));
        assertEquals("lab/prepared1", disks.of(preparation("a", "two"), making("two")));
        assertEquals("lab/prepared2", disks.of(preparation("b", "three"), making("three")));
        assertEquals(List.of("prepared1", "prepared2"), made);
        assertEquals("prepared1", Files.readString(folder.resolve("two/ca/key")));
    }

    @Test
    void whatOneExampleKeepsLaterIsNotTheNextOnes() throws Exception {
        PreparedDisks disks = disks();
        disks.of(preparation("a", "one"), making("one"));
        Files.writeString(folder.resolve("one/ca/key"), "changed");
        disks.of(preparation("a", "two"), making("two"));
        assertEquals("prepared1", Files.readString(folder.resolve("two/ca/key")));
    }

    @Test
    void whoAsksMeanwhileWaits() throws Exception {
        PreparedDisks disks = disks();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            Future<String> first = workers.submit(() -> disks.of(preparation("a", "one"), name -> {
                begun.countDown();
                asked.await();
                return making("one").disk(name);
            }));
            begun.await();
            Future<String> second = workers.submit(() -> disks.of(preparation("a", "two"), making("two")));
            asked.countDown();
            assertEquals("lab/prepared1", first.get());
            assertEquals("lab/prepared1", second.get());
        }
        assertEquals(List.of("prepared1"), made);
    }

    @Test
    void afterAFailureTheNextOneTriesAnew() throws Exception {
        PreparedDisks disks = disks();
        assertThrows(
                Preparation.Failed.class,
                () -> disks.of(preparation("a", "one"), name -> {
                    throw new Preparation.Failed("no room");
                }));
        assertEquals("lab/prepared2", disks.of(preparation("a", "two"), making("two")));
    }
}
