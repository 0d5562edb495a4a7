package play.vars;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.Span;

/**
 * What one of the places where variables come from says of a name.
 *
 * @param layer that place, by Ansible's name
 * @param value with templates as they are written; secrets are in it
 * @param place of the name; empty where no text says it
 */
public record Said(String layer, @Nullable Object value, Optional<Span> place) {}
