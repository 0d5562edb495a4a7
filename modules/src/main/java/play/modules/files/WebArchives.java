package play.modules.files;

import java.util.List;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.modules.downloads.FetchShell;

/**
 * Reads {@link Archive}s from the web, each time anew: the host fetches them itself. A key is a URL.
 *
 * @param validates whether the server's certificate must be valid
 */
record WebArchives(boolean validates) implements StateFamily<Archive> {
    @Override
    public String name() {
        return "archive";
    }

    @Override
    public Class<Archive> type() {
        return Archive.class;
    }

    @Override
    public Place under() {
        return Place.NOWHERE;
    }

    @Override
    public Script read(List<StateKey<Archive>> keys) {
        return Archives.listing(keys, bring(validates) + "url=$a; a=$t/${a##*/}; a=${a%%[?#]*}; fetch >\"$a\"\n");
    }

    /** A function {@code fetch} that puts out what {@code $url} is. */
    static String bring(boolean validates) {
        return "limit=30 config= insecure=" + (validates ? "" : "-k") + "\n" + FetchShell.FUNCTION;
    }

    @Override
    public Told<Archive> told(List<StateKey<Archive>> keys, ScriptResult result) {
        return Archives.listed(result);
    }
}
