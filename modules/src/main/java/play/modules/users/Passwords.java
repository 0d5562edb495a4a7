package play.modules.users;

import java.util.List;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Secret;

/** Hashes of passwords, which only root can read. */
public record Passwords() implements StateFamily<PasswordState> {
    private static final String READ = """
        [ -r /etc/shadow ] || { echo 'only root can read /etc/shadow (become: true)' >&2; exit 1; }
        LC_ALL=C getent shadow "$@"
        exit 0
        """;

    private static final Shape ACCOUNT = Shape.of(":", "name:hash:aging");

    public static StateKey<PasswordState> at(String user) {
        return new Passwords().key(user);
    }

    @Override
    public String name() {
        return "password";
    }

    @Override
    public Class<PasswordState> type() {
        return PasswordState.class;
    }

    @Override
    public Place under() {
        return Place.below("/etc");
    }

    @Override
    public Script read(List<StateKey<PasswordState>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<PasswordState> told(List<StateKey<PasswordState>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("passwords cannot be read");
        return Told.each(
                ACCOUNT.all(result.lines()),
                "name",
                new PasswordState.Missing(),
                account -> new PasswordState.Kept(new Secret(account.text("hash"))));
    }
}
