import { describe, expect, it } from 'vitest';
import { expanding, lineKindOf, NO_FILTER, partOfDiagram, type DiagramView } from '../../../server/src/core/diagram/part';
import { sampleDiagram } from '../../webview/support/sampleDiagram';

const A = 'shop.agents';
const B = 'shop.library';
const whole: DiagramView = { kind: 'whole' };
const focus = (entity: string, expanded: readonly string[] = []): DiagramView => ({ kind: 'focus', entity, depth: 1, expanded });
const names = (view: DiagramView, filter = NO_FILTER) =>
  partOfDiagram(sampleDiagram, view, filter).entities.map(({ name, hiddenNeighbours }) => (hiddenNeighbours === undefined ? name : `${name} +${hiddenNeighbours}`));

describe('the part of a diagram on show', () => {
  it('is the very same diagram while nothing is hidden', () => {
    expect(partOfDiagram(sampleDiagram, whole, NO_FILTER)).toBe(sampleDiagram);
  });

  it('counts the neighbours that a focus leaves out', () => {
    expect(names(focus(`${A}.UserProfile`))).toEqual(['User +3', 'UserProfile']);
  });

  it('shows the neighbours of what was expanded', () => {
    expect(names(focus(`${A}.UserProfile`, [`${A}.User`]))).toEqual(['User', 'AgentInstallation +1', 'UserProfile', 'Post', 'Student +1']);
    expect(names(focus(`${A}.UserProfile`, ['nobody', `${B}.Course`]))).toEqual(['User +3', 'UserProfile']);
  });

  it('leaves out hidden entities, groups and kinds of lines', () => {
    expect(names(whole, { ...NO_FILTER, groups: [B], entities: [`${A}.Post`] })).toEqual(['User +2', 'AgentInstallation', 'AgentManifest', 'UserProfile']);
    expect(partOfDiagram(sampleDiagram, whole, { ...NO_FILTER, lines: ['foreignKey', 'inheritance', 'readOnly'] }).edges.map(lineKindOf)).toEqual(['oneToMany', 'oneToOne', 'oneToMany', 'oneToMany', 'oneToMany', 'manyToMany', 'oneToMany']);
  });

  it('does not count neighbours over lines that are hidden', () => {
    expect(names(focus(`${A}.UserProfile`), { ...NO_FILTER, lines: ['foreignKey'] })).toEqual(['User +2', 'UserProfile']);
  });

  it('keeps the entity in focus though it is hidden', () => {
    expect(names(focus(`${A}.UserProfile`), { ...NO_FILTER, groups: [A] })).toEqual(['UserProfile +1']);
  });

  it('is what a comparison marks, with both ends of a changed line', () => {
    const marked = { ...sampleDiagram, edges: sampleDiagram.edges.map((edge) => (edge.id === 'books' ? { ...edge, change: 'changed' as const } : edge)) };
    expect(partOfDiagram(marked, { kind: 'changes' }, NO_FILTER).entities.map(({ name }) => name)).toEqual(['Author', 'Book']);
  });

  it('reveals neighbours, and no more of their group than them', () => {
    const hidden = { ...NO_FILTER, groups: [B] };
    const expanded = expanding(sampleDiagram, whole, hidden, `${A}.User`);
    expect(names(expanded.view, expanded.filter)).toEqual(['User', 'AgentInstallation', 'AgentManifest', 'UserProfile', 'Post', 'Student +1']);
    expect(expanding(sampleDiagram, focus(`${A}.Post`), NO_FILTER, `${A}.User`).view).toEqual(focus(`${A}.Post`, [`${A}.User`]));
  });
});
