package play.cli;

/** The program in this process, for tests of other packages. */
public final class PlayCommand {
    private PlayCommand() {}

    /** What came of it. */
    public record Said(int code, String out, String err) {}

    /** Runs a command with its words. */
    public static Said run(String... words) {
        Trial.Said said = Trial.main(words);
        return new Said(said.code(), said.out(), said.err());
    }
}
