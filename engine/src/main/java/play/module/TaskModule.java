package play.module;

/**
 * What a task can call. A module is a pure function of its parameters and of what is known: it meets no connection, mode,
 * clock, random source or file system. There are four kinds, and the kind decides what a dry run does.
 *
 * @param <P> its parameters, a record from which the {@link Schema} is derived
 */
public sealed interface TaskModule<P extends Record> permits Resource, Query, Procedure, Control {
  ModuleSpec<P> spec();
}
