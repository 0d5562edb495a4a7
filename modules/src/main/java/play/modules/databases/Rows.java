package play.modules.databases;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * States that a server tells by one row each. A key's id is what it is of.
 *
 * @param kind of what it tells, with its name and type
 * @param access to the server
 * @param database that is asked
 * @param statement that finds the row, or none where there is no such thing
 * @param variant what a state depends on that is not in the statement
 */
record Rows<S extends HostState>(Kind<S> kind, PostgresAccess access, String database, String statement, String variant)
        implements ServerFamily<S> {
    /**
     * A kind of states.
     *
     * @param name as diffs show it
     * @param columns of a row, with blanks between them
     * @param absent what there is where there is no row
     */
    record Kind<S extends HostState>(String name, Class<S> type, String columns, S absent, Reader<S> reader) {}

    /** Makes a state of a row. */
    @FunctionalInterface
    interface Reader<S extends HostState> {
        S read(Fields row) throws UnknownStateException;
    }

    Rows(Kind<S> kind, PostgresAccess access, String database, String statement) {
        this(kind, access, database, statement, "");
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public Class<S> type() {
        return kind.type();
    }

    @Override
    public Script read(List<StateKey<S>> keys) {
        return access.psql(database, statement);
    }

    @Override
    public Told<S> told(List<StateKey<S>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the server of databases at " + access.server() + " cannot be asked");
        Parts parts = Parts.of(result);
        S state = parts.hasNext() ? kind.reader().read(parts.next(Shape.ofParts(kind.columns()))) : kind.absent();
        return (index, id) -> state;
    }

    /** Two ask for the same thing if they ask the same server the same, whoever logs in. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rows<?> that
                && kind.name().equals(that.kind().name())
                && access.server().equals(that.access().server())
                && database.equals(that.database())
                && statement.equals(that.statement())
                && variant.equals(that.variant());
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind.name(), access.server(), database, statement, variant);
    }
}
