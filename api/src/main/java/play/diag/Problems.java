package play.diag;

import play.source.SourceFile;

/** Where diagnostics are reported while a text is read; reading goes on, so that all are found in one go. */
@FunctionalInterface
public interface Problems {
    void report(Diagnostic diagnostic);

    /** A file was read, whatever is in it. */
    default void took(SourceFile source) {}
}
