package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Range;
import play.param.RequiredIf;

/** What an account of MySQL is to be like, beside its password and its privileges. */
@RequiredIf(when = "password_expire", is = "interval", needs = "password_expire_interval")
record MysqlAccountWish(
        @Doc("What a connection has to have: SSL or X509 without a value, or SUBJECT, ISSUER and CIPHER with theirs."
                + " Without, nothing has to be there, and what a user had to have so far is taken away.")
        Optional<GivenValues.ByName> tlsRequires,

        @Doc("How much the user may use: MAX_QUERIES_PER_HOUR, MAX_UPDATES_PER_HOUR, MAX_CONNECTIONS_PER_HOUR,"
                + " MAX_USER_CONNECTIONS; 0 for any number. What is not named stays as it is.")
        @Default("{}")
        Map<String, Long> resourceLimits,

        @Doc("Whether nobody can log in as the user; without, it stays as it is.")
        Optional<Boolean> locked,

        @Doc("When the password expires: now, never, as the server's own default says, or so many days after it was"
                + " set. Without, it stays as it is.")
        Optional<Expiry> passwordExpire,

        @Doc("After how many days, with password_expire: interval.") @Range(from = 1, to = 65535)
        Optional<Integer> passwordExpireInterval) {
    private static final Set<String> CERTIFICATES = Set.of("SUBJECT", "ISSUER", "CIPHER");

    /** When a password does. */
    enum Expiry {
        NOW,
        NEVER,
        DEFAULT,
        INTERVAL
    }

    private Map<String, @Nullable Object> requires() {
        return tlsRequires.map(GivenValues.ByName::all).orElse(Map.of());
    }

    List<Binding.Fault> check() {
        List<Binding.Fault> faults = new ArrayList<>();
        requires().forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            if (!CERTIFICATES.contains(upper) && !Set.of("SSL", "X509").contains(upper)) {
                faults.add(new Binding.Fault(
                        "tls_requires", "'" + name + "' is none of SSL, X509, SUBJECT, ISSUER and CIPHER"));
            } else if (CERTIFICATES.contains(upper)
                    && !String.valueOf(value == null ? "" : value).matches("[^\\x00-\\x1f\\\\]+")) {
                faults.add(new Binding.Fault(
                        "tls_requires", "'" + name + "' needs a text of one line without backslashes"));
            }
        });
        resourceLimits.forEach((name, limit) -> {
            if (!MysqlAccount.LIMITS.containsKey(name.toUpperCase(Locale.ROOT)) || limit < 0) {
                faults.add(new Binding.Fault(
                        "resource_limits",
                        "'" + name + "' is no limit; there are "
                                + String.join(", ", new TreeMap<>(MysqlAccount.LIMITS).keySet())
                                + ", each with a number from 0"));
            }
        });
        return faults;
    }

    /** What an account becomes by that; its privileges stay. */
    MysqlAccount of(MysqlAccount now) {
        SortedMap<String, Long> limits = new TreeMap<>(now.limits());
        resourceLimits.forEach((name, limit) -> limits.put(name.toUpperCase(Locale.ROOT), limit));
        return new MysqlAccount(
                tls(),
                limits,
                locked.orElse(now.locked()),
                passwordExpire.map(this::expiry).orElse(now.expiry()),
                now.privileges());
    }

    private String expiry(Expiry expiry) {
        return switch (expiry) {
            case NOW -> "";
            case INTERVAL -> "INTERVAL " + passwordExpireInterval.orElse(1) + " DAY";
            case NEVER, DEFAULT -> expiry.name();
        };
    }

    private String tls() {
        SortedMap<String, String> of = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        requires().forEach((name, value) -> {
            names.add(name.toUpperCase(Locale.ROOT));
            if (CERTIFICATES.contains(name.toUpperCase(Locale.ROOT))) {
                of.put(name.toUpperCase(Locale.ROOT), String.valueOf(value));
            }
        });
        if (!of.isEmpty()) {
            return MysqlAccount.tls(of);
        }
        return names.contains("X509") ? "X509" : names.contains("SSL") ? "SSL" : "NONE";
    }

    /** What differs, as SQL says it after the names of a user. */
    static String sql(MysqlAccount now, MysqlAccount next) {
        StringBuilder sql = new StringBuilder();
        if (!next.tls().equals(now.tls())) {
            sql.append(" REQUIRE ").append(next.tls());
        }
        StringBuilder limits = new StringBuilder();
        next.limits().forEach((name, limit) -> {
            if (!limit.equals(now.limits().get(name))) {
                limits.append(' ').append(name).append(' ').append(limit);
            }
        });
        sql.append(limits.isEmpty() ? "" : " WITH" + limits);
        if (!next.expiry().equals(now.expiry())) {
            sql.append((" PASSWORD EXPIRE " + next.expiry()).stripTrailing());
        }
        if (next.locked() != now.locked()) {
            sql.append(next.locked() ? " ACCOUNT LOCK" : " ACCOUNT UNLOCK");
        }
        return sql.toString();
    }
}
