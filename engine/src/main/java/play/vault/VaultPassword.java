package play.vault;

/**
 * A password for encrypted texts.
 *
 * @param label of {@code --vault-id label@source}; {@code default} when none was given
 */
public record VaultPassword(String label, String password) {
    public static final String DEFAULT_LABEL = "default";

    @Override
    public String toString() {
        return label + " ***";
    }
}
