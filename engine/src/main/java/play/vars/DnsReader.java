package play.vars;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import play.expression.call.LookupContext;

/** Asks name servers, by the JDK's own resolver; those that this machine asks where none are named. */
final class DnsReader {
    private static final String FIRST_WAIT_MILLIS = "2000";
    private static final String ATTEMPTS = "2";
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9._:-]+");

    private DnsReader() {}

    /**
     * The records as texts.
     *
     * @return nothing where there is no such name
     * @throws IOException no server answers, or one with an error
     */
    // What the provider for DNS gives are texts and bytes; it never makes objects of what a server says.
    @SuppressWarnings("BanJNDI")
    static Optional<List<String>> ask(LookupContext.Question question) throws IOException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put("com.sun.jndi.dns.timeout.initial", FIRST_WAIT_MILLIS);
        environment.put("com.sun.jndi.dns.timeout.retries", ATTEMPTS);
        for (String server : question.servers()) {
            if (!SERVER.matcher(server).matches()) {
                throw new IOException("'" + server + "' is neither a name nor an address of a server");
            }
        }
        if (!question.servers().isEmpty()) {
            environment.put(
                    Context.PROVIDER_URL,
                    question.servers().stream()
                            .map(server -> "dns://" + (server.contains(":") ? "[" + server + "]" : server) + ":"
                                    + question.port())
                            .collect(Collectors.joining(" ")));
        }
        try {
            DirContext context = new InitialDirContext(environment);
            try {
                Attribute found = context.getAttributes(
                                new CompositeName().add(question.name()), new String[] {question.type()})
                        .get(question.type());
                return Optional.of(found == null ? List.of() : texts(question, found));
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            return Optional.empty();
        } catch (NamingException e) {
            throw new IOException(e.getMessage() == null ? "the name servers cannot be asked" : e.getMessage(), e);
        }
    }

    private static List<String> texts(LookupContext.Question question, Attribute found) throws NamingException {
        List<String> texts = new ArrayList<>();
        for (Object value : Collections.list(found.getAll())) {
            String text = String.valueOf(value);
            boolean quoted =
                    question.type().equals("TXT") && text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
            texts.add(quoted ? text.substring(1, text.length() - 1) : text);
        }
        return texts;
    }
}
