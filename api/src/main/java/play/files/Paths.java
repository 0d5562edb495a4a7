package play.files;

import java.util.ArrayList;
import java.util.List;
import play.param.HostPath;

/** Absolute paths of hosts, as text: this machine's file system has no say in them. */
public final class Paths {
    /** A pattern for absolute paths; parameters that take one are a {@link HostPath}. */
    public static final String ABSOLUTE = HostPath.ABSOLUTE;

    private Paths() {}

    /** Without doubled and trailing slashes. */
    public static String clean(String path) {
        String single = path.replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    /** The directory that holds a clean path; of {@code /} it is {@code /}. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** The last part of a path or file name. */
    public static String name(String path) {
        String clean = clean(path);
        return clean.substring(clean.lastIndexOf('/') + 1);
    }

    /** {@code below} within {@code directory}. */
    public static String join(String directory, String below) {
        return clean(directory + "/" + below);
    }

    /** Every directory above a clean path, outermost first, without {@code /}. */
    public static List<String> ancestors(String path) {
        List<String> above = new ArrayList<>();
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            above.add(path.substring(0, slash));
        }
        return above;
    }

    /** Where a link at {@code path} leads. Dots stay: the host resolves them, for what is above may be a link too. */
    public static String target(String path, String link) {
        return link.startsWith("/") ? clean(link) : join(parent(path), link);
    }
}
