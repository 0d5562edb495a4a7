package play.param;

import play.host.Mode;
import play.value.Content;

/**
 * The parameter type for a template on the controller: its name as written, what it renders to for the host, and the
 * permission bits of the template's file.
 */
public record TemplateFile(String name, Content content, Mode mode) {}
