package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.value.Foreseen;

/** What making a home folder leaves behind: the folder and a copy of the skeleton, all of it the user's. */
record HomeFolder(String path, Foreseen<String> owner, Foreseen<String> group, UserDefaults defaults) {
    List<Effect> effects() {
        List<Effect> effects = new ArrayList<>();
        FileState folder = new FileState.Directory(owned(new Foreseen.Exactly<>(defaults.homeMode())));
        effects.add(new Effect.Sets<>(Files.at(path), folder));
        defaults.skeleton()
                .forEach(bone ->
                        effects.add(new Effect.Sets<>(Files.at(path + "/" + bone.path()), copied(bone.state()))));
        return effects;
    }

    private FileState copied(FileState bone) {
        return switch (bone) {
            case FileState.Regular file ->
                new FileState.Regular(owned(file.attributes().mode()), file.sha256(), file.size());
            case FileState.Directory folder ->
                new FileState.Directory(owned(folder.attributes().mode()));
            case FileState.Symlink link -> link;
            case FileState.Absent absent -> absent;
            case FileState.Special special -> special;
        };
    }

    private FileState.Attributes owned(Foreseen<play.host.Mode> mode) {
        return new FileState.Attributes(owner, group, mode);
    }
}
