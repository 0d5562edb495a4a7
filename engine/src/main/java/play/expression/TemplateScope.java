package play.expression;

import java.io.IOException;
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
 * @param destination where it goes, as the task says; empty where it goes nowhere
 * @param now when it is rendered
 */
public record TemplateScope(
        Scope outer, String written, Path file, Optional<String> destination, Supplier<LocalDateTime> now)
        implements Scope {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    /** The variables that it has before those of what is around it. */
    public static final Set<String> NAMES = Set.of(
            "template_destpath",
            "template_fullpath",
            "template_host",
            "template_mtime",
            "template_path",
            "template_run_date",
            "template_uid");

    @Override
    public Binding find(String name) throws ExpressionException {
        return NAMES.contains(name) ? own(name) : outer.find(name);
    }

    /** What the controller cannot tell is undefined, at the place that asks for it. */
    private Binding own(String name) {
        try {
            return new Binding.Found(name.equals("template_destpath") ? destination.orElse(null) : value(name));
        } catch (IOException e) {
            return new Binding.Missing();
        }
    }

    private String value(String name) throws IOException {
        return switch (name) {
            case "template_fullpath" -> file.toAbsolutePath().normalize().toString();
            case "template_host" -> host();
            case "template_mtime" ->
                TIME.format(
                        LocalDateTime.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault()));
            case "template_path" -> written;
            case "template_run_date" -> TIME.format(now.get());
            default -> Files.getOwner(file).getName();
        };
    }

    /** As {@code uname -n} has it, also where no name server and no file knows it. */
    private static String host() throws IOException {
        return Files.isReadable(KERNEL)
                ? Files.readString(KERNEL).strip()
                : InetAddress.getLocalHost().getHostName();
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
