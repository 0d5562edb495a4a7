package play.modules.packages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a maintainer script with what they depend on. What is not understood counts as a condition of which
 * nobody knows whether it holds.
 */
final class ScriptOutline {
    private static final Pattern CASE = Pattern.compile("case\\s+(\\S+)\\s+in\\b\\s*(.*)", Pattern.DOTALL);
    private static final Pattern FUNCTION =
            Pattern.compile("(function\\s+)?[\\w-]+\\s*\\(\\s*\\)\\s*(.*)", Pattern.DOTALL);

    private final List<ScriptCommand> commands = new ArrayList<>();
    private final Deque<Block> blocks = new ArrayDeque<>();

    /** What has to have come true or not before, in the same line: {@code a && b}. */
    private final List<String> chain = new ArrayList<>();

    /** Whether the next block is the body of a function, which somebody may call. */
    private boolean defines;

    /** How many blocks are around what debhelper has put in; negative outside of that. */
    private int around = -1;

    /** A block that is open, with the condition of what is in it. */
    private static final class Block {
        private final String subject;
        private String condition;
        private boolean asking;

        Block(String subject, String condition, boolean asking) {
            this.subject = subject;
            this.condition = condition;
            this.asking = asking;
        }
    }

    private ScriptOutline() {}

    static List<ScriptCommand> of(String script) {
        ScriptOutline outline = new ScriptOutline();
        new ScriptStatements(script).all().forEach(outline::statement);
        return outline.commands;
    }

    private void statement(ScriptStatements.Statement statement) {
        switch (statement.end()) {
            case ADDED -> around = blocks.size();
            case ADDED_END -> around = -1;
            case PATTERN -> pattern(statement.text());
            case NEXT_PATTERN -> {
                words(statement.text());
                chain.clear();
                pattern("");
            }
            case AND, OR, PLAIN -> {
                String command = words(statement.text());
                follow(command, statement.end());
            }
        }
    }

    private void follow(String command, ScriptStatements.End end) {
        Block top = blocks.peek();
        if (top != null && top.asking) {
            top.condition += command + end.text();
            return;
        }
        switch (end) {
            case AND -> chain.add(command.isEmpty() ? ScriptCommand.UNKNOWN : command);
            case OR -> chain.add(command.isEmpty() ? ScriptCommand.UNKNOWN : "! " + command);
            default -> chain.clear();
        }
    }

    /** What follows is for words that match it; the first one may stand in the line of {@code case} itself. */
    private void pattern(String text) {
        Matcher opening = CASE.matcher(text);
        if (opening.matches()) {
            open(opening.group(1), ScriptCommand.UNKNOWN, false);
            pattern(opening.group(2));
        } else if (!blocks.isEmpty()) {
            Block top = blocks.peek();
            top.condition =
                    text.isEmpty() || top.subject.isEmpty() ? ScriptCommand.UNKNOWN : top.subject + " is " + text;
        }
    }

    /** Follows the words of the shell at the start of a statement; what is left is a command. */
    private String words(String statement) {
        String text = statement.strip();
        while (!text.isEmpty()) {
            String[] parts = text.split("\\s+", 2);
            String rest = parts.length > 1 ? parts[1] : "";
            Matcher opening = CASE.matcher(text);
            Matcher function = FUNCTION.matcher(text);
            if (opening.matches()) {
                open(opening.group(1), ScriptCommand.UNKNOWN, false);
                return "";
            } else if (function.matches()) {
                defines = !function.group(2).startsWith("{");
                if (!defines) {
                    open("", ScriptCommand.UNKNOWN, false);
                }
                return "";
            }
            switch (parts[0]) {
                case "if" -> open("", "", true);
                case "then" -> asked();
                case "elif" -> otherwise(true);
                case "else" -> otherwise(false);
                case "while", "until", "for" -> open("", ScriptCommand.UNKNOWN, false);
                case "do" -> {}
                case "{" -> {
                    open("", defines ? ScriptCommand.UNKNOWN : ScriptCommand.ALWAYS, false);
                    defines = false;
                }
                case "fi", "esac", "done", "}" -> {
                    close();
                    return "";
                }
                default -> {
                    command(text);
                    return text;
                }
            }
            text = rest;
        }
        return "";
    }

    private void open(String subject, String condition, boolean asking) {
        String before = chain.isEmpty() ? condition : ScriptCommand.UNKNOWN + condition;
        blocks.push(new Block(subject, before, asking));
        chain.clear();
    }

    /** The last statement of the question ends it, and no more. */
    private void asked() {
        if (!blocks.isEmpty()) {
            Block top = blocks.peek();
            top.asking = false;
            top.condition = top.condition.replaceFirst(ScriptCommand.UNKNOWN + "$", "");
        }
        chain.clear();
    }

    private void otherwise(boolean asking) {
        if (!blocks.isEmpty()) {
            blocks.peek().condition = ScriptCommand.UNKNOWN + ScriptCommand.UNKNOWN;
            blocks.peek().asking = asking;
        }
        chain.clear();
    }

    /** More ends than beginnings: nothing that follows is sure. */
    private void close() {
        if (blocks.isEmpty()) {
            blocks.push(new Block("", ScriptCommand.UNKNOWN, false));
        } else {
            blocks.pop();
        }
        chain.clear();
    }

    private void command(String text) {
        List<String> conditions = new ArrayList<>();
        List<Block> open = new ArrayList<>(blocks).reversed();
        if (open.stream().anyMatch(block -> block.asking)) {
            return;
        }
        open.stream().limit(around < 0 ? open.size() : around).forEach(block -> conditions.add(block.condition));
        if (around < 0) {
            conditions.addAll(chain);
        }
        commands.add(new ScriptCommand(text, conditions));
    }
}
