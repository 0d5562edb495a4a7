package play.expression.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Text;
import play.value.Unknown;

/**
 * The lookup {@code dig}: what name servers say of names. What a term says otherwise ({@code @server},
 * {@code qtype=MX}, {@code name/MX}) holds for all, as it does in the collection that has it.
 */
final class DigLookup {
    private static final Set<String> TYPES = Set.of(
            "A", "AAAA", "CAA", "CNAME", "DNAME", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF", "SRV", "SSHFP", "TLSA",
            "TXT");
    private static final Set<String> OPTIONS =
            Set.of("qtype", "flat", "fail_on_error", "real_empty", "retry_servfail", "tcp", "port", "class");
    private static final int USUAL_PORT = 53;

    private final Surroundings around;
    private final LookupContext context;
    private final List<String> servers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final TermOptions options;

    private DigLookup(List<@Nullable Object> terms, Given given) {
        this.around = given.around();
        this.context = around.context();
        List<String> words = new ArrayList<>();
        for (Object term : terms) {
            String text = Text.of(term);
            if (text.startsWith("@")) {
                servers.addAll(List.of(text.substring(1).split(",")));
            } else if (text.contains("=")) {
                words.add(text);
            } else {
                names.add(text);
            }
        }
        this.options = TermOptions.of("dig", String.join(" ", words), OPTIONS, given);
    }

    static void add(Registry.Builder to) {
        to.lookup(
                "dig community.general.dig",
                "qtype? flat? fail_on_error? real_empty? retry_servfail? tcp? port? class?",
                (terms, given) -> new DigLookup(terms, given).find());
    }

    private List<@Nullable Object> find() {
        if (!options.flag("flat", true)) {
            throw Failure.arguments("The lookup 'dig' tells records as texts only; leave 'flat' out.");
        }
        if (!options.text("class", "IN").equalsIgnoreCase("IN")) {
            throw Failure.arguments("The lookup 'dig' asks for records of the class 'IN' only; leave 'class' out.");
        }
        for (String option : List.of("tcp", "retry_servfail")) {
            if (options.flag(option, false)) {
                throw Failure.arguments(
                        "The option '" + option + "' of the lookup 'dig' is not there: the JDK's resolver"
                                + " decides that itself. Leave it out.");
            }
        }
        FreshList found = new FreshList();
        for (String name : names) {
            if (context.stage() == Stage.BEFORE_RUN) {
                found.add(new Unknown("a name server tells it, which is asked in the run only"));
            } else {
                answer(question(name)).forEach(found::add);
            }
        }
        return found;
    }

    private LookupContext.Question question(String written) {
        int slash = written.lastIndexOf('/');
        String type = (slash < 0 ? options.text("qtype", "A") : written.substring(slash + 1)).toUpperCase(Locale.ROOT);
        String name = slash < 0 ? written : written.substring(0, slash);
        if (!TYPES.contains(type)) {
            throw Failure.arguments("The lookup 'dig' knows no records of the type '" + type + "'.");
        }
        return new LookupContext.Question(
                type.equals("PTR") ? reversed(name) : name, type, servers, options.number("port", USUAL_PORT));
    }

    /** The name under which an address has its name. */
    private String reversed(String name) {
        return around.filter("ipaddr", name, FreshList.of("revdns"), Map.of()) instanceof String reversed
                ? reversed
                : name;
    }

    /** A name that is not there, or has no such records, is no failure unless that is asked for. */
    private List<String> answer(LookupContext.Question question) {
        boolean strict = options.flag("fail_on_error", false);
        boolean empty = options.flag("real_empty", false);
        try {
            return context.ask(question)
                    .map(records -> records.isEmpty() && !empty ? List.of("") : records)
                    .orElseGet(() -> {
                        if (strict) {
                            throw Failure.lookup("There is no name '" + question.name() + "'.");
                        }
                        return empty ? List.of() : List.of("NXDOMAIN");
                    });
        } catch (IOException e) {
            if (strict) {
                throw Failure.lookup(
                        "The " + question.type() + " records of '" + question.name() + "': " + e.getMessage() + ".");
            }
            return empty ? List.of() : List.of("");
        }
    }
}
