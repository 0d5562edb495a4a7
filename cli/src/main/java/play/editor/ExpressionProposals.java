package play.editor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import play.expression.call.Registry;
import play.expression.call.Signature;
import play.host.Facts;
import play.playbook.MagicNames;
import play.result.CommonFields;
import play.result.ResultField;
import play.result.ResultType;

/** How expressions go on. */
final class ExpressionProposals {
    private final View view;
    private final int offset;

    ExpressionProposals(View view, int offset) {
        this.view = view;
        this.offset = offset;
    }

    /** @param before the expression so far */
    List<Proposal> after(String before) {
        ExpressionSpot spot = ExpressionSpot.of(before);
        int from = offset - spot.typed().length();
        return switch (spot.sort()) {
            case NAME -> Completion.matching(names(from), spot.typed());
            case FIELD -> Completion.matching(fields(spot.of(), from), spot.typed());
            case FILTER -> Completion.matching(calls(Registry.Kind.FILTER, Proposal.Kind.FILTER, from), spot.typed());
            case TEST -> Completion.matching(calls(Registry.Kind.TEST, Proposal.Kind.TEST, from), spot.typed());
            case LOOKUP -> Completion.matching(calls(Registry.Kind.LOOKUP, Proposal.Kind.LOOKUP, from), spot.typed());
            case NOTHING -> List.of();
        };
    }

    private Stream<Proposal> names(int from) {
        Map<String, Proposal> all = new TreeMap<>();
        Set<String> others = new TreeSet<>(MagicNames.ALWAYS);
        Facts.NAMES.forEach(fact -> others.add("ansible_" + fact));
        others.add("item");
        others.forEach(name -> all.put(name, variable(name, "", "", from, 3)));
        view.vocabulary().calls().names(Registry.Kind.FUNCTION).stream()
                .filter(name -> !name.contains("."))
                .forEach(name -> all.put(name, variable(name, "function", "", from, 2)));
        view.known()
                .names()
                .forEach((name, places) -> all.put(
                        name,
                        variable(name, places.isEmpty() ? "" : places.getFirst().layer(), places(places), from, 1)));
        return all.values().stream();
    }

    private static String places(List<Known.Definition> definitions) {
        return String.join(
                "\n",
                definitions.stream()
                        .map(one -> "- " + one.layer() + ": `" + Hovers.place(one.place()) + "`")
                        .toList());
    }

    private static Proposal variable(String name, String detail, String doc, int from, int rank) {
        return new Proposal(name, Proposal.Kind.VARIABLE, detail, doc, name, from, rank);
    }

    /** Of what a task registered. */
    private Stream<Proposal> fields(String of, int from) {
        String[] way = of.split("\\.");
        Optional<ResultType> type = Optional.ofNullable(view.known().results().get(way[0]));
        for (int i = 1; i < way.length; i++) {
            String name = way[i];
            type = type.flatMap(outer -> outer instanceof ResultType.Fields fields
                    ? fields.fields().stream()
                            .filter(field -> field.name().equals(name))
                            .findFirst()
                            .map(ResultField::type)
                    : Optional.empty());
        }
        Stream<ResultField> own = type.stream()
                .flatMap(found -> found instanceof ResultType.Fields fields ? fields.fields().stream() : Stream.of());
        Stream<ResultField> common = type.isPresent() && way.length == 1 ? CommonFields.told().stream() : Stream.of();
        return Stream.concat(own, common)
                .map(field -> new Proposal(
                        field.name(), Proposal.Kind.FIELD, field.type().shown(), field.doc(), field.name(), from, 1));
    }

    private Stream<Proposal> calls(Registry.Kind kind, Proposal.Kind shown, int from) {
        Registry calls = view.vocabulary().calls();
        return calls.names(kind).stream()
                .map(name -> new Proposal(
                        name,
                        shown,
                        calls.signature(kind, name).map(Signature::shown).orElse(""),
                        "",
                        name,
                        from,
                        name.contains(".") ? 2 : 1));
    }
}
