package dev.cairn.content.control;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.CRC32;

/// Writes a zip archive to a stream that cannot be rewound, in the same memory however many entries
/// it has and however large they are: the directory at its end waits in a temporary file.
///
/// Nothing is compressed. A small entry is stored: its checksum is known before it is written. A
/// larger one has its checksum behind it, which readers that see only a stream understand of no other
/// method but deflate, so it is deflate's own form of bytes as they are: 5 bytes for each 65,535.
/// Names are UTF-8. Source: APPNOTE.TXT 6.3.10; RFC 1951, section 3.2.4. Decision 0017.
final class ZipWriter implements AutoCloseable {

    /// Entries of up to 1 MiB are held in memory until their checksum is known.
    static final int SMALL = 1024 * 1024;

    private static final int BLOCK = 0xffff;
    private static final long MOST_32 = 0xffffffffL;
    private static final int MOST_16 = 0xffff;
    private static final int LONGEST_RECORD = 200; // bytes of any record beside its name

    private static final short STORED = 0;
    private static final short DEFLATED = 8;
    private static final short UTF8 = 1 << 11;
    private static final short CHECKSUM_FOLLOWS = 1 << 3;
    private static final short UNIX_6_3 = 3 << 8 | 63;
    private static final int FOLDER_MODE = 0040755 << 16 | 0x10;
    private static final int FILE_MODE = 0100644 << 16;
    private static final int PROGRAM_MODE = 0100755 << 16;

    private final OutputStream target;
    private final FileChannel directory;
    private final OutputStream directoryEnd;
    private long position;
    private long count;

    // of the entry that is being written
    private Header entry = new Header("", Instant.EPOCH, 0, 0, STORED, 0);
    private ByteBuffer held = ByteBuffer.allocate(0);
    private long left;
    private final CRC32 checksum = new CRC32();

    /// @param target is not closed
    /// @throws IOException if there is no room for the directory
    ZipWriter(OutputStream target) throws IOException {
        this.target = target;
        var file = Files.createTempFile("cairn-archive-", ".directory");
        directory = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        directoryEnd = new BufferedOutputStream(Channels.newOutputStream(directory), 1 << 16);
    }

    /// What an entry's two records say.
    ///
    /// @param size plain bytes
    /// @param mode as Unix and DOS have it
    /// @param position of its first record
    private record Header(String name, Instant modified, long size, int mode, short method, long position) {

        byte[] nameBytes() {
            var bytes = name.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > MOST_16) {
                throw new IllegalArgumentException("A path in an archive has at most 65,535 bytes");
            }
            return bytes;
        }

        long storedSize() {
            return method == STORED ? size : size + 5 * ((size + BLOCK - 1) / BLOCK);
        }

        boolean isLarge() {
            return storedSize() >= MOST_32;
        }

