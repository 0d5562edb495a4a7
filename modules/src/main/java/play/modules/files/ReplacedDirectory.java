package play.modules.files;

import java.util.List;
import java.util.function.Supplier;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Plan;
import play.modules.remains.Remains;
import play.modules.remains.Search;

/** A directory whose place something else is to take: as in Ansible, only an empty one goes. */
final class ReplacedDirectory {
    private static final Search CONTENT = new Search(
            "what is in", "[ ! -h \"$1\" ] && [ -d \"$1\" ] || return 0\nfind \"$1/\" -mindepth 1 | head -n 1\n");

    private ReplacedDirectory() {}

    /** What the directory at a path holds. */
    static StateKey<Remains> content(String path) {
        return CONTENT.key(path);
    }

    /** The plan, unless a directory that is not empty stands at the path, whose state is known. */
    static Plan unlessFilled(String path, Knowledge known, Supplier<Plan> plan) {
        boolean directory = known.of(Files.withoutDigest(path))
                instanceof Observed.Known<FileState>(FileState.Directory there, var how);
        StateKey<Remains> content = content(path);
        if (!directory) {
            return plan.get();
        }
        return known.has(content)
                ? Plan.on(known.of(content), found -> found.present() ? refused(path) : plan.get())
                : new Plan.Needs(List.of(content));
    }

    private static Plan refused(String path) {
        return new Plan.Rejected(path + " is a directory that is not empty, which nothing else takes the place of;"
                + " remove it before, with `file: path=" + path + " state=absent`");
    }
}
