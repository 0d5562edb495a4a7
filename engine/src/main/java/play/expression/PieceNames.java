package play.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.expression.syntax.Node;
import play.expression.syntax.Piece;

/** Which variables a template reads that it does not bind itself, and which other templates it takes in. */
final class PieceNames {
    private final List<Piece> all;
    private final Origin origin;
    private final FreeNames names;
    private final Set<String> root;
    private final Set<String> mentions;
    private final List<TakenIn> files = new ArrayList<>();
    private final Map<String, Set<FreeName>> blocks = new LinkedHashMap<>();
    private final Map<String, List<OwnUse>> supers = new LinkedHashMap<>();

    /** Whether what is put out where the walk is is put out no more, since the template extends another. */
    private boolean extended;

    private boolean extending;

    PieceNames(List<Piece> all, Origin origin) {
        this.all = all;
        this.origin = origin;
        this.names = new FreeNames(origin);
        this.root = Bindings.ofRoot(all);
        this.mentions = Mentions.of(all);
    }

    TemplateNames names() {
        walk(all, new HashSet<>(), Branch.TRUNK);
        Set<String> once = Bindings.once(all);
        TemplateNames.Own own = new TemplateNames.Own(
                extending ? Optional.empty() : Optional.of(Bindings.exported(all)),
                macros(once),
                names.uses().stream().filter(use -> once.contains(use.name())).toList(),
                Map.copyOf(supers));
        return new TemplateNames(names.found(), List.copyOf(files), root, Map.copyOf(blocks), own);
    }

    /** Those of the template as a whole that are always the same. */
    private Map<String, MacroNames> macros(Set<String> once) {
        Map<String, MacroNames> macros = new LinkedHashMap<>();
        for (Piece piece : all) {
            if (piece instanceof Piece.Macro(Node.Name name, Piece.Signature signature, List<Piece> body)
                    && once.contains(name.name())) {
                PieceNames inside = new PieceNames(all, origin);
                inside.macro(signature, body, Set.of(), Branch.TRUNK);
                macros.put(
                        name.name(),
                        new MacroNames(
                                MacroNames.signature(signature, body),
                                inside.names.found(),
                                List.copyOf(inside.names.uses())));
            }
        }
        return macros;
    }

    /**
     * Where in a template a piece stands.
     *
     * @param guarded variables that are defined wherever it is evaluated
     * @param certain whether it is evaluated with all of the template
     * @param once whether it is not in a loop or another part that is evaluated any number of times
     * @param used whether it may be evaluated at all
     */
    record Branch(Set<String> guarded, boolean certain, boolean once, boolean used) {
        static final Branch TRUNK = new Branch(Set.of(), true, true, true);

        Branch where(Set<String> defined) {
            return new Branch(FreeNames.union(guarded, defined), certain, once, used);
        }

        Branch perhaps() {
            return new Branch(guarded, false, once, used);
        }

        Branch repeated() {
            return new Branch(guarded, certain, false, used);
        }

        Branch unused() {
            return new Branch(guarded, false, false, false);
        }
    }

