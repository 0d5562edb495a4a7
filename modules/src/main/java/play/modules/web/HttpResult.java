package play.modules.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.param.AnyOther;
import play.param.Doc;
import play.result.When;
import play.value.Values;

/** What {@code register} gets of an answer, under Ansible's names, and whether it is the wanted one. */
record HttpResult(
        @Doc("Status of the answer.") int status,

        @Doc("Where the answer came from, after redirections.")
        String url,

        @Doc("Bytes of the content.") long contentLength,

        @Doc("The content as data.") @When("the answer says that it is JSON")
        Optional<Object> json,

        @Doc("The content as text.") @When("return_content is true")
        Optional<String> content,

        @AnyOther Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 300;

    static Map<String, @Nullable Object> of(HttpReply.Answered reply, boolean withContent) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        reply.headers().forEach((name, value) -> result.put(name.replace('-', '_'), value));
        result.put("status", (long) reply.status());
        result.put("url", reply.url());
        result.put("content_length", (long) reply.body().length());
        if (reply.headers().getOrDefault("content-type", "").contains("json")) {
            json(reply.decoded()).ifPresent(value -> result.put("json", value));
        }
        if (withContent) {
            result.put("content", reply.decoded());
        }
        return result;
    }

    private static Optional<Object> json(String text) {
        try {
            return Optional.ofNullable(Values.copyOf(JSON.readValue(text, Object.class)));
        } catch (JsonProcessingException e) {
            // What calls itself JSON and is none is still there as content.
            return Optional.empty();
        }
    }

    /** Why an answer is not the wanted one; empty when it is. */
    static Optional<String> refusal(HttpReply reply, HttpRequest request) {
        return switch (reply) {
            case HttpReply.Unanswered(String why) -> Optional.of(request.shown() + " got no answer: " + why);
            case HttpReply.Answered answered
            when request.options().statusCode().contains(answered.status()) -> Optional.empty();
            case HttpReply.Answered answered ->
                Optional.of(request.shown() + " answered with status " + answered.status() + ", wanted "
                        + listed(request.options().statusCode()) + said(answered));
        };
    }

    private static String listed(List<Integer> codes) {
        return codes.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private static String said(HttpReply.Answered reply) {
        String text = reply.decoded().strip();
        boolean binary = text.chars().anyMatch(c -> c == 0 || c == 0xFFFD);
        return text.isEmpty() || binary ? "" : ":\n" + (text.length() > SHOWN ? text.substring(0, SHOWN) + " …" : text);
    }
}
