package play.param;

/** The parameter type for passwords and keys: prints as {@code ***} whatever the value came from. */
public record SecretText(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
