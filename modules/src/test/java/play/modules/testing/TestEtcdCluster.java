package play.modules.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Real members of one etcd cluster on loopback that can be ended one by one. */
public final class TestEtcdCluster implements AutoCloseable {
    /** A member; {@code peer} and {@code client} are its URLs. */
    public record Member(String name, String peer, String client) {}

    private final Path folder;
    private final Optional<Path> pki;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Daemon> running = new LinkedHashMap<>();

    /** Whose clients need no certificate. */
    public TestEtcdCluster(Path folder) {
        this(folder, Optional.empty());
    }

    /** @param pki of {@link TestPki#etcd}; its certificate is each member's, and the clients' */
    public TestEtcdCluster(Path folder, Path pki) {
        this(folder, Optional.of(pki));
    }

    private TestEtcdCluster(Path folder, Optional<Path> pki) {
        this.folder = folder;
        this.pki = pki;
    }

    /** Ports of its own; it does not run yet. */
    public Member reserve(String name) {
        Member member = new Member(
                name,
                "http://127.0.0.1:" + Daemon.freePort(),
                (pki.isPresent() ? "https" : "http") + "://127.0.0.1:" + Daemon.freePort());
        members.put(name, member);
        return member;
    }

    /**
     * Starts a member, for the first time or again.
     *
     * @param state {@code new} or {@code existing}
     * @param cluster {@code name=peer} pairs; for a member that has run before it does not matter
     */
    public void start(String name, String state, String cluster) {
        Member member = members.get(name);
        if (member == null) {
            throw new AssertionError("no member " + name);
        }
        List<String> words = new ArrayList<>(List.of(
                Programs.path("etcd"),
                "--name=" + name,
                "--data-dir=" + folder.resolve(name),
                "--listen-client-urls=" + member.client(),
                "--advertise-client-urls=" + member.client(),
                "--listen-peer-urls=" + member.peer(),
                "--initial-advertise-peer-urls=" + member.peer(),
                "--initial-cluster=" + cluster,
                "--initial-cluster-state=" + state));
        pki.ifPresent(files -> words.addAll(List.of(
                "--client-cert-auth",
                "--trusted-ca-file=" + files.resolve("etcd-ca.crt"),
                "--cert-file=" + files.resolve("etcd.crt"),
                "--key-file=" + files.resolve("etcd.key"))));
        running.put(name, Daemon.start(folder.resolve(name + ".log"), words));
    }

    /** A new cluster of these. */
    public void startNew(String... names) {
        List<String> pairs = new ArrayList<>();
        for (String name : names) {
            pairs.add(name + "=" + reserve(name).peer());
        }
        for (String name : names) {
            start(name, "new", String.join(",", pairs));
        }
    }

    public void stop(String name) {
        Daemon daemon = running.remove(name);
        if (daemon != null) {
            daemon.close();
        }
    }

    public Member member(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new AssertionError("no member " + name);
        }
        return member;
    }

    /** The parameter {@code client} for these members. */
    public Map<String, Object> client(String... names) {
        List<String> endpoints = new ArrayList<>();
        for (String name : names) {
            endpoints.add(member(name).client());
        }
        Map<String, Object> client =
                new HashMap<>(Map.of("endpoints", endpoints, "etcdctl", Programs.path("etcdctl"), "timeout", "3s"));
        pki.ifPresent(files -> client.putAll(Map.of(
                "cacert",
                files.resolve("etcd-ca.crt").toString(),
                "cert",
                files.resolve("etcd.crt").toString(),
                "key",
                files.resolve("etcd.key").toString())));
        return client;
    }

    /** The last lines of each member that was started and not stopped. */
    public String words() {
        StringBuilder words = new StringBuilder();
        running.forEach((name, daemon) ->
                words.append(name).append(":\n").append(daemon.words()).append('\n'));
        return words.toString();
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
