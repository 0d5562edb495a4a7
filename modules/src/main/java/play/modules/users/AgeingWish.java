package play.modules.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.module.Plan;
import play.param.Doc;
import play.value.Foreseen;

/** For how long a task wants an account and its password to be used. */
record AgeingWish(
        @Doc("When the account expires, in seconds since 1970, told by the day; a negative number: never.")
        Optional<Double> expires,

        @Doc("Days after which a password has to be changed; -1: never.")
        Optional<Long> passwordExpireMax,

        @Doc("Days before which a password can't be changed.")
        Optional<Long> passwordExpireMin,

        @Doc("Days for which the user is warned before a password has to be changed.")
        Optional<Long> passwordExpireWarn,

        @Doc("Days after which an account is disabled once its password had to be changed; -1: never.")
        Optional<Long> passwordExpireAccountDisable) {
    private static final double DAY = 86_400;

    boolean any() {
        return expires.isPresent()
                || passwordExpireMax.isPresent()
                || passwordExpireMin.isPresent()
                || passwordExpireWarn.isPresent()
                || passwordExpireAccountDisable.isPresent();
    }

    /** The account is there by then. */
    Plan plan(String user, Knowledge known) {
        return any() ? Plan.on(known.of(Ageings.at(user)), state -> plan(user, state)) : Plan.UNCHANGED;
    }

    private Plan plan(String user, AgeingState state) {
        AgeingState.Kept kept = switch (state) {
            case AgeingState.Kept there -> there;
            case AgeingState.Missing missing -> {
                Foreseen<Long> later = new Foreseen.Later<>("useradd takes it from its defaults");
                yield new AgeingState.Kept(later, later, later, later, later);
            }
        };
        List<String> words = new ArrayList<>(List.of("chage"));
        AgeingState after = new AgeingState.Kept(
                wanted(passwordExpireMin, kept.minimum(), "-m", words),
                wanted(passwordExpireMax, kept.maximum(), "-M", words),
                wanted(passwordExpireWarn, kept.warning(), "-W", words),
                wanted(passwordExpireAccountDisable, kept.inactive(), "-I", words),
                wanted(expires.map(AgeingWish::day), kept.expires(), "-E", words));
        if (words.size() == 1) {
            return Plan.UNCHANGED;
        }
        words.addAll(List.of("--", user));
        return new Plan.Change(
                "set how long the account " + user + " may be used",
                new Action.Run(
                        "chage " + user,
                        Script.of("LC_ALL=C " + ShellWords.join(words)),
                        List.of(new Effect.Sets<>(Ageings.at(user), after))));
    }

    private static long day(double seconds) {
        return seconds < 0 ? AgeingState.NONE : (long) Math.floor(seconds / DAY);
    }

    private static Foreseen<Long> wanted(Optional<Long> wish, Foreseen<Long> present, String flag, List<String> words) {
        if (wish.isEmpty()) {
            return present;
        }
        long days = wish.get() < 0 ? AgeingState.NONE : wish.get();
        if (!present.is(days)) {
            words.addAll(List.of(flag, String.valueOf(days)));
        }
        return new Foreseen.Exactly<>(days);
    }
}
