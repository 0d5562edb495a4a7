package play.param;

import play.value.Secret;

/** The parameter type for passwords and keys: prints as {@code ***} whatever the value came from. */
public record SecretText(String reveal) {
    @Override
    public String toString() {
        return Secret.MASK;
    }
}
