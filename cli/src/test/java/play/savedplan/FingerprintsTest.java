package play.savedplan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a user on a machine. */
class FingerprintsTest {
    @TempDir
    Path folder;

    @Test
    void whoMakeTheKeyAtOnceGetTheSame() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path file = folder.resolve("key" + round);
            Callable<String> made = () -> Fingerprints.in(file).keyId();
            Set<String> keys = new HashSet<>();
            try (ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<String> key :
                        runs.invokeAll(Stream.generate(() -> made).limit(8).toList())) {
                    keys.add(key.get());
                }
            }
            assertEquals(1, keys.size());
        }
    }

    @Test
    void noFingerprintIsAKey() throws IOException {
        Fingerprints fingerprints = Fingerprints.in(folder.resolve("key"));
        byte[] key = fingerprints.derived("AES", "purpose").getEncoded();
        assertEquals(32, key.length);
        assertArrayEquals(key, fingerprints.derived("AES", "purpose").getEncoded());
        assertFalse(Arrays.equals(key, fingerprints.derived("AES", "another").getEncoded()));
        assertFalse(Arrays.equals(key, Base64.getDecoder().decode(fingerprints.of("purpose"))));
    }
}
