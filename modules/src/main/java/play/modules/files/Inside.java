package play.modules.files;

import java.util.List;
import play.files.Paths;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Place;
import play.host.StateKey;
import play.module.Plan;

/**
 * Keeps what is unpacked below its destination: nothing is written through a link that stands there and leads out, and
 * no link is made that does. So nothing that is written later through a link of the archive ends elsewhere.
 *
 * @param dest an existing directory, as written
 */
record Inside(String dest, Knowledge known) {
    /** Where a directory at or below {@code dest} really is, or would be. */
    String directory(String path) throws Hindered {
        if (path.equals(dest)) {
            return real(dest) instanceof RealPath.To(String there) ? there : dest;
        }
        if (known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState.Symlink link, var how)) {
            return behind(path, link);
        }
        return Paths.join(directory(Paths.parent(path)), Paths.name(path));
    }

    private String behind(String path, FileState.Symlink link) throws Hindered {
        if (!(real(path) instanceof RealPath.To(String there))) {
            throw rejected(
                    path + " is a symbolic link to " + link.target() + ", which does not exist; remove it first");
        }
        if (!Place.isWithin(there, directory(dest))) {
            throw rejected(path + " is a symbolic link to " + there + ", outside " + dest
                    + ": nothing is unpacked through it; remove it, or unpack there itself");
        }
        return there;
    }

    private RealPath real(String path) throws Hindered {
        StateKey<RealPath> key = RealPath.of(path);
        if (!known.has(key)) {
            throw new Hindered(new Plan.Needs(List.of(key)));
        }
        return Unpacking.known(key, known);
    }

    /** Refuses a link at {@code path} whose target is not below the destination for sure. */
    void link(String path, String target) throws Hindered {
        boolean stays = target.startsWith("/") ? absolute(target) : relative(directory(Paths.parent(path)), target);
        if (!stays) {
            throw rejected("the archive's link " + path + " leads to " + target + ", outside " + dest
                    + "; leave it out with `exclude`, and make it with `file: state=link` if it is meant");
        }
    }

    private boolean absolute(String target) throws Hindered {
        return !hasUp(target)
                && (Place.isWithin(Paths.clean(target), dest) || Place.isWithin(Paths.clean(target), directory(dest)));
    }

    /**
     * Dots that follow a name are refused too: the name may be a link, and what is above its end is not what is above
     * it.
     */
    private boolean relative(String from, String target) throws Hindered {
        String rest = target;
        String at = from;
        while (rest.equals("..") || rest.startsWith("../") || rest.startsWith("./")) {
            if (rest.startsWith("..")) {
                if (at.equals(directory(dest))) {
                    return false;
                }
                at = Paths.parent(at);
            }
            rest = rest.replaceFirst("^\\.\\.?/*", "");
        }
        return !hasUp(rest);
    }

    private static boolean hasUp(String path) {
        return List.of(path.split("/")).contains("..");
    }

    private static Hindered rejected(String why) {
        return new Hindered(new Plan.Rejected(why));
    }
}
