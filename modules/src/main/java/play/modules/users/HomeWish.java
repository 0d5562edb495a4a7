package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Mode;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** What a task wants of a user's home directory. */
record HomeWish(
        @Doc("Home directory; a new user gets one under the host's directory of homes.") @HostPath
        Optional<String> home,

        @Doc("Whether a missing home directory is made, with the host's skeleton in it.")
        @Default("true")
        @Alias("createhome")
        boolean createHome,

        @Doc("Whether the directory moves along where home changes.") @Default("false")
        boolean moveHome,

        @Doc("Directory with what a new home directory holds, in place of the host's.") @HostPath
        Optional<String> skeleton,

        @Doc("Bits that the mode of a new home directory lacks: 027; the host's settings decide without.")
        @Matches(value = "[0-7]{1,4}", expected = "octal digits, such as '027'")
        Optional<String> umask) {
    /** What the host gives new users, but for what the task says of the home directory. */
    UserDefaults over(UserDefaults defaults) {
        return umask.flatMap(Mode::parse)
                .map(mask -> defaults.withHomeMode(new Mode(0777 & ~mask.bits())))
                .orElse(defaults);
    }

    /** What useradd is told that makes the home directory. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("-m"));
        skeleton.ifPresent(path -> words.addAll(List.of("-k", path)));
        umask.ifPresent(mask -> words.addAll(List.of("-K", "UMASK=" + mask)));
        return words;
    }
}
