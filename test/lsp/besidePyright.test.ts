/** Two servers on one file: nothing is said twice. The rules are those of docs/decisions/0004-names-python-tools-know.md. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompletionItem, Hover, Location, LocationLink, Range } from 'vscode-languageserver';
import { LineIndex } from '../../server/src/core/text/lineIndex';
import { InProcessClient } from './inProcessClient';
import { PyrightClient, pyrightScript } from './pyrightClient';

const FILE = 'models/customers.py';
const script = pyrightScript();

/** Names in strings that only SQLAlchemy reads: the text that stands there, and how far into it the cursor is. */
const IN_STRINGS = [
  { what: 'a target', text: '"LoyaltyCard", back', shift: 3 },
  { what: 'a back_populates', text: '"customer")', shift: 3 },
  { what: 'a class in a join', text: 'Customer.id ==', shift: 3 },
  { what: 'a column in a join', text: 'Customer.id ==', shift: 9 },
  { what: 'a column in order_by', text: 'Order.placed_at', shift: 8 },
  { what: 'a table in a foreign key', text: '"customers.id"', shift: 3 },
  { what: 'a column in a foreign key', text: '"customers.id"', shift: 12 },
];

/** Names in Python code, quoted annotations included. */
const IN_PYTHON = [
  { what: 'a relationship', text: 'addresses: Mapped', shift: 3 },
  { what: 'a call', text: 'relationship(back', shift: 3 },
  { what: 'a quoted annotation', text: '"Address"', shift: 3 },
  { what: 'a class', text: 'class LoyaltyCard', shift: 8 },
  { what: 'a column', text: 'customer_id: Mapped', shift: 3 },
  { what: 'a plain attribute', text: 'name: Mapped', shift: 1 },
];

describe.skipIf(script === undefined)('beside pyright (needs `npm ci`, which installs it)', () => {
  let ours: InProcessClient;
  let pyright: PyrightClient;

  beforeAll(async () => {
    ours = await InProcessClient.start('samples/shop', { pythonTools: true });
    pyright = await PyrightClient.start(script ?? '', path.resolve('samples/shop'), path.resolve('samples/shop', FILE), ours.textOf(FILE));
  }, 60_000);
  afterAll(async () => {
    pyright.stop();
    await ours.stop();
  });

  const at = ({ text, shift }: { readonly text: string; readonly shift: number }) => ours.at(FILE, text, { shift });
  const both = async <T>(method: string, params: unknown): Promise<readonly [T | null, T | null]> => [await ours.request<T | null>(method, params), await pyright.ask<T>(method, params)];
  const listsOf = async (method: string, params: unknown): Promise<readonly [readonly (Location | LocationLink)[], readonly (Location | LocationLink)[]]> => {
    const [own, theirs] = await both<readonly (Location | LocationLink)[]>(method, params);
    return [own ?? [], theirs ?? []];
  };

  describe.each(IN_STRINGS)('on $what', (place) => {
    it.each(['hover', 'definition', 'references', 'prepareRename'])('%s is answered here, and not by pyright', async (feature) => {
      const [own, theirs] = await both(`textDocument/${feature}`, { ...at(place), context: { includeDeclaration: true } });
      expect(own, 'this server').toBeTruthy();
      expect(theirs ?? null, 'pyright').toBeNull();
    });

    it('completion is offered here, and not by pyright', async () => {
      const [own, theirs] = await both<readonly CompletionItem[] | { readonly items: readonly CompletionItem[] }>('textDocument/completion', at(place));
      expect(itemsOf(own)).not.toEqual([]);
      expect(itemsOf(theirs)).toEqual([]);
    });
  });

  describe.each(IN_PYTHON)('on $what', (place) => {
    it('definition is left to pyright', async () => {
      const [own, theirs] = await listsOf('textDocument/definition', at(place));
      expect(theirs.length).toBeGreaterThan(0);
      expect(own).toEqual([]);
    });

    it('no place is a type definition for both', async () => {
      const [own, theirs] = await listsOf('textDocument/typeDefinition', at(place));
      expect(own.map(placeText).filter((each) => theirs.map(placeText).includes(each))).toEqual([]);
    });

    it('hover says nothing of Python types', async () => {
      const [own] = await both<Hover>('textDocument/hover', at(place));
      const words = own === null ? '' : (own.contents as { readonly value: string }).value;
      expect(words).not.toMatch(/\(variable\)|\(function\)|```python|_RelationshipDeclared|MappedColumn/);
      if (words !== '') expect(words).toMatch(/^\*\*`/);
    });

    it('references are the same places, which editors show once', async () => {
      const [own, theirs] = await listsOf('textDocument/references', { ...at(place), context: { includeDeclaration: true } });
      const inCode = own.filter((each) => overlapsAny(each, theirs)).map(placeText);
      expect(inCode.filter((each) => !theirs.map(placeText).includes(each))).toEqual([]);
    });
  });

  it('classes are renamed by pyright in Python code, and by this server in strings', async () => {
    const inCode = at({ text: 'class LoyaltyCard', shift: 8 });
    await expect(ours.request('textDocument/prepareRename', inCode)).rejects.toThrow(/Python's own tools/);
    expect(await pyright.ask('textDocument/prepareRename', inCode)).not.toBeNull();
  });

  it('no keyword of a call is completed twice', async () => {
    const [own, theirs] = await both<readonly CompletionItem[] | { readonly items: readonly CompletionItem[] }>('textDocument/completion', at({ text: 'relationship(back', shift: 'relationship('.length }));
    const labels = new Set(itemsOf(theirs).map(({ label }) => label));
    expect(itemsOf(own).filter(({ label }) => labels.has(label))).toEqual([]);
  });

  it('type hierarchy, lenses and hints are not among pyright\'s features', () => {
    const { typeHierarchyProvider, codeLensProvider, inlayHintProvider } = pyright.capabilities;
    expect([typeHierarchyProvider, codeLensProvider, inlayHintProvider]).toEqual([undefined, undefined, undefined]);
  });

  /** Whether a place shares text with one of others, by the lines of files that both name. */
  function overlapsAny(place: Location | LocationLink, others: readonly (Location | LocationLink)[]): boolean {
    const spanOf = (each: Location | LocationLink) => new LineIndex(ours.textOf(FILE)).spanOf(rangeOf(each));
    return others.some((other) => uriOf(other) === uriOf(place) && spanOf(other).start < spanOf(place).end && spanOf(place).start < spanOf(other).end);
  }
});

function itemsOf(answer: readonly CompletionItem[] | { readonly items: readonly CompletionItem[] } | null): readonly CompletionItem[] {
  if (answer === null) return [];
  return 'items' in answer ? answer.items : answer;
}

function uriOf(place: Location | LocationLink): string {
  return 'uri' in place ? place.uri : place.targetUri;
}

function rangeOf(place: Location | LocationLink): Range {
  return 'range' in place ? place.range : place.targetSelectionRange;
}

function placeText(place: Location | LocationLink): string {
  const { start, end } = rangeOf(place);
  return `${uriOf(place)}:${start.line}:${start.character}-${end.line}:${end.character}`;
}
