package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Paths;
import play.host.Script;
import play.host.ShellWords;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Range;

/** Where databases are dumped to or imported from, and how. */
record MysqlCopy(
        @Doc("File on the host that databases are dumped to or imported from: SQL, packed where its name ends in .gz,"
                + " .bz2, .xz or .zst.")
        @HostPath
        Optional<String> target,

        @Doc("Whether a dump is made in one transaction, so that nobody waits for it.") @Default("false")
        boolean singleTransaction,

        @Doc("Whether a dump holds no whole table in memory.") @Default("true")
        boolean quick,

        @Doc("Tables that a dump leaves out, as DATABASE.TABLE.")
        Optional<List<String>> ignoreTables,

        @Doc("Whether a dump has binary texts in hexadecimal digits.") @Default("false")
        boolean hexBlob,

        @Doc("Whether an import goes on, and a dump too, where the server refuses something.") @Default("false")
        boolean force,

        @Doc("Whether a dump tells where the server's log stood: 1, or 2 as a comment.")
        @Default("0")
        @Range(from = 0, to = 2)
        int masterData,

        @Doc("Whether a dump locks no tables.") @Default("false")
        boolean skipLockTables,

        @Doc("More options for the program that dumps.") Optional<String> dumpExtraArgs) {
    String path() {
        return Paths.clean(target.orElse("/"));
    }

    /**
     * Dumps databases; none means all.
     *
     * @param encoding of the file; without, utf8mb4
     */
    Script dumped(MysqlAccess access, List<String> databases, Optional<String> encoding) {
        List<String> options = new ArrayList<>(List.of("--default-character-set=" + encoding.orElse("utf8mb4")));
        add(options, singleTransaction, "--single-transaction");
        add(options, quick, "--quick");
        add(options, hexBlob, "--hex-blob");
        add(options, force, "--force");
        add(options, skipLockTables, "--skip-lock-tables");
        add(options, masterData > 0, "--master-data=" + masterData);
        ignoreTables.orElse(List.of()).forEach(table -> options.add("--ignore-table=" + table));
        dumpExtraArgs.flatMap(PostgresDump::words).ifPresent(options::addAll);
        options.add(databases.isEmpty() ? "--all-databases" : "--databases");
        options.addAll(databases);
        String call = "\"$dumper\" \"$@\" " + ShellWords.join(options);
        return access.run(List.of(), """
                dumper=$(command -v mariadb-dump || command -v mysqldump) || {
                  echo 'the host has no mysqldump; install mariadb-client' >&2
                  exit 1
                }
                """ + Packing.of(path()).writing(call, path()));
    }

    private static void add(List<String> options, boolean on, String option) {
        if (on) {
            options.add(option);
        }
    }

    /**
     * Runs the SQL in the file.
     *
     * @param first statements that run before it
     * @param database that is the current one to begin with
     */
    Script imported(MysqlAccess access, String first, Optional<String> database, Optional<String> encoding) {
        String call = "\"$client\" \"$@\"" + (force ? " --force" : "")
                + database.map(name -> " " + ShellWords.quote("--database=" + name))
                        .orElse("");
        String before =
                first.isEmpty() ? "" : "printf '%s' " + ShellWords.quote(first) + " | \"$client\" \"$@\" || exit\n";
        return access.run(
                List.of("--batch", "--default-character-set=" + encoding.orElse("utf8mb4")),
                before + Packing.of(path()).reading("", call, path()));
    }
}
