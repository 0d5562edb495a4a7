package play.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * Why a file or directory could not be used, in words: the message of some exceptions is the name of the file alone.
 */
final class FileFault {
    private FileFault() {}

    static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no file or directory " + missing.getFile();
            case AccessDeniedException denied -> "this user may not: permission denied for " + denied.getFile();
            case FileSystemException refused
            when refused.getReason() == null ->
                "the system refuses " + refused.getFile() + " ("
                        + refused.getClass().getSimpleName() + ")";
            case CharacterCodingException undecodable -> "it is not UTF-8";
            default -> Objects.toString(e.getMessage(), e.getClass().getSimpleName());
        };
    }
}
