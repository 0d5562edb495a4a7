package play.modules.crypto;

import play.host.HostState;
import play.value.Foreseen;
import play.value.Secret;

/** A random value as the controller keeps it. */
record StoredSecret(boolean present, Foreseen<Secret> value) implements HostState {
    static final StoredSecret MISSING = new StoredSecret(false, new Foreseen.Exactly<>(new Secret("")));
}
