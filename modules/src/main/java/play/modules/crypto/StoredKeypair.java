package play.modules.crypto;

import play.host.HostState;
import play.value.Foreseen;

/**
 * A key pair as the controller keeps it.
 *
 * @param keyType as {@link KeyType#spelled} has it; empty where there is none
 * @param publicKey SHA-256 of the PEM file of the public key
 * @param key SHA-256 of the PEM file of the private key
 */
record StoredKeypair(boolean present, String keyType, Foreseen<String> publicKey, Foreseen<String> key)
        implements HostState {
    static final StoredKeypair MISSING =
            new StoredKeypair(false, "", new Foreseen.Exactly<>(""), new Foreseen.Exactly<>(""));

    static StoredKeypair later(KeyType type, String why) {
        return new StoredKeypair(true, type.spelled(), new Foreseen.Later<>(why), new Foreseen.Later<>(why));
    }
}
