package play.modules.files;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.files.Patterns;
import play.param.Binding;
import play.param.Doc;
import play.param.MutuallyExclusive;

/** Where in a file something new goes: parameters that {@code lineinfile} and {@code blockinfile} have in common. */
@MutuallyExclusive({"insertafter", "insertbefore"})
public record Placement(
        @Doc("Pattern of the line after which something new goes, or EOF.")
        Optional<String> insertafter,

        @Doc("Pattern of the line before which something new goes, or BOF.")
        Optional<String> insertbefore) {

    List<Binding.Fault> faults() {
        return Stream.of(
                        insertafter.flatMap(pattern -> Patterns.fault("insertafter", pattern)),
                        insertbefore.flatMap(pattern -> Patterns.fault("insertbefore", pattern)))
                .flatMap(Optional::stream)
                .toList();
    }

    LineEdit.Place place() {
        return LineEdit.Place.of(insertafter, insertbefore);
    }
}
