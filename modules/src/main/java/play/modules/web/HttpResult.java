package play.modules.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
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
        @Doc("Status of the answer; -1 where there is none.")
        int status,

        @Doc("Where the answer came from, after redirections.")
        String url,

        @Doc("Whether that is another address.") @When("there is an answer")
        Optional<Boolean> redirected,

        @Doc("Cookies that were set, by name.") @When("there is an answer")
        Map<String, String> cookies,

        @Doc("All of them, as the header Cookie of another request.") @When("there is an answer")
        Optional<String> cookiesString,

        @Doc("Bytes of the content.") @When("there is an answer")
        Optional<Long> contentLength,

        @Doc("The content as data.") @When("the answer says that it is JSON")
        Optional<Object> json,

        @Doc("The content as text.") @When("return_content is true")
        Optional<String> content,

        @AnyOther Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int SHOWN = 300;

    static Map<String, @Nullable Object> of(HttpReply.Answered reply, boolean withContent) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        reply.headers().forEach((name, value) -> result.put(name.replace('-', '_'), value));
        result.put("status", (long) reply.status());
        result.put("url", reply.way().url());
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

    /** Of an answer, or of none: then the status is -1. */
    static Map<String, @Nullable Object> of(HttpReply reply, HttpRequest request) {
        if (!(reply instanceof HttpReply.Answered answered)) {
            return Map.of("status", -1L, "url", request.url());
        }
        Map<String, @Nullable Object> result = of(answered, request.options().returnContent());
        result.put("redirected", answered.way().redirected());
        result.put("cookies", answered.way().cookies());
        result.put(
                "cookies_string",
                answered.way().cookies().entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; ")));
        return result;
    }

    /** Why an answer is not the wanted one, which begins in Ansible's words; empty when it is. */
    static Optional<String> refusal(HttpReply reply, HttpRequest request) {
        return switch (reply) {
            case HttpReply.Unanswered none when request.options().statusCode().contains(-1) -> Optional.empty();
            case HttpReply.Unanswered(String why) ->
                Optional.of(refused(-1, request) + request.shown() + " got no answer: " + why);
            case HttpReply.Answered answered
            when request.options().statusCode().contains(answered.status()) -> Optional.empty();
            case HttpReply.Answered answered ->
                Optional.of(refused(answered.status(), request) + request.shown() + said(answered));
        };
    }

    private static String refused(int status, HttpRequest request) {
        return "Status code was " + status + " and not " + request.options().statusCode() + ": ";
    }

    /** What is meant for people to read as it is: no pages, and nothing binary. */
    private static String said(HttpReply.Answered reply) {
        String text = reply.decoded().strip();
        boolean page = reply.headers().getOrDefault("content-type", "").contains("html");
        boolean binary = text.chars().anyMatch(c -> c == 0 || c == 0xFFFD);
        return text.isEmpty() || page || binary
                ? ""
                : " answered:\n" + (text.length() > SHOWN ? text.substring(0, SHOWN) + " …" : text);
    }
}
