package play.value;

import java.math.BigDecimal;
import java.math.MathContext;

/** Texts and numbers as Python's {@code json} writes them, and so Ansible. */
public final class JsonScalars {
    private JsonScalars() {}

    /** @param ascii whether other characters become {@code \\uXXXX} */
    public static String quoted(String text, boolean ascii) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || (c > 0x7e && ascii)) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** With an exponent only from 1e16 on, and below 0.0001. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return Double.toString(value);
        }
        if (size < 1e-4 || size >= 1e16) {
            return scientific(value);
        }
        String plain =
                new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    /** Where one digit is enough, Java may still have two, as in 4.9e-324. */
    private static BigDecimal fewestDigits(double value) {
        BigDecimal one = new BigDecimal(value).round(new MathContext(1));
        return one.doubleValue() == value ? one : new BigDecimal(Double.toString(value)).stripTrailingZeros();
    }

    private static String scientific(double value) {
        BigDecimal exact = fewestDigits(value);
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        String sign = value < 0 ? "-" : "";
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return sign + digits.charAt(0) + fraction + "e" + power;
    }
}
