package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.ReadBy;
import play.param.Scalars;
import play.value.Values;

/**
 * Texts of SQL, which hold commas as they like.
 *
 * @param secret whether one of them has a secret in it
 */
@ReadBy(SqlTexts.Type.class)
record SqlTexts(List<String> all, boolean secret) {
    /** Takes a text, or a list of them. */
    static final class Type implements ParameterType<SqlTexts> {
        @Override
        public String shown() {
            return "string or list of string";
        }

        @Override
        public SqlTexts read(@Nullable Object value, BindContext context) throws BindException {
            List<String> all = new ArrayList<>();
            for (Object one : value instanceof List<?> list ? list : List.of(String.valueOf(Scalars.text(value)))) {
                String text = Scalars.text(one);
                if (SqlStatement.of(text).isEmpty()) {
                    throw new BindException("has no statement in it");
                }
                all.add(text);
            }
            return new SqlTexts(List.copyOf(all), Values.hasSecrets(value));
        }
    }
}
