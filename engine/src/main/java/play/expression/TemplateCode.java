package play.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A template that is ready to be evaluated.
 *
 * @param blocks all there are in it, by their names
 * @param mentions the names that it reads or calls, whatever they stand for
 */
record TemplateCode(List<CompiledPiece> pieces, Map<String, CompiledPiece.Block> blocks, Set<String> mentions) {}
