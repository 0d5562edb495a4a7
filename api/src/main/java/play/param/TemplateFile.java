package play.param;

import play.value.Content;

/** The parameter type for a template on the controller: its name as written, and what it renders to for the host. */
public record TemplateFile(String name, Content content) {}
