// Makes the inputs that `chunking.json` describes, lets the engine cut them, and returns the names of those that differ.
const [{ Chunker }, { ChunkSizes }, { ChunkList }, { fingerprintOf, hex }] = await Promise.all(
    ['chunker', 'chunk-sizes', 'chunk-list', 'fingerprint'].map(name => import(`/engine/content/${name}.js`)));

/** Bytes of a window, as large and smaller than the engine's own. */
const WINDOWS = [64 << 20, 7 << 20];

function random(seed, length) {
    const states = new Uint32Array(Math.ceil(length / 4));
    let state = seed | 0;
    for (let i = 0; i < states.length; i++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        states[i] = state;
    }
    return new Uint8Array(states.buffer, 0, length).slice();
}

function again(period, length) {
    return Uint8Array.from({ length }, (_, i) => period[i % period.length]);
}

function lines(length) {
    let text = '';
    for (let n = 0; text.length < length; n++) {
        text += `line ${n} of a text file\n`;
    }
    return new TextEncoder().encode(text.slice(0, length));
}

function inserted({ seed, length, at, value }) {
    const before = random(seed, length - 1);
    return Uint8Array.from({ length }, (_, i) => i < at ? before[i] : i === at ? value : before[i - 1]);
}

function inputOf(input) {
    switch (input.kind) {
        case 'byte': return new Uint8Array(input.length).fill(input.value);
        case 'random': return random(input.seed, input.length);
        case 'text': return again(new TextEncoder().encode(input.text), input.length);
        case 'repeat': return again(random(input.seed, input.period), input.length);
        case 'lines': return lines(input.length);
        case 'insert': return inserted(input);
        default: throw new Error(`unknown input ${input.kind}`);
    }
}

async function listOf(bytes, sizes, window) {
    const chunker = await Chunker.of(sizes);
    const list = new ChunkList();
    const step = Math.max(window, sizes.maximum * 2);
    for (let at = 0; at < bytes.length;) {
        const end = Math.min(bytes.length, at + step);
        const buffer = bytes.slice(at, end).buffer;
        let from = 0;
        for (const cut of chunker.cuts(buffer, end === bytes.length)) {
            list.add(await fingerprintOf(new Uint8Array(buffer, from, cut - from)), cut - from);
            from = cut;
        }
        at += from;
    }
    return list;
}

const { averages, vectors } = JSON.parse(given[0]);
const wrong = averages.filter(({ size, average }) => ChunkSizes.forFile(size).average !== average)
    .map(({ size }) => `average of ${size} bytes`);
for (const vector of vectors) {
    const bytes = inputOf(vector.input);
    const sizes = new ChunkSizes(vector.average);
    for (const window of WINDOWS) {
        const list = await listOf(bytes, sizes, window);
        const isRight = list.count === vector.chunks
            && list.size === bytes.length
            && vector.firstLengths.every((length, i) => list.lengthOf(i) === length)
            && (list.count === 0 || list.lengthOf(list.count - 1) === vector.lastLength)
            && await list.versionFingerprint(sizes) === vector.fingerprint
            && hex(await fingerprintOf(bytes)) === vector.sha256;
        if (!isRight) {
            wrong.push(`${vector.name}, in windows of ${window} bytes`);
        }
    }
}
return wrong;
