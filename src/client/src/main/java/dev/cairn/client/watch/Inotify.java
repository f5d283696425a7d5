package dev.cairn.client.watch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.Serial;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The system calls of inotify(7).
///
/// `WatchService` cannot say when a file was closed after writing, and that is the moment at which
/// it is whole.
final class Inotify implements AutoCloseable {

    static final int MODIFY = 0x2;
    static final int ATTRIB = 0x4;
    static final int CLOSE_WRITE = 0x8;
    static final int MOVED_FROM = 0x40;
    static final int MOVED_TO = 0x80;
    static final int CREATE = 0x100;
    static final int DELETE = 0x200;
    static final int OVERFLOW = 0x4000;
    static final int IGNORED = 0x8000;
    static final int ONLY_FOLDERS = 0x0100_0000;
    static final int DO_NOT_FOLLOW = 0x0200_0000;
    static final int IS_FOLDER = 0x4000_0000;

    private static final int CLOSE_ON_EXEC = 0x8_0000;
    private static final int BUFFER = 256 * 1024;
    private static final int HEADER = 16;
    private static final int INTERRUPTED = 4;
    private static final int NO_SPACE = 28;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle INIT = handle("inotify_init1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle ADD =
            handle("inotify_add_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle REMOVE =
            handle("inotify_rm_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER);
    private final int descriptor;

    Inotify() throws IOException {
        try (var call = new Call()) {
            descriptor = (int) INIT.invokeExact(call.state, CLOSE_ON_EXEC);
            if (descriptor < 0) {
                throw new IOException("inotify is not to be had: error " + call.error());
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// One event.
    ///
    /// @param watch of the folder in which something has happened; -1 for [#OVERFLOW]
    /// @param name in that folder; empty for the folder itself
    record Event(int watch, int mask, String name) {
        boolean is(int what) {
            return (mask & what) != 0;
        }
    }

    /// Watches a folder; watching one that is watched changes nothing.
    ///
    /// @return its number, or -1 if it is no folder any more
    /// @throws TooManyFoldersException if the system allows no more
    int watch(String path, int mask) throws TooManyFoldersException {
        try (var call = new Call()) {
            var name = call.arena.allocateFrom(path, StandardCharsets.UTF_8);
            int number = (int) ADD.invokeExact(call.state, descriptor, name, mask);
            if (number < 0 && call.error() == NO_SPACE) {
                throw new TooManyFoldersException();
            }
            return number;
        } catch (TooManyFoldersException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Ends a watch; its last event is [#IGNORED].
    void unwatch(int number) {
        try (var call = new Call()) {
            int ignored = (int) REMOVE.invokeExact(call.state, descriptor, number);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Waits for events; not for more than one thread.
    List<Event> read() throws IOException {
        try (var call = new Call()) {
            while (true) {
                long length = (long) READ.invokeExact(call.state, descriptor, buffer, (long) BUFFER);
                if (length >= 0) {
                    return events(length);
                }
                if (call.error() != INTERRUPTED) {
                    throw new IOException("inotify has failed: error " + call.error());
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// struct inotify_event { int wd; uint32_t mask, cookie, len; char name[]; }
    private List<Event> events(long length) {
        var events = new ArrayList<Event>();
        for (long at = 0; at < length; ) {
            int room = buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at + 12);
            var name = room == 0 ? "" : buffer.getString(at + HEADER, StandardCharsets.UTF_8);
            events.add(new Event(
                    buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at),
                    buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at + 4),
                    name));
            at += HEADER + room;
        }
        return events;
    }

    @Override
    public void close() {
        try (var call = new Call()) {
            int ignored = (int) CLOSE.invokeExact(call.state, descriptor);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        arena.close();
    }

    @SuppressWarnings("restricted") // the program is started with native access
    private static MethodHandle handle(String name, FunctionDescriptor form) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), form, Linker.Option.captureCallState("errno"));
    }

    /// What one call needs for its time.
    private static final class Call implements AutoCloseable {

        private final Arena arena = Arena.ofConfined();
        private final MemorySegment state = arena.allocate(STATE);

        int error() {
            return (int) ERRNO.get(state, 0L);
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /// The system watches no more folders for this user: `fs.inotify.max_user_watches`.
    static final class TooManyFoldersException extends Exception {

        @Serial
        private static final long serialVersionUID = 1;
    }
}
