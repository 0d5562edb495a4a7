package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import play.host.Effect;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Plan;
import play.modules.databases.MysqlPasswordWish.UpdatePassword;
import play.param.SecretText;

/**
 * How a user comes to be there as a task wants it.
 *
 * @param there what there is of that name
 */
record MysqlUserPlan(MysqlUserModule.Params params, MysqlAccounts there, Knowledge known) {
    /** What is set of one account, and whether its password is. */
    private record Wish(String host, boolean password) {}

    Plan of(Set<String> hosts) {
        List<String> asked = hosts.stream().filter(this::isPasswordAsked).toList();
        List<StateKey<?>> unread = new ArrayList<>();
        asked.forEach(host -> key(host).filter(key -> !known.has(key)).ifPresent(unread::add));
        if (!unread.isEmpty()) {
            return new Plan.Needs(unread);
        }
        return params.password()
                .wanted()
                .map(wanted -> Plan.onEach(
                        known,
                        asked,
                        host -> MysqlPassword.at(params.access(), params.name(), host, wanted),
                        passwords -> change(hosts.stream()
                                .map(host -> new Wish(
                                        host,
                                        !there.hosts().containsKey(host) || passwords.get(host) == MysqlPassword.WRONG))
                                .toList())))
                .orElseGet(() ->
                        change(hosts.stream().map(host -> new Wish(host, false)).toList()));
    }

    private boolean isPasswordAsked(String host) {
        return there.hosts().containsKey(host) && params.password().updatePassword() == UpdatePassword.ALWAYS;
    }

    private Optional<StateKey<MysqlPassword>> key(String host) {
        return params.password().wanted().map(wanted -> MysqlPassword.at(params.access(), params.name(), host, wanted));
    }

    private Plan change(List<Wish> wishes) {
        SortedMap<String, MysqlAccount> next = new TreeMap<>(there.hosts());
        List<String> statements = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        List<String> users = new ArrayList<>();
        for (Wish wish : wishes) {
            MysqlAccount before = there.hosts().getOrDefault(wish.host(), MysqlAccount.fresh());
            MysqlAccount after = wanted(wish, before);
            next.put(wish.host(), after);
            List<String> its = statements(wish, before, after);
            if (!its.isEmpty()) {
                statements.addAll(its);
                users.add(params.at(wish.host()));
            }
            if (wish.password() && !isReused(wish)) {
                params.password()
                        .wanted()
                        .map(wanted -> passwordAfter(wish.host(), wanted))
                        .ifPresent(key -> effects.add(new Effect.Sets<>(key, MysqlPassword.RIGHT)));
            }
        }
        StateKey<MysqlAccounts> key = wishes.stream().anyMatch(wish -> wish.password() && isOwn())
                ? MysqlAccounts.unread(params.access(), params.name())
                : params.key();
        effects.addFirst(new Effect.Sets<>(key, new MysqlAccounts(next)));
        return statements.isEmpty()
                ? Plan.UNCHANGED
                : OnServer.change(
                        "set up the user " + String.join(", ", users),
                        params.access().quietly(params.session().before() + String.join(";\n", statements) + ";\n"),
                        effects);
    }

    private StateKey<MysqlPassword> passwordAfter(String host, MysqlPassword.Wanted wanted) {
        return isOwn()
                ? MysqlPassword.unread(params.access(), params.name(), host, wanted)
                : MysqlPassword.at(params.access(), params.name(), host, wanted);
    }

    /** Whether the user may be who logs in. */
    private boolean isOwn() {
        return params.name().equals(params.access().loginUser().orElse("root"));
    }

    /** A password that is set is no longer one that has expired. */
    private MysqlAccount wanted(Wish wish, MysqlAccount before) {
        boolean renewed = wish.password() && before.expiry().isEmpty();
        MysqlAccount now = new MysqlAccount(
                before.tls(),
                before.limits(),
                before.locked(),
                renewed ? MysqlAccount.DEFAULT : before.expiry(),
                params.grants().of(params.name(), before.privileges()));
        return params.account().of(now);
    }

    private List<String> statements(Wish wish, MysqlAccount before, MysqlAccount after) {
        String user = params.at(wish.host());
        String options = MysqlAccountWish.sql(before, after);
        List<String> statements = new ArrayList<>();
        if (isReused(wish)) {
            statements.addAll(reusing(user, options));
        } else if (!there.hosts().containsKey(wish.host())) {
            statements.add("CREATE USER " + user + identified() + options);
        } else if (wish.password() || !options.isEmpty()) {
            statements.add("ALTER USER " + user + (wish.password() ? identified() : "") + options);
        }
        statements.addAll(params.grants().statements(user, before.privileges(), after.privileges()));
        return statements;
    }

    private boolean isReused(Wish wish) {
        return params.password().updatePassword() == UpdatePassword.ON_NEW_USERNAME
                && there.present()
                && !there.hosts().containsKey(wish.host());
    }

    /** The server puts the statement together, for nobody else has to know what it stores. */
    private List<String> reusing(String user, String options) {
        String of = " FROM mysql.user WHERE BINARY user = " + MysqlAccess.text(params.name());
        String same = "SELECT CONCAT(' IDENTIFIED WITH ', MIN(plugin), ' AS ', QUOTE(MIN(authentication_string)))" + of
                + " HAVING COUNT(DISTINCT plugin, authentication_string) = 1";
        String made = "SET @made = CONCAT(" + MysqlAccess.text("CREATE USER " + user) + ", COALESCE((" + same + "), "
                + MysqlAccess.text(identified()) + "), " + MysqlAccess.text(options) + ")";
        return List.of(made, "PREPARE made FROM @made", "EXECUTE made");
    }

    private String identified() {
        return params.password()
                .wanted()
                .map(wanted -> " IDENTIFIED WITH " + wanted.plugin()
                        + wanted.stored()
                                .map(SecretText::reveal)
                                .map(text -> " AS " + MysqlAccess.text(text))
                                .orElse(""))
                .orElse("");
    }
}
