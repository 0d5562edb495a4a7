package play.modules.openssh;

import java.util.Locale;
import java.util.Set;

/** Kinds of keys. */
public enum PairKind {
    RSA(4096, Set.of()),
    DSA(1024, Set.of(1024)),
    ECDSA(256, Set.of(256, 384, 521)),
    ED25519(256, Set.of());

    private static final int LEAST_RSA = 1024;

    private final int usual;
    private final Set<Integer> sizes;

    PairKind(int usual, Set<Integer> sizes) {
        this.usual = usual;
        this.sizes = sizes;
    }

    /** As {@code ssh-keygen} takes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Bits unless a task says how many. */
    int usual() {
        return usual;
    }

    /** Whether there are such keys; for those of one size any number will do, as in Ansible. */
    boolean takes(int size) {
        return switch (this) {
            case RSA -> size >= LEAST_RSA;
            case ED25519 -> true;
            case DSA, ECDSA -> sizes.contains(size);
        };
    }

    /** The size of a key for which so many bits are asked. */
    int size(int asked) {
        return this == ED25519 ? usual : asked;
    }
}
