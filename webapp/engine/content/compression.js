// @ts-check

/** Compressed form that is not at least a tenth shorter is not worth the work of reading it. */
const WORTH = 0.9;

/** Bytes that are looked at to decide about a run of data. */
const SAMPLE = 16 * 1024;

/** Shorter chunks stay as they are: gzip's own header would eat what is saved. */
const SHORTEST = 128;

/** Bits per byte from which a sample is taken for compressed, encrypted or random. */
const NOISE = 7.8;

/**
 * Compresses with gzip (RFC 1952). Runs on the calling thread, some 40 MiB a second.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export function gzip(bytes) {
    return through(new CompressionStream('gzip'), bytes, Infinity);
}

/**
 * Restores a chunk's plain bytes, and never makes more than `length` of them.
 *
 * @param {Uint8Array<ArrayBuffer>} stored
 * @param {number} length
 * @throws {RangeError} if it is not the compressed form of exactly so many bytes
 */
export async function gunzip(stored, length) {
    const plain = await through(new DecompressionStream('gzip'), stored, length);
    if (plain.length !== length) {
        throw new RangeError(`The chunk's gzip form does not hold ${length} bytes`);
    }
    return plain;
}

/**
 * Decides by a sample from the middle, not by the file's name, whether compressing pays.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function paysToCompress(bytes) {
    if (bytes.length < SHORTEST) {
        return false;
    }
    const from = Math.max(0, bytes.length - SAMPLE >> 1);
    const sample = bytes.subarray(from, from + SAMPLE);
    return bitsPerByte(sample) < NOISE && isWorth((await gzip(sample)).length, sample.length);
}

/**
 * @param {number} compressed bytes
 * @param {number} plain bytes
 */
export function isWorth(compressed, plain) {
    return compressed <= plain * WORTH;
}

/**
 * Shannon's entropy of single bytes: cheap, and enough to tell photos and archives from text.
 *
 * @param {Uint8Array} sample
 */
function bitsPerByte(sample) {
    const counts = new Uint32Array(256);
    for (const byte of sample) {
        counts[byte]++;
    }
    let bits = 0;
    for (const count of counts) {
        if (count > 0) {
            bits -= count * Math.log2(count / sample.length);
        }
    }
    // a short sample cannot show many different bytes: what it could show at most is 8 bits
    return bits / sample.length * 8 / Math.min(8, Math.log2(sample.length));
}

/**
 * @param {CompressionStream | DecompressionStream} stream
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} most bytes of the result
 */
async function through(stream, bytes, most) {
    const writer = stream.writable.getWriter();
    const written = Promise.all([writer.write(bytes), writer.close()]);
    written.catch(() => {}); // the reader meets the same failure
    const reader = stream.readable.getReader();
    const parts = [];
    let length = 0;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
        parts.push(read.value);
        length += read.value.length;
        if (length > most) {
            await reader.cancel();
            throw new RangeError(`The compressed form holds more than ${most} bytes`);
        }
    }
    const result = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
        result.set(part, at);
        at += part.length;
    }
    return result;
}
