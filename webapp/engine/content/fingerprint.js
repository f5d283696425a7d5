// @ts-check

/** Bytes of a fingerprint. */
export const FINGERPRINT_BYTES = 32;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * The fingerprint of some bytes: their SHA-256, made outside of this thread. Source: FIPS 180-4.
 *
 * The bytes are copied before this returns, so they may be changed at once.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Uint8Array<ArrayBuffer>>} 32 bytes
 */
export async function fingerprintOf(bytes) {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/**
 * The text form: lower-case hexadecimal digits.
 *
 * @param {Uint8Array} bytes
 */
export function hex(bytes) {
    let text = '';
    for (const byte of bytes) {
        text += HEX[byte];
    }
    return text;
}
