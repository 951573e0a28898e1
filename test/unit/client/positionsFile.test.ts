import { describe, expect, it } from 'vitest';
import { mergePositions, readPositions, writePositions } from '../../../client/src/diagram/positionsFile';

describe('the file of positions', () => {
  it('has one line a card, sorted, in whole pixels', () => {
    expect(writePositions({ 'b.Post': { x: 10.6, y: -3.2 }, 'a.User': { x: 1, y: 2 } })).toBe(`{
  "version": 1,
  "positions": {
    "a.User": { "x": 1, "y": 2 },
    "b.Post": { "x": 11, "y": -3 }
  }
}
`);
    expect(readPositions(writePositions({}))).toEqual({ positions: {} });
  });

  it('reads what it wrote', () => {
    const positions = { 'a "quoted"': { x: 5, y: 6 } };
    expect(readPositions(writePositions(positions))).toEqual({ positions });
  });

  it.each([
    ['<<<<<<< HEAD\n{}', 'it holds the marks of a merge conflict'],
    ['[]', 'it is not a file of positions'],
    ['{ "version": 2, "positions": {} }', 'it is of version 2, and this extension reads version 1'],
    ['{ "version": 1, "positions": { "a": { "x": "1", "y": 2 } } }', 'the position of a is not two numbers'],
  ])('says what is wrong with %j', (text, reason) => {
    expect(readPositions(text)).toEqual({ reason });
  });

  it('keeps what others put there, and takes what was moved and forgotten here', () => {
    const inFile = { other: { x: 1, y: 1 }, moved: { x: 5, y: 5 }, same: { x: 9, y: 9 }, gone: { x: 3, y: 3 } };
    const known = { moved: { x: 0, y: 0 }, same: { x: 2, y: 2 }, gone: { x: 3, y: 3 } };
    const now = { moved: { x: 7, y: 7 }, same: { x: 2, y: 2 }, added: { x: 8, y: 8 } };
    expect(mergePositions(inFile, known, now)).toEqual({ other: { x: 1, y: 1 }, moved: { x: 7, y: 7 }, same: { x: 9, y: 9 }, added: { x: 8, y: 8 } });
  });
});
