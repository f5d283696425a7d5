package dev.cairn.standalone;

import java.io.IOException;

/// A program for tests that runs until its input ends or it is told to stop.
final class Idler {

    private Idler() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("running");
        while (System.in.read() >= 0) {
            // whatever is said
        }
    }
}
