package play.editor;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.module.ModuleSpec;
import play.param.Parameter;
import play.param.ParameterType;
import play.schema.Keywords.Keyword;

/** What the values of keywords and parameters may be. */
final class Values {
    private final View view;
    private final Cursor cursor;

    Values(View view, Cursor cursor) {
        this.view = view;
        this.cursor = cursor;
    }

    Stream<Proposal> of(ModuleSpec<?> spec, Parameter parameter) {
        if (!parameter.type().choices().isEmpty()) {
            return words(parameter.type().choices(), Proposal.Kind.VALUE, parameter.name());
        }
        Optional<ParameterType<?>> items = parameter.type().items();
        if (items.isPresent() && !items.get().choices().isEmpty()) {
            return words(items.get().choices(), Proposal.Kind.VALUE, parameter.name());
        }
        if (parameter.type().shown().equals("boolean")) {
            return words(List.of("true", "false"), Proposal.Kind.VALUE, parameter.name());
        }
        return FilePlaces.kind(view, spec, parameter).stream().flatMap(this::files);
    }

    Stream<Proposal> of(Level.Value value, Keyword keyword) {
        if (keyword.flag()) {
            return words(List.of("true", "false"), Proposal.Kind.VALUE, keyword.name());
        }
        return switch (value.name()) {
            case "notify" -> words(view.known().handlers().keySet(), Proposal.Kind.HANDLER, "handler");
            case "tags" ->
                Stream.concat(
                        words(view.known().tags(), Proposal.Kind.TAG, "tag"),
                        words(List.of("always", "never"), Proposal.Kind.TAG, "tag"));
            case "hosts", "delegate_to" ->
                Stream.concat(
                        words(view.known().hosts(), Proposal.Kind.HOST, "inventory"),
                        words(List.of("all", "localhost"), Proposal.Kind.HOST, ""));
            case "role", "include_role.name", "import_role.name" -> roles();
            case "import_playbook", "vars_files" -> files("vars");
            case "include_tasks", "import_tasks", "include_tasks.file", "import_tasks.file" -> files("tasks");
            case "strategy" -> words(List.of("linear", "free", "host_pinned"), Proposal.Kind.VALUE, "strategy");
            case "order" ->
                words(
                        List.of("inventory", "reverse_inventory", "sorted", "reverse_sorted", "shuffle"),
                        Proposal.Kind.VALUE,
                        "order");
            case "become_method" -> words(List.of("sudo", "su", "doas"), Proposal.Kind.VALUE, "become_method");
            case "connection" -> words(List.of("ssh", "openssh", "local"), Proposal.Kind.VALUE, "connection");
            case "meta" ->
                words(
                        List.of(
                                "flush_handlers",
                                "end_play",
                                "end_host",
                                "end_batch",
                                "end_role",
                                "clear_host_errors",
                                "clear_facts",
                                "reset_connection",
                                "refresh_inventory",
                                "noop"),
                        Proposal.Kind.VALUE,
                        "meta");
            default -> Stream.of();
        };
    }

    Stream<Proposal> roles() {
        return view.known().roles().entrySet().stream()
                .map(role -> new Proposal(
                        role.getKey(),
                        Proposal.Kind.ROLE,
                        "role",
                        role.getValue().toString(),
                        role.getKey(),
                        cursor.from(),
                        1));
    }

    private Stream<Proposal> words(Collection<String> all, Proposal.Kind kind, String detail) {
        // Names of handlers have blanks in them: what is typed is all that the value has.
        int from = kind == Proposal.Kind.HANDLER ? valueStart() : cursor.from();
        return all.stream().map(word -> new Proposal(word, kind, detail, "", word, from, 1));
    }

    private int valueStart() {
        Outline.Node node = cursor.outline().nodes().get(cursor.parent());
        int line = view.text().lastIndexOf('\n', Math.max(0, cursor.from() - 1)) + 1;
        boolean here = node.start() >= line && !node.value().startsWith("[");
        return here ? Math.min(node.valueStart(), cursor.from()) : cursor.from();
    }

    /** Files beside this one, and in the folder where a role has such files. */
    private Stream<Proposal> files(String kind) {
        String typed = cursor.typed();
        String folder = typed.contains("/") ? typed.substring(0, typed.lastIndexOf('/') + 1) : "";
        if (folder.startsWith("/") || (folder.contains("..") && folder.length() > 40)) {
            return Stream.of();
        }
        return FilePlaces.folders(view, kind).stream()
                .flatMap(base -> in(base.resolve(folder).normalize(), folder))
                .distinct();
    }

    private Stream<Proposal> in(Path place, String folder) {
        return view.files().in(place).stream()
                .filter(name -> !name.startsWith("."))
                .map(name -> new Proposal(
                        folder + name,
                        name.endsWith("/") ? Proposal.Kind.FOLDER : Proposal.Kind.FILE,
                        "",
                        "",
                        folder + name,
                        cursor.from(),
                        name.endsWith("/") ? 2 : 1));
    }
}
