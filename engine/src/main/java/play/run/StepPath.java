package play.run;

/**
 * Where a step stands in its play: {@code 0/tasks/2/rescue/0}. It is the same in every run of the same files.
 *
 * @param handler whether it is a handler, or part of one
 */
record StepPath(String text, boolean handler) {
    static StepPath ofPlay(int number) {
        return new StepPath(String.valueOf(number), false);
    }

    /** A list of steps within it. */
    StepPath in(String list) {
        return new StepPath(text + "/" + list, handler);
    }

    /** The handlers that run after it. */
    StepPath handlers() {
        return new StepPath(text + "/handlers", true);
    }

    /** @param index from 0 */
    StepPath at(int index) {
        return new StepPath(text + "/" + index, handler);
    }
}
