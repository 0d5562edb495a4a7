package play.modules.databases;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** What servers of databases have. */
public final class DatabaseModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new MysqlDbModule(),
                new MysqlQueryModule(),
                new MysqlUserModule(),
                new MysqlVariablesModule(),
                new PostgresqlDbModule(),
                new PostgresqlExtModule(),
                new PostgresqlPrivsModule(),
                new PostgresqlQueryModule(),
                new PostgresqlSchemaModule(),
                new PostgresqlSetModule(),
                new PostgresqlUserModule());
    }
}
