package play.playbook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.expression.LookupCall;

/**
 * Repeats a task for each item.
 *
 * @param items a list, or what the kind makes a list of
 * @param names of the item and its number
 * @param label what is shown for an item
 * @param pause seconds between items
 * @param extended whether {@code ansible_loop} is defined
 * @param breakWhen ends the loop after an item
 */
public record Loop(
        Kind kind,
        Data items,
        Names names,
        Optional<Data> label,
        Optional<Data> pause,
        Extended extended,
        List<Condition> breakWhen) {
    /**
     * Names of variables, possibly templates.
     *
     * @param variable of the item, {@code item} by default
     * @param index of its number, from 0
     */
    public record Names(Data variable, Optional<Data> index) {
        /** Those that are known before the run. */
        public Stream<String> known() {
            return Stream.concat(Stream.of(variable), index.stream()).flatMap(name -> name.literalText().stream());
        }

        /** Whether all are. */
        public boolean areLiteral() {
            return variable.isLiteral() && index.stream().allMatch(Data::isLiteral);
        }
    }

    /** What {@code ansible_loop} tells of the loop. */
    public enum Extended {
        /** There is none. */
        NO,
        /** Where the loop stands, and the items beside this one. */
        WITHOUT_ALL_ITEMS,
        /** All items, too. */
        YES
    }

    /** How the items are made of what is written. */
    public sealed interface Kind {}

    /** {@code with_NAME} for any other lookup: what it finds for a list of terms, or for a single one. */
    public record Found(LookupCall lookup) implements Kind {}

    /** By the form of the value alone. */
    public enum Shape implements Kind {
        /** {@code loop}: a list, as it is. */
        LIST,
        /** {@code with_list}: a list, as it is; a single value is one item. */
        LIST_OR_ONE,
        /** {@code with_items}: a list, its lists flattened by one level; a single value is one item. */
        ITEMS,
        /** {@code with_dict}: a mapping, as items with {@code key} and {@code value}. */
        DICT,
        /** {@code with_indexed_items}: pairs of number and item, flattened like ITEMS. */
        INDEXED,
        /** {@code with_together}: lists side by side. */
        TOGETHER,
        /** {@code with_nested}: every combination of the lists. */
        NESTED
    }

    public Loop {
        breakWhen = List.copyOf(breakWhen);
    }
}
