package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.value.Foreseen;

/** Which number a task wants a user to have. */
record NumberWish(
        @Doc("Number of the user; a new user gets the next free one.")
        Optional<Long> uid,

        @Doc("Whether another user may have the same uid.") @Default("false")
        boolean nonUnique,

        @Doc("Lowest number that a new user gets, in place of the host's UID_MIN.")
        Optional<Long> uidMin,

        @Doc("Highest number that a new user gets, in place of the host's UID_MAX.")
        Optional<Long> uidMax) {
    /** Whom files of the user are shown to belong to. */
    Foreseen<String> owner(String user) {
        return uid.isPresent() && nonUnique
                ? new Foreseen.Later<>("files belong to the first user who has their uid")
                : new Foreseen.Exactly<>(user);
    }

    /** What useradd is told of a new user's number. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        uid.ifPresent(number -> words.addAll(List.of("-u", number.toString())));
        if (uid.isPresent() && nonUnique) {
            words.add("-o");
        }
        uidMin.ifPresent(number -> words.addAll(List.of("-K", "UID_MIN=" + number)));
        uidMax.ifPresent(number -> words.addAll(List.of("-K", "UID_MAX=" + number)));
        return words;
    }
}
