package play.expression;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mvel2.MVEL;
import org.mvel2.ParserContext;
import org.mvel2.integration.impl.MapVariableResolverFactory;
import org.mvel2.optimizers.OptimizerFactory;
import play.expression.syntax.Node;

/**
 * One expression as MVEL compiles it, on its first use. Only calls to {@link ExpressionRuntime} reach MVEL, which has
 * shown to be safe under threads in its reflective mode.
 */
final class Program {
    static {
        OptimizerFactory.setDefaultOptimizer(OptimizerFactory.SAFE_REFLECTIVE);
    }

    private final String source;
    private volatile @Nullable Serializable compiled;

    Program(Node root, NodeTable nodes) {
        this.source = new Emitter(nodes).emit(root);
    }

    /** The value, not yet finished: it may be undefined or still changeable. */
    @Nullable
    Object run(Evaluation evaluation) {
        Map<String, Object> variables = new HashMap<>(Map.of("c", evaluation));
        try {
            return MVEL.executeExpression(compiled(), new MapVariableResolverFactory(variables));
        } catch (RuntimeException e) {
            RuntimeException thrown = evaluation.thrown();
            throw thrown != null ? thrown : e;
        }
    }

    private Serializable compiled() {
        Serializable known = compiled;
        if (known == null) {
            ParserContext context = new ParserContext();
            context.addImport("R", ExpressionRuntime.class);
            known = MVEL.compileExpression(source, context);
            compiled = known;
        }
        return known;
    }
}
