package play.module;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import play.value.Secret;

/**
 * What a {@link Producer} works with.
 *
 * @param state folder of what must be kept (keys, certificates), {@code $PLAY_STATE} of controller scripts
 * @param cache folder of what can be fetched or built again, {@code $PLAY_CACHE}
 * @param home folder of the distribution of {@code play}
 * @param vaultPassword encrypts keys of CAs at rest when given
 * @param progress takes a line for people about work that lasts: {@code building kube-apiserver from source}
 */
public record Workshop(
        Path state,
        Path cache,
        Path home,
        InstantSource clock,
        RandomGenerator random,
        Optional<Secret> vaultPassword,
        Consumer<String> progress) {}
