package play.expression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import play.expression.call.LookupContext;
import play.source.Span;

/**
 * What a template file sees: also where it stands, whose it is and when it was written, under Ansible's names.
 *
 * @param written how it is named where it is asked for
 * @param file where it was found
 * @param now when it is rendered
 */
public record TemplateScope(Scope outer, String written, Path file, Supplier<LocalDateTime> now) implements Scope {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    /** The variables that it has before those of what is around it. */
    public static final Set<String> NAMES = Set.of(
            "template_fullpath",
            "template_host",
            "template_mtime",
            "template_path",
            "template_run_date",
            "template_uid");

    @Override
    public Binding find(String name) throws ExpressionException {
        return NAMES.contains(name) ? new Binding.Found(own(name)) : outer.find(name);
    }

    private String own(String name) {
        try {
            return switch (name) {
                case "template_fullpath" -> file.toAbsolutePath().normalize().toString();
                case "template_host" -> InetAddress.getLocalHost().getHostName();
                case "template_mtime" ->
                    TIME.format(LocalDateTime.ofInstant(
                            Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault()));
                case "template_path" -> written;
                case "template_run_date" -> TIME.format(now.get());
                default -> Files.getOwner(file).getName();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<String> names() {
        Set<String> all = new HashSet<>(outer.names());
        all.addAll(NAMES);
        return all;
    }

    @Override
    public Optional<Span> definitionOf(String name) {
        return outer.definitionOf(name);
    }

    @Override
    public LookupContext lookups() {
        return outer.lookups();
    }
}
