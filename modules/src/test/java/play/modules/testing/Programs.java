package play.modules.testing;

import java.nio.file.Path;
import play.host.Script;
import play.host.ScriptResult;
import play.testkit.LocalHost;

/** Real programs of a cluster, built from Go modules where the cache does not have them. */
public final class Programs {
    private Programs() {}

    /** The path of a program, as {@code lab/tools/build} gives it. */
    public static String path(String name) {
        String tool = Path.of(System.getProperty("play.home", ""))
                .resolve("lab/tools/build")
                .toString();
        ScriptResult result = LocalHost.run(Script.of("'" + tool + "' " + name));
        if (!result.succeeded()) {
            throw new AssertionError(name + " cannot be had: " + result.err());
        }
        return result.out().strip();
    }
}
