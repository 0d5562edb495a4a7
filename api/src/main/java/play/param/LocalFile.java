package play.param;

import play.value.Content;

/** The parameter type for a file on the controller: its name as written, and what it holds. */
public record LocalFile(String name, Content content) {}
