package play.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import play.playbook.RoleUse;
import play.playbook.SearchPath;
import play.playbook.Settings;
import play.playbook.Step;
import play.playbook.Vars;
import play.plugin.CallPlace;

/**
 * What is around the steps that are being read.
 *
 * @param trail files being read, outermost first, so that none is read inside itself
 * @param play what its steps bring into the play
 * @param rescued whether what fails here is rescued, or told of alone, because the play runs already
 */
record Enclosing(Settings settings, Step.Context context, Trail trail, PlayParts play, boolean rescued) {
    Enclosing(Settings settings, Step.Context context, Trail trail, PlayParts play) {
        this(settings, context, trail, play, false);
    }

    /** Where what fails is provided for. */
    Enclosing rescuing() {
        return new Enclosing(settings, context, trail, play, true);
    }

    /** Further along the trail. */
    Enclosing along(Trail longer) {
        return new Enclosing(settings, context, longer, play, rescued);
    }

    Enclosing with(Settings inner, Vars vars) {
        Settings all = inner.within(settings);
        return new Enclosing(all, context.with(vars).with(all), trail, play, rescued);
    }

    /** Where modules are called. */
    CallPlace place() {
        return new CallPlace(
                context.files().roles(),
                context.files().playbook(),
                context.files().collections());
    }

    /** Inside another file. */
    Enclosing in(Path file) {
        SearchPath files = context.files();
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        SearchPath here = new SearchPath(files.roles(), folder, files.playbook(), files.collections());
        return new Enclosing(settings, context.in(here), trail.in(file), play, rescued);
    }

    /** The same with these collections to look into, instead of those of what is around it. */
    Enclosing searching(List<String> collections) {
        return new Enclosing(settings, context.in(context.files().searching(collections)), trail, play, rescued);
    }

    /** Inside a role, which has collections of its own. */
    Enclosing of(RoleUse role, List<String> collections) {
        List<Path> roles = new ArrayList<>(role.chain().reversed().stream()
                .map(use -> use.role().folder())
                .distinct()
                .toList());
        SearchPath files = new SearchPath(
                roles, role.role().folder().resolve("tasks"), context.files().playbook(), collections);
        return new Enclosing(settings, context.of(role).in(files), trail, play, rescued);
    }
}
