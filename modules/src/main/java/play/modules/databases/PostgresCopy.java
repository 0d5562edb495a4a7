package play.modules.databases;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.files.Paths;
import play.param.Doc;
import play.param.HostPath;

/** Where a database is copied to or from, and how. */
record PostgresCopy(
        @Doc("File on the host that a database is dumped to or restored from. Its name tells the form: NAME.tar and"
                + " NAME.pgc are archives and NAME.dir a directory of pg_dump, everything else is SQL, packed where it"
                + " ends in .gz, .bz2, .xz or .zst.")
        @HostPath
        Optional<String> target,

        @Doc("More options for pg_dump, pg_restore or, where SQL is restored, psql.")
        Optional<String> targetOpts,

        @Doc("More options for pg_dump.") Optional<String> dumpExtraArgs) {
    String path() {
        return Paths.clean(target.orElse("/"));
    }

    PostgresDump of(PostgresAccess access, String database, boolean dumps) {
        List<String> words = Stream.of(targetOpts, dumpExtraArgs.filter(given -> dumps))
                .flatMap(Optional::stream)
                .map(PostgresDump::words)
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .toList();
        return new PostgresDump(access, database, path(), words);
    }
}
