package play.param;

import play.host.Mode;
import play.value.Content;

/** The parameter type for a file on the controller: its name as written, what it holds, and its permission bits. */
public record LocalFile(String name, Content content, Mode mode) {}
