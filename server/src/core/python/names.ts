import { KEYWORDS, Token } from './tokens';

const INITIAL_CAPACITY = 1 << 12;
/** Past this many names the table starts anew, so that a long session of typing does not grow it for ever. */
const MAXIMUM_NAMES = 1 << 18;

export const HASH_SEED = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

/** Hash of a stretch of text, mixed into `hash`. */
export function hashRange(hash: number, text: string, start: number, end: number): number {
  for (let offset = start; offset < end; offset++) hash = Math.imul(hash ^ text.charCodeAt(offset), HASH_PRIME);
  return hash;
}

/**
 * A copy of a part of a text that does not keep the whole text alive. V8 makes `slice` a view into its parent from 13
 * characters on; here the parent of the view is a string of the same length.
 */
export function detached(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  return part.length < 13 ? part : (' ' + part).slice(1);
}

/**
 * Names and keywords, found by hash without making a string first. Open addressing; equal names share one string, so names
 * compare by pointer and none of them holds a source text.
 */
export class NameTable {
  private mask = INITIAL_CAPACITY - 1;
  private hashes = new Int32Array(INITIAL_CAPACITY);
  private tokens = new Uint8Array(INITIAL_CAPACITY);
  private names: string[] = new Array<string>(INITIAL_CAPACITY).fill('');
  private count = 0;

  constructor() {
    this.addKeywords();
  }

  /** The slot of the name `text[start, end)`, whose hash is given; added when new. */
  slotOf(text: string, start: number, end: number, hash: number): number {
    let slot = hash & this.mask;
    for (;;) {
      const name = this.names[slot] as string;
      if (name === '') return this.add(detached(text, start, end), hash, Token.Name);
      if (this.hashes[slot] === hash && isSame(name, text, start, end)) return slot;
      slot = (slot + 1) & this.mask;
    }
  }

  nameAt(slot: number): string {
    return this.names[slot] as string;
  }

  /** The keyword's token, or `Token.Name`. */
  tokenAt(slot: number): Token {
    return this.tokens[slot] as Token;
  }

  private add(name: string, hash: number, token: Token): number {
    if (this.count >= MAXIMUM_NAMES) this.reset(INITIAL_CAPACITY);
    else if (this.count * 2 > this.mask) this.grow();
    this.count++;
    return this.place(name, hash, token);
  }

  private place(name: string, hash: number, token: Token): number {
    let slot = hash & this.mask;
    while (this.names[slot] !== '') slot = (slot + 1) & this.mask;
    this.names[slot] = name;
    this.hashes[slot] = hash;
    this.tokens[slot] = token;
    return slot;
  }

  private grow(): void {
    const { names, hashes, tokens } = this;
    this.allocate(names.length * 2);
    names.forEach((name, slot) => {
      if (name !== '') this.place(name, hashes[slot] as number, tokens[slot] as Token);
    });
  }

  private reset(capacity: number): void {
    this.allocate(capacity);
    this.count = 0;
    this.addKeywords();
  }

  private allocate(capacity: number): void {
    this.mask = capacity - 1;
    this.hashes = new Int32Array(capacity);
    this.tokens = new Uint8Array(capacity);
    this.names = new Array<string>(capacity).fill('');
  }

  private addKeywords(): void {
    for (const [keyword, token] of KEYWORDS) this.add(keyword, hashRange(HASH_SEED, keyword, 0, keyword.length), token);
  }
}

function isSame(name: string, text: string, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let index = 0; index < name.length; index++) {
    if (name.charCodeAt(index) !== text.charCodeAt(start + index)) return false;
  }
  return true;
}