        short flags() {
            return method == STORED ? UTF8 : UTF8 | CHECKSUM_FOLLOWS;
        }
    }

    /// Adds a folder.
    ///
    /// @param path ends with `/`
    void folder(String path, Instant modified) throws IOException {
        entry = new Header(path, modified, 0, FOLDER_MODE, STORED, position);
        writeLocal(0);
        keepRecord(0);
    }

    /// Begins a file, of which [#write] then gets exactly `size` bytes, and [#end] is told.
    void begin(String path, Instant modified, long size, boolean executable) throws IOException {
        boolean small = size <= SMALL;
        int mode = executable ? PROGRAM_MODE : FILE_MODE;
        entry = new Header(path, modified, size, mode, small ? STORED : DEFLATED, position);
        held = ByteBuffer.allocate(small ? (int) size : BLOCK);
        left = size;
        checksum.reset();
        if (!small) {
            writeLocal(0);
        }
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        checksum.update(bytes, offset, length);
        int at = offset;
        int open = length;
        while (open > 0) {
            int part = Math.min(open, held.remaining());
            held.put(bytes, at, part);
            at += part;
            open -= part;
            left -= part;
            if (entry.method == DEFLATED && (left == 0 || !held.hasRemaining())) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        int length = held.position();
        var head = littleEndian(5);
        head.put((byte) (left == 0 ? 1 : 0)).putShort((short) length).putShort((short) ~length);
        send(head);
        send(held);
        held.clear();
    }

    /// Ends a file.
    ///
    /// @throws IllegalStateException if it did not get as many bytes as were told
    void end() throws IOException {
        if (left != 0) {
            throw new IllegalStateException("An entry of an archive lacks " + left + " bytes");
        }
        long sum = checksum.getValue();
        if (entry.method == STORED) {
            writeLocal(sum);
            send(held);
        } else {
            var behind = littleEndian(24).putInt(0x08074b50).putInt((int) sum);
            if (entry.isLarge()) {
                behind.putLong(entry.storedSize()).putLong(entry.size);
            } else {
                behind.putInt((int) entry.storedSize()).putInt((int) entry.size);
            }
            send(behind);
        }
        keepRecord(sum);
    }

    private void writeLocal(long sum) throws IOException {
        var name = entry.nameBytes();
        boolean follows = entry.method == DEFLATED;
        var extra = littleEndian(LONGEST_RECORD);
        if (entry.isLarge()) {
            extra.putShort((short) 1).putShort((short) 16).putLong(0).putLong(0);
        }
        addTime(extra);
        int size = entry.isLarge() ? -1 : follows ? 0 : (int) entry.size;
        var record = littleEndian(LONGEST_RECORD)
                .putInt(0x04034b50)
                .putShort(versionNeeded(entry.isLarge()))
                .putShort(entry.flags())
                .putShort(entry.method)
                .putInt(dosTime())
                .putInt(follows ? 0 : (int) sum)
                .putInt(size)
                .putInt(size)
                .putShort((short) name.length)
                .putShort((short) extra.position());
        send(record);
        send(name);
        send(extra);
    }

    private void keepRecord(long sum) throws IOException {
        var name = entry.nameBytes();
        boolean far = entry.position >= MOST_32;
        var extra = littleEndian(LONGEST_RECORD);
        if (entry.isLarge() || far) {
            extra.putShort((short) 1).putShort((short) ((entry.isLarge() ? 16 : 0) + (far ? 8 : 0)));
            if (entry.isLarge()) {
                extra.putLong(entry.size).putLong(entry.storedSize());
            }
            if (far) {
                extra.putLong(entry.position);
            }
        }
        addTime(extra);
        var record = littleEndian(LONGEST_RECORD)
                .putInt(0x02014b50)
                .putShort(UNIX_6_3)
                .putShort(versionNeeded(entry.isLarge() || far))
                .putShort(entry.flags())
                .putShort(entry.method)
                .putInt(dosTime())
                .putInt((int) sum)
                .putInt(entry.isLarge() ? -1 : (int) entry.storedSize())
                .putInt(entry.isLarge() ? -1 : (int) entry.size)
                .putShort((short) name.length)
                .putShort((short) extra.position())
                .putShort((short) 0) // comment
                .putShort((short) 0) // disk
                .putShort((short) 0) // internal attributes
                .putInt(entry.mode)
                .putInt(far ? -1 : (int) entry.position);
        directoryEnd.write(record.array(), 0, record.position());
        directoryEnd.write(name);
        directoryEnd.write(extra.array(), 0, extra.position());
        count++;
    }

    /// Writes the directory, without which it is no archive.
    void finish() throws IOException {
        directoryEnd.flush();
        long start = position;
        long size = directory.size();
        directory.position(0);
        Channels.newInputStream(directory).transferTo(target);
        position += size;
        if (count >= MOST_16 || start >= MOST_32 || size >= MOST_32) {
            writeLargeEnd(start, size);
        }
        short entries = (short) Math.min(count, MOST_16);
        send(littleEndian(22)
                .putInt(0x06054b50)
                .putInt(0) // disks
                .putShort(entries)
                .putShort(entries)
                .putInt((int) Math.min(size, MOST_32))
                .putInt((int) Math.min(start, MOST_32))
                .putShort((short) 0)); // comment
        target.flush();
    }

    private void writeLargeEnd(long start, long size) throws IOException {
        long at = position;
        send(littleEndian(76)
                .putInt(0x06064b50)
                .putLong(44) // bytes of this record from here
                .putShort(UNIX_6_3)
                .putShort(versionNeeded(true))
                .putLong(0) // disks
                .putLong(count)
                .putLong(count)
                .putLong(size)
                .putLong(start)
                .putInt(0x07064b50)
                .putInt(0) // disk
                .putLong(at)
                .putInt(1)); // disks
    }

    private static short versionNeeded(boolean large) {
        return (short) (large ? 45 : 20);
    }

    /// Seconds since 1970, for those who read them; the others have [#dosTime()].
    private void addTime(ByteBuffer extra) {
        long seconds = entry.modified.getEpochSecond();
        if (seconds == (int) seconds) {
            extra.putShort((short) 0x5455).putShort((short) 5).put((byte) 1).putInt((int) seconds);
        }
    }

    /// UTC to two seconds, from 1980 to 2107.
    private int dosTime() {
        var time = LocalDateTime.ofInstant(entry.modified, ZoneOffset.UTC);
        if (time.getYear() < 1980) {
            return 1 << 21 | 1 << 16;
        }
        int year = Math.min(time.getYear(), 2107) - 1980;
        return year << 25
                | time.getMonthValue() << 21
                | time.getDayOfMonth() << 16
                | time.getHour() << 11
                | time.getMinute() << 5
                | time.getSecond() / 2;
    }

    private static ByteBuffer littleEndian(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void send(ByteBuffer filled) throws IOException {
        target.write(filled.array(), 0, filled.position());
        position += filled.position();
    }

    private void send(byte[] bytes) throws IOException {
        target.write(bytes);
        position += bytes.length;
    }

    @Override
    public void close() throws IOException {
        directoryEnd.close();
    }
}
