package play.module;

/** What a {@link Producer} has to make: plain data, a record. */
public interface Recipe {}
