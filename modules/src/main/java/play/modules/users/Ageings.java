package play.modules.users;

import java.util.List;
import play.host.Fields;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** How long accounts may be used, which only root can read. */
public record Ageings() implements StateFamily<AgeingState> {
    /** No hash of a password is printed. */
    private static final String READ = """
        [ -r /etc/shadow ] || { echo 'only root can read /etc/shadow (become: true)' >&2; exit 1; }
        LC_ALL=C getent shadow "$@" | cut -d : -f 1,4-8
        exit 0
        """;

    private static final Shape ACCOUNT = Shape.of(":", "name:minimum:maximum:warning:inactive:expires");

    public static StateKey<AgeingState> at(String user) {
        return new Ageings().key(user);
    }

    @Override
    public String name() {
        return "ageing";
    }

    @Override
    public Class<AgeingState> type() {
        return AgeingState.class;
    }

    @Override
    public Place under() {
        return Place.below("/etc");
    }

    @Override
    public Script read(List<StateKey<AgeingState>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<AgeingState> told(List<StateKey<AgeingState>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the ageing of accounts cannot be read");
        return Told.each(
                ACCOUNT.all(result.lines()),
                "name",
                new AgeingState.Missing(),
                account -> new AgeingState.Kept(
                        days(account, "minimum"),
                        days(account, "maximum"),
                        days(account, "warning"),
                        days(account, "inactive"),
                        days(account, "expires")));
    }

    private static Foreseen<Long> days(Fields account, String name) throws UnknownStateException {
        return new Foreseen.Exactly<>(
                account.text(name).matches("|-1") ? AgeingState.NONE : Long.valueOf(account.number(name)));
    }
}
