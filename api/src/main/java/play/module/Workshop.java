package play.module;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import play.value.Secret;

/**
 * What a {@link Producer} works with.
 *
 * @param state folder of what must be kept (keys, certificates), {@code $PLAY_STATE} of controller scripts
 * @param cache folder of what can be fetched or built again, {@code $PLAY_CACHE}
 * @param home folder of the distribution of {@code play}
 * @param vaultPassword encrypts keys of CAs at rest when given
 * @param progress is told of work that lasts
 * @param sealing encrypts what is kept for others
 * @param hostFiles of the host that asks first for what is made
 */
public record Workshop(
        Path state,
        Path cache,
        Path home,
        InstantSource clock,
        RandomGenerator random,
        Optional<Secret> vaultPassword,
        Progress progress,
        Sealing sealing,
        HostFiles hostFiles) {

    /** One that encrypts nothing and has no host to read from. */
    public Workshop(
            Path state,
            Path cache,
            Path home,
            InstantSource clock,
            RandomGenerator random,
            Optional<Secret> vaultPassword,
            Progress progress) {
        this(state, cache, home, clock, random, vaultPassword, progress, Sealing.NONE, HostFiles.NONE);
    }

    public Workshop with(Sealing other) {
        return new Workshop(state, cache, home, clock, random, vaultPassword, progress, other, hostFiles);
    }

    public Workshop with(HostFiles other) {
        return new Workshop(state, cache, home, clock, random, vaultPassword, progress, sealing, other);
    }
}
