package play.diag;

/** How bad a diagnostic is. Errors stop a run before it starts. */
public enum Severity {
    ERROR,
    WARNING
}
