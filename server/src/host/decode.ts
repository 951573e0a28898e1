/** Python's rules for the encoding of a source file (PEP 263): byte-order mark, then a coding comment in the first two lines, then UTF-8. */
import type { ReadResult } from './host';

const CODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** Decodes a source file. Never throws: what cannot be decoded as it claims is read as Windows-1252, with a warning in words. */
export function decodeSource(bytes: Uint8Array): ReadResult {
  if (isBinary(bytes)) return { kind: 'unreadable', reason: 'it is not a text file' };
  const declared = declaredEncoding(bytes) ?? 'utf-8';
  const text = tryDecode(bytes, declared);
  if (text !== undefined) return { kind: 'text', text };
  return {
    kind: 'text',
    text: tryDecode(bytes, 'windows-1252') ?? '',
    warning: `it is not ${declared === 'utf-8' ? 'UTF-8 and declares no other encoding' : `in the encoding ${declared} that it declares`}; read as Windows-1252`,
  };
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 4096).includes(0) && !(bytes[0] === 0xff && bytes[1] === 0xfe) && !(bytes[0] === 0xfe && bytes[1] === 0xff);
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 400));
  for (const line of head.split(/\r\n|\r|\n/, 2)) {
    const match = CODING.exec(line);
    if (match?.[1] !== undefined) return normalised(match[1]);
    if (!/^[ \t\f]*(#.*)?$/.test(line)) return undefined;
  }
  return undefined;
}

/** Python's spelling of an encoding as `TextDecoder` knows it: `latin-1`, `utf_8`, `cp1252`. */
function normalised(name: string): string {
  const lower = name.toLowerCase().replaceAll('_', '-');
  if (lower.startsWith('utf-8')) return 'utf-8';
  if (lower === 'latin-1' || lower.startsWith('iso-latin-1')) return 'iso-8859-1';
  return lower.replace(/^cp(\d+)$/, 'windows-$1');
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    // Not valid in this encoding, or an encoding that is not known: the caller has another way.
    return undefined;
  }
}
