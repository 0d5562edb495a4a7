package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.CommandWords;
import play.host.Script;
import play.host.ShellWords;

/**
 * A copy of a database in a file, or a directory whose name ends in {@code .dir}.
 *
 * @param options for the program that makes it or reads it
 */
record PostgresDump(PostgresAccess access, String database, String path, List<String> options) {
    PostgresDump {
        options = List.copyOf(options);
    }

    /** The words of options as a task gives them; nothing where a quote is left open. */
    static Optional<List<String>> words(String options) {
        try {
            return Optional.of(CommandWords.of(options));
        } catch (CommandWords.UnfinishedException e) {
            return Optional.empty();
        }
    }

    boolean isDirectory() {
        return path.endsWith(".dir");
    }

    /** As the programs call it: p is SQL. */
    private String format() {
        if (isDirectory()) {
            return "d";
        }
        return path.endsWith(".tar") ? "t" : path.endsWith(".pgc") ? "c" : "p";
    }

    private String call(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(options);
        return ShellWords.join(all);
    }

    private String[] program(String name, String format, String... more) {
        List<String> all = new ArrayList<>(List.of(name, "--no-password", "--format=" + format));
        access.sessionRole().ifPresent(role -> all.add("--role=" + role));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    Script made() {
        String script = isDirectory()
                ? "umask 077\n" + call(program("pg_dump", "d", "--file=" + path)) + "\n"
                : Packing.of(path).writing(call(program("pg_dump", format())), path);
        return access.run("pg_dump", database, script);
    }

    Script restored() {
        if (!format().equals("p")) {
            String script = call(program("pg_restore", format(), "--dbname=" + database)) + " -- "
                    + ShellWords.quote(path) + " >/dev/null\n";
            return access.run("pg_restore", database, script);
        }
        String role = access.sessionRole()
                .map(name -> "printf '%s\\n' " + ShellWords.quote("SET ROLE " + Sql.name(name) + ";") + "; ")
                .orElse("");
        String psql = call("psql", "-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-f", "-");
        return access.run("psql", database, Packing.of(path).reading(role, psql, path));
    }
}
