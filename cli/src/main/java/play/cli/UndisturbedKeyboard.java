package play.cli;

import play.view.LiveScreen;

/** A keyboard at a terminal on which lines are drawn: not while somebody types. */
record UndisturbedKeyboard(Questioner keyboard, LiveScreen screen) implements Questioner {
    @Override
    public boolean isThere() throws InterruptedException {
        return keyboard.isThere();
    }

    @Override
    public String ask(String question, boolean hidden) throws UsageException, InterruptedException {
        try (LiveScreen.Region _ = screen.paused()) {
            return keyboard.ask(question, hidden);
        }
    }
}
