package play.expression.data;

import java.util.Map;
import java.util.Optional;

/**
 * How YAML is written.
 *
 * @param indent spaces per level, 2 to 9
 * @param width column beyond which lines are folded at a blank
 * @param sorted whether keys are written in their order
 * @param flow which lists and mappings are written between brackets
 * @param scalars how scalars are written
 * @param frame what stands around
 */
public record YamlStyle(int indent, int width, boolean sorted, Flow flow, Scalars scalars, Frame frame) {
    /** Without a limit for lines. */
    public static final int ENDLESS = Integer.MAX_VALUE;

    private static final int USUAL_WIDTH = 80;

    /** Which lists and mappings are written between brackets; empty ones always. */
    public enum Flow {
        /** Those without lists and mappings in them. */
        LEAVES,
        ALL,
        NONE
    }

    /** How scalars are written, where that is possible. */
    public enum Scalars {
        /** As they are; those of several lines between quotes. */
        PLAIN,
        /** As they are; those of several lines as literal blocks. */
        LINES,
        SINGLE,
        DOUBLE,
        LITERAL,
        FOLDED
    }

    /**
     * What stands around a document.
     *
     * @param start whether a line of dashes begins it
     * @param end whether a line of dots ends it
     * @param version of YAML that is named before it
     * @param tags prefixes by their handles, named before it
     * @param canonical whether all is written with its type, between brackets
     */
    public record Frame(
            boolean start, boolean end, Optional<String> version, Map<String, String> tags, boolean canonical) {
        public static final Frame NONE = new Frame(false, false, Optional.empty(), Map.of(), false);

        public Frame {
            tags = Map.copyOf(tags);
        }
    }

    /** Brackets for what is empty only, lines as literal blocks, in the order that there is. */
    public static YamlStyle readable(int indent) {
        return new YamlStyle(indent, ENDLESS, false, Flow.NONE, Scalars.LINES, Frame.NONE);
    }

    /** As PyYAML takes its options: what it can't do with comes to what is usual. */
    public YamlStyle {
        indent = indent < 2 || indent > 9 ? 2 : indent;
        width = width < 0 ? ENDLESS : width <= indent * 2 ? USUAL_WIDTH : width;
    }
}
