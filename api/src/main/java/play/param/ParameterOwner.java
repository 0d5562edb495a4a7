package play.param;

import play.source.Located;
import play.source.Span;

/**
 * Whose parameters are looked at: a module's, or those of a mapping in one of them.
 *
 * @param module its name
 * @param path of the mapping, as {@code images[0]}; empty for the module
 * @param span where the task calls the module, or where the mapping stands
 */
record ParameterOwner(String module, String path, Span span) {
    static ParameterOwner of(Located<String> module) {
        return new ParameterOwner(module.value(), "", module.span());
    }

    /** The mapping that is a part of this one. */
    ParameterOwner part(String partPath, Span place) {
        return new ParameterOwner(module, partPath, place);
    }

    /** The beginning of a sentence. */
    String told() {
        return path.isEmpty() ? "Module '" + module + "'" : "Parameter '" + path + "' of '" + module + "'";
    }

    /** The beginning of a sentence about a parameter or its part. */
    String told(String partPath) {
        return "Parameter '" + partPath + "' of '" + module + "'";
    }

    /** What its parameters are called. */
    String kind() {
        return path.isEmpty() ? "parameter" : "field";
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** By which what is written instead of a parameter or value is found: without the module's collection. */
    String key(String name) {
        return module.substring(module.lastIndexOf('.') + 1) + ":" + pathOf(name);
    }
}
