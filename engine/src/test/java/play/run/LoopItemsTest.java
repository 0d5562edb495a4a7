package play.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import play.expression.ExpressionException;
import play.expression.Expressions;
import play.expression.Scope;
import play.expression.call.LookupContext;
import play.playbook.Data;
import play.playbook.Loop;
import play.source.SourceFile;
import play.value.Secret;
import play.value.Unknown;

/** Items that loops make of secret and of unknown values. */
class LoopItemsTest {
    private static final Map<String, Object> PAIR = Map.of("a", "x");

    /** Nothing is looked up by name here. */
    private static final Scope NO_NAMES = new Scope() {
        @Override
        public Binding find(String name) {
            return new Binding.Missing();
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public LookupContext lookups() {
            throw new UnsupportedOperationException("files");
        }
    };

    @Test
    void itemsOfASecretAreSecret() throws Exception {
        Secret list = new Secret(List.of("one", List.of("two")));
        assertEquals(List.of(new Secret("one"), new Secret(List.of("two"))), items(Loop.Shape.LIST, list));
        assertEquals(List.of(new Secret("one"), new Secret("two")), items(Loop.Shape.ITEMS, list));
        assertEquals(List.of(new Secret(Map.of("key", "a", "value", "x"))), items(Loop.Shape.DICT, new Secret(PAIR)));
        assertEquals(List.of(new Secret("one")), items(Loop.Shape.ITEMS, new Secret("one")));
        assertEquals(List.of(new Secret("one"), new Secret("two")), items(found("flattened"), list));
    }

    @Test
    void nullsInASecretListStayNull() throws Exception {
        List<Object> expected = new ArrayList<>(Arrays.asList(null, new Secret("a")));
        assertEquals(expected, items(Loop.Shape.LIST, new Secret(Arrays.asList(null, "a"))));
    }

    @Test
    void whatIsNoListIsSaidWithoutTheSecret() throws Exception {
        LoopItems.Made.Wrong wrong =
                assertInstanceOf(LoopItems.Made.Wrong.class, made(Loop.Shape.LIST, new Secret("hidden")));
        assertEquals("the loop needs a list, not string", wrong.why());
    }

    @Test
    void whatIsNoListIsOneItemOfWithList() throws Exception {
        assertEquals(List.of("one", List.of("two")), items(Loop.Shape.LIST_OR_ONE, List.of("one", List.of("two"))));
        assertEquals(List.of(PAIR), items(Loop.Shape.LIST_OR_ONE, PAIR));
        assertEquals(List.of(new Secret("one")), items(Loop.Shape.LIST_OR_ONE, new Secret("one")));
    }

    @Test
    void unknownItemsAreUndetermined() throws Exception {
        assertInstanceOf(LoopItems.Made.Undetermined.class, made(Loop.Shape.LIST, new Unknown("a reason")));
    }

    private static Loop.Kind found(String lookup) {
        return new Loop.Found(Expressions.standard()
                .lookup(lookup, LookupContext.Folder.FILES)
                .orElseThrow());
    }

    private static List<?> items(Loop.Kind kind, Object value) throws ExpressionException {
        return assertInstanceOf(LoopItems.Made.Items.class, made(kind, value)).all();
    }

    private static LoopItems.Made made(Loop.Kind kind, Object value) throws ExpressionException {
        Data items = new Data.Literal(value, new SourceFile("f", "items").span(0, 5));
        Loop.Names names = new Loop.Names(new Data.Literal("item", items.span()), Optional.empty());
        Loop loop = new Loop(kind, items, names, Optional.empty(), Optional.empty(), Loop.Extended.NO, List.of());
        return LoopItems.of(loop, NO_NAMES);
    }
}
