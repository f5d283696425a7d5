package dev.cairn.client.app;

/// What the program ends with; `src/docs/operations.md` says what to do about each.
enum ExitCode {
    OK(0),
    FAILED(1),
    USAGE(2),
    SIGNED_OUT(20),
    HELD(21),
    FOLDER_MISSING(22),
    UNREACHABLE(23),
    RUNNING_ALREADY(24),
    NOT_RUNNING(25);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
