package play.value;

/**
 * A value that cannot be known yet, in a dry run: the result of a command that did not run, the hash of a key that does
 * not exist. It spreads through every operator, filter and template.
 *
 * @param reason a phrase that fits after "because", for example {@code 'make token' was not run}
 */
public record Unknown(String reason) {
    @Override
    public String toString() {
        return "(known after the run)";
    }
}