    /** {@code known} are the template's own variables, and grow by what is set. */
    private void walk(List<Piece> pieces, Set<String> known, Branch branch) {
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Text text -> {}
                case Piece.Output(Node value) -> {
                    if (!extended) {
                        names.walk(value, known, branch);
                    }
                }
                case Piece.If fork -> arms(fork, known, branch);
                case Piece.For loop -> loop(loop, known, branch);
                case Piece.With with -> with(with, known, branch);
                case Piece.Macro(Node.Name name, Piece.Signature signature, List<Piece> body) -> {
                    Branch inside = mentions.contains(name.name()) ? branch.perhaps() : branch.unused();
                    known.add(name.name());
                    macro(signature, body, known, inside);
                }
                case Piece.CallBlock call -> {
                    names.walk(call.passing(), known, branch);
                    macro(call.signature(), call.body(), known, branch.perhaps());
                }
                case Piece.Block block -> block(block, known, branch);
                case Piece.Set set -> names.walk(set.value(), known, branch);
                case Piece.Capture capture -> inner(capture.body(), capture.value(), known, branch);
                case Piece.Filtered(Node value, List<Piece> body) -> inner(body, value, known, branch);
                case Piece.Extends(Node file) -> {
                    take(file, new Taking(TakenIn.Kind.EXTENDED, false, true, List.of()), known, branch);
                    extending = true;
                    extended = branch.certain();
                }
                case Piece.Include(Node file, boolean optional, boolean context) ->
                    take(file, new Taking(TakenIn.Kind.INCLUDED, optional, context, List.of()), known, branch);
                case Piece.Import imported -> take(imported.file(), imports(imported), known, branch);
                case Piece.From from -> take(from.file(), imports(from), known, branch);
            }
            piece.binds().forEach(name -> known.add(name.name()));
        }
    }

    private void inner(List<Piece> body, Node value, Set<String> known, Branch branch) {
        apart(body, new HashSet<>(known), branch);
        names.walk(value, known, branch);
    }

    /** What puts out something of its own, also where the template extends another. */
    private void apart(List<Piece> body, Set<String> known, Branch branch) {
        boolean before = extended;
        extended = false;
        walk(body, known, branch);
        extended = before;
    }

    private void arms(Piece.If fork, Set<String> known, Branch branch) {
        Branch before = branch;
        for (Piece.Arm arm : fork.arms()) {
            names.walk(arm.test(), known, before);
            walk(
                    arm.body(),
                    known,
                    before.where(DefinedNames.when(true, arm.test())).perhaps());
            before = before.where(DefinedNames.when(false, arm.test())).perhaps();
        }
        walk(fork.otherwise(), known, before);
    }

    private void loop(Piece.For loop, Set<String> known, Branch branch) {
        names.walk(loop.source(), known, branch);
        Set<String> inside = new HashSet<>(known);
        loop.target().names().forEach(target -> inside.add(target.name()));
        inside.add("loop");
        loop.filter().ifPresent(filter -> names.walk(filter, inside, branch));
        walk(loop.body(), inside, branch.repeated());
        walk(loop.otherwise(), known, branch.repeated());
    }

    private void with(Piece.With with, Set<String> known, Branch branch) {
        Set<String> inside = new HashSet<>(known);
        for (Piece.Set binding : with.bindings()) {
            names.walk(binding.value(), known, branch);
            binding.target().names().forEach(name -> inside.add(name.name()));
        }
        walk(with.body(), inside, branch);
    }

    /** A macro sees what is set later, too. */
    private void macro(Piece.Signature signature, List<Piece> body, Set<String> known, Branch branch) {
        Set<String> inside = FreeNames.union(FreeNames.union(known, root), Bindings.SPECIAL);
        signature.parameters().forEach(parameter -> inside.add(parameter.name()));
        signature.defaults().forEach(value -> names.walk(value, inside, branch));
        apart(body, inside, branch.repeated());
    }

    private void block(Piece.Block block, Set<String> known, Branch branch) {
        Set<FreeName> before = new HashSet<>(names.found());
        Set<String> inside = FreeNames.union(FreeNames.union(known, root), Bindings.SPECIAL);
        apart(block.body(), inside, extended ? branch.repeated().perhaps() : branch.repeated());
        Set<FreeName> own = new LinkedHashSet<>(names.found());
        own.removeAll(before);
        blocks.put(block.name().name(), own);
        supers.put(block.name().name(), superCalls());
    }

    /** The calls of {@code super} in the block that ends here, without those of blocks inside it. */
    private List<OwnUse> superCalls() {
        Set<OwnUse> others = supers.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        return names.uses().stream()
                .filter(use -> "super".equals(use.name()) && use.member().isEmpty() && !others.contains(use))
                .toList();
    }

    private Taking imports(Piece.Import imported) {
        Node.Name name = imported.name();
        TakenIn.Bound all = new TakenIn.Bound(name.name(), Optional.empty(), origin.spanOf(name.start(), name.end()));
        return new Taking(TakenIn.Kind.IMPORTED, false, imported.context(), List.of(all));
    }

    private Taking imports(Piece.From from) {
        List<TakenIn.Bound> bound = from.names().stream()
                .map(taken -> new TakenIn.Bound(
                        taken.alias().name(),
                        Optional.of(taken.name().text()),
                        origin.spanOf(taken.name().start(), taken.name().end())))
                .toList();
        return new Taking(TakenIn.Kind.IMPORTED, false, from.context(), bound);
    }

    /** How a statement takes in a file, as in {@link TakenIn}. */
    private record Taking(TakenIn.Kind kind, boolean optional, boolean context, List<TakenIn.Bound> bound) {}

    private void take(Node file, Taking taking, Set<String> known, Branch branch) {
        names.walk(file, known, branch);
        List<String> literal = literal(file);
        if (!literal.isEmpty() && branch.used()) {
            Set<String> seen = taking.kind() == TakenIn.Kind.EXTENDED ? FreeNames.union(known, root) : known;
            files.add(new TakenIn(
                    literal,
                    taking.kind(),
                    taking.optional(),
                    origin.spanOf(file.start(), file.end()),
                    new TakenIn.View(taking.context(), seen, branch.guarded(), branch.certain(), branch.once()),
                    taking.bound()));
        }
    }

    /** The names of files, where they are all literal. */
    private static List<String> literal(Node file) {
        if (file instanceof Node.Constant constant && constant.value() instanceof String name) {
            return List.of(name);
        }
        if (file instanceof Node.Items(List<Node> items, boolean tuple, int start, int end)) {
            List<String> all =
                    items.stream().flatMap(item -> literal(item).stream()).toList();
            return all.size() == items.size() ? all : List.of();
        }
        return List.of();
    }
}
