package play.modules.databases;

import java.util.Optional;
import play.host.Fields;
import play.host.HostState;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * A setting of a server of PostgreSQL.
 *
 * @param context when it can be changed, in the server's words: postmaster, sighup, user …; empty where there is no
 *     such setting
 * @param builtIn what it is where no file sets it
 * @param set what ALTER SYSTEM set, in the one way of {@link SettingKind#normal}; nothing where it did not
 * @param elsewhere what another file sets, likewise
 * @param shown what it is now, as the server shows it
 * @param waits whether what files say holds from the next start on
 */
record PostgresSetting(
        String context,
        SettingKind kind,
        String builtIn,
        Optional<String> set,
        Optional<String> elsewhere,
        Foreseen<String> shown,
        Foreseen<Boolean> waits)
        implements HostState {
    private static final Foreseen<String> NOTHING = new Foreseen.Exactly<>("");

    private static final Rows.Kind<PostgresSetting> KIND = new Rows.Kind<>(
            "setting",
            PostgresSetting.class,
            "name context type unit built set elsewhere shown waits",
            new PostgresSetting(
                    "",
                    new SettingKind("", "", ""),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    NOTHING,
                    new Foreseen.Exactly<>(false)),
            PostgresSetting::of);

    private static PostgresSetting of(Fields row) {
        SettingKind kind = new SettingKind(row.text("name"), row.text("type"), row.text("unit"));
        return new PostgresSetting(
                row.text("context"),
                kind,
                row.text("built"),
                value(kind, row.text("set")),
                value(kind, row.text("elsewhere")),
                new Foreseen.Exactly<>(row.text("shown")),
                new Foreseen.Exactly<>(row.text("waits").equals("t")));
    }

    /** @param marked with a sign before it; empty for none */
    private static Optional<String> value(SettingKind kind, String marked) {
        return marked.isEmpty() ? Optional.empty() : Optional.of(kind.normal(marked.substring(1)));
    }

    @Override
    public boolean present() {
        return !context.isEmpty();
    }

    /** What it is where no file sets it, in the one way of {@link SettingKind#normal}. */
    String initial() {
        return kind.normal(builtIn);
    }

    /** What files say, or it is by itself. */
    String configured() {
        return set.or(() -> elsewhere).orElseGet(this::initial);
    }

    boolean needsRestart() {
        return context.equals("postmaster");
    }

    static StateKey<PostgresSetting> at(PostgresAccess access, String database, String name) {
        return new Rows<>(KIND, access, database, """
            SELECT s.name, s.context, s.vartype, coalesce(s.unit, ''), coalesce(s.boot_val, ''),
              coalesce((SELECT '=' || f.setting FROM pg_file_settings f WHERE f.name = s.name
                AND f.sourcefile LIKE '%%/postgresql.auto.conf' ORDER BY f.seqno DESC LIMIT 1), ''),
              coalesce((SELECT '=' || f.setting FROM pg_file_settings f WHERE f.name = s.name
                AND f.sourcefile NOT LIKE '%%/postgresql.auto.conf' ORDER BY f.seqno DESC LIMIT 1), ''),
              current_setting(s.name), s.pending_restart
            FROM pg_settings s WHERE lower(s.name) = lower(%s);
            """.formatted(Sql.text(name))).key(name);
    }
}
