package play.vault;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The envelope of an encrypted text: a header line, then hex digits of three hex numbers on lines of their own.
 *
 * @param label of format 1.2
 */
record VaultText(Optional<String> label, byte[] salt, byte[] mac, byte[] sealed) {
    static final String MARK = "$ANSIBLE_VAULT;";

    private static final Pattern HEADER =
            Pattern.compile("\\$ANSIBLE_VAULT;(?<version>1\\.[0-9]+);(?<cipher>[A-Za-z0-9]+)(;(?<label>.*))?");
    private static final int WIDTH = 80;

    static VaultText parse(String text) throws VaultException {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        Matcher header = HEADER.matcher(lines.isEmpty() ? "" : lines.getFirst());
        if (!header.matches()) {
            throw new VaultException("It does not begin with a vault header such as '$ANSIBLE_VAULT;1.1;AES256'.");
        }
        if (!List.of("1.1", "1.2").contains(header.group("version"))
                || !header.group("cipher").equals("AES256")) {
            throw new VaultException(
                    "Only vault format 1.1 and 1.2 with AES256 can be opened, this is '" + lines.getFirst() + "'.");
        }
        String body = String.join("", lines.subList(1, lines.size()));
        String[] parts = new String(hex(body), StandardCharsets.US_ASCII).split("\n");
        if (parts.length != 3) {
            throw new VaultException("The encrypted text is truncated or damaged.");
        }
        return new VaultText(
                Optional.ofNullable(header.group("label")).map(String::strip),
                hex(parts[0]),
                hex(parts[1]),
                hex(parts[2]));
    }

    private static byte[] hex(String digits) throws VaultException {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new VaultException(
                    "The encrypted text is truncated or damaged: it contains something other than hex digits.");
        }
    }

    /** As it stands in a file. */
    String print() {
        HexFormat hex = HexFormat.of();
        String inner = String.join("\n", hex.formatHex(salt), hex.formatHex(mac), hex.formatHex(sealed));
        String digits = hex.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
        String body = IntStream.iterate(0, at -> at < digits.length(), at -> at + WIDTH)
                .mapToObj(at -> digits.substring(at, Math.min(digits.length(), at + WIDTH)))
                .collect(Collectors.joining("\n"));
        return MARK + label.map(name -> "1.2;AES256;" + name).orElse("1.1;AES256") + "\n" + body + "\n";
    }
}
