package play.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Knowledge;
import play.host.NumberedAccount;
import play.host.NumberedAccounts;
import play.host.Observed;
import play.host.StateKey;
import play.param.Doc;
import play.param.Matches;
import play.value.Foreseen;

/** Owner and group, as far as a task asks for them. Numbers are the accounts that have them. */
public record Ownership(
        @Doc("User it belongs to, by name or number.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
        Optional<String> owner,

        @Doc("Group it belongs to, by name or number.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
        Optional<String> group) {
    /** What is there stays; what is new belongs to who made it. */
    public static final Ownership ANY = new Ownership(Optional.empty(), Optional.empty());

    /** What must be known to say whose it is: the names of numbers. */
    public List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>();
        number(owner, NumberedAccounts.USERS).ifPresent(keys::add);
        number(group, NumberedAccounts.GROUPS).ifPresent(keys::add);
        return keys;
    }

    /** The user, as a file's state shows it; {@code present} where the task asks for none. */
    public Foreseen<String> owner(Foreseen<String> present, Knowledge known) {
        return shown(owner, NumberedAccounts.USERS, present, known);
    }

    /** Likewise the group. */
    public Foreseen<String> group(Foreseen<String> present, Knowledge known) {
        return shown(group, NumberedAccounts.GROUPS, present, known);
    }

    private static Optional<StateKey<NumberedAccount>> number(Optional<String> account, NumberedAccounts names) {
        return account.filter(text -> text.matches(Names.NUMBER)).map(text -> names.key(plain(text)));
    }

    private static String plain(String number) {
        return number.replaceFirst("^0+(?=.)", "");
    }

    private static Foreseen<String> shown(
            Optional<String> account, NumberedAccounts names, Foreseen<String> present, Knowledge known) {
        if (account.isEmpty()) {
            return present;
        }
        return number(account, names)
                .map(key -> switch (known.of(key)) {
                    case Observed.Unknown<NumberedAccount>(String reason) -> new Foreseen.Later<String>(reason);
                    case Observed.Known<NumberedAccount>(NumberedAccount found, var how) ->
                        new Foreseen.Exactly<>(found.present() ? found.name() : key.id());
                })
                .orElseGet(() -> new Foreseen.Exactly<>(account.get()));
    }
}
