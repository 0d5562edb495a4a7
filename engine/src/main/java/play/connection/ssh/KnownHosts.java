package play.connection.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import play.connection.ssh.KnownHost.Marker;

/** What the user knows about the keys of hosts. */
record KnownHosts(List<KnownHost> lines) {
    static final int SSH_PORT = 22;
    private static final ReentrantLock APPENDING = new ReentrantLock();

    /** What is to be thought of a key. */
    enum Verdict {
        KNOWN,
        /** Nothing is known about the host. */
        NEW,
        /** Other keys are known for it. */
        CHANGED,
        REVOKED
    }

    /**
     * A key a host shows.
     *
     * @param key in base64; of a certificate, the key it is about
     * @param authority the key that signed the certificate, in base64; empty: no certificate
     */
    record Shown(String key, Optional<String> authority) {}

    /** Reads those of the files that are there. */
    static KnownHosts read(List<Path> files) throws IOException {
        List<KnownHost> lines = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                lines.addAll(parse(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .lines());
            }
        }
        return new KnownHosts(List.copyOf(lines));
    }

    static KnownHosts parse(String text) {
        return new KnownHosts(
                text.lines().flatMap(line -> KnownHost.parse(line).stream()).toList());
    }

    /** How a file names a host: {@code [address]:port} unless the port is 22. */
    static String name(String address, int port) {
        return port == SSH_PORT ? address : "[" + address + "]:" + port;
    }

    /** Judges a key; revoked ones first. As OpenSSH does, a host on another port may be known without its port. */
    Verdict judge(Shown shown, String address, int port) {
        Verdict verdict = judge(shown, name(address, port));
        boolean knownPlainly = verdict == Verdict.NEW && judge(shown, address) == Verdict.KNOWN;
        boolean revokedPlainly = judge(shown, address) == Verdict.REVOKED;
        if (revokedPlainly) {
            return Verdict.REVOKED;
        }
        return knownPlainly ? Verdict.KNOWN : verdict;
    }

    private Verdict judge(Shown shown, String name) {
        boolean revoked = of(Marker.REVOKED, name).anyMatch(l -> l.key().equals(shown.key()) || isBy(shown, l));
        if (revoked) {
            return Verdict.REVOKED;
        }
        boolean known = of(Marker.AUTHORITY, name).anyMatch(l -> isBy(shown, l))
                || of(Marker.HOST, name).anyMatch(l -> l.key().equals(shown.key()));
        if (known) {
            return Verdict.KNOWN;
        }
        return of(Marker.HOST, name).findAny().isPresent() ? Verdict.CHANGED : Verdict.NEW;
    }

    private static boolean isBy(Shown shown, KnownHost line) {
        return shown.authority().filter(line.key()::equals).isPresent();
    }

    private Stream<KnownHost> of(Marker marker, String name) {
        return lines.stream().filter(line -> line.marker() == marker && line.matches(name));
    }

    /** The signature algorithms a host should be asked for so that it shows a key that can be judged; empty: any. */
    List<String> algorithms(String address, int port) {
        List<String> names = List.of(name(address, port), address);
        boolean authority = names.stream()
                .anyMatch(name -> of(Marker.AUTHORITY, name).findAny().isPresent());
        Stream<String> certificates = authority ? SshAlgorithms.CERTIFICATES.stream() : Stream.empty();
        Stream<String> keys = names.stream()
                .flatMap(name -> of(Marker.HOST, name))
                .flatMap(line -> SshAlgorithms.forKey(line.type()));
        return Stream.concat(certificates, keys).distinct().toList();
    }

    /**
     * Adds a line for a host to a file in one write, unless it is there by now: hosts at one address are met by several
     * threads at a time. Makes the file and its folder if need be.
     */
    static void append(Path file, String line) throws IOException {
        APPENDING.lock();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            String before = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            if (before.lines().anyMatch(line::equals)) {
                return;
            }
            boolean broken = !before.isEmpty() && !before.endsWith("\n");
            byte[] text = ((broken ? "\n" : "") + line + "\n").getBytes(StandardCharsets.US_ASCII);
            Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } finally {
            APPENDING.unlock();
        }
    }
}
