import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/application';
import { askBridge } from './bridge';
import { attributeOf, replaceText, showFile } from './code';
import { readyApi } from './extension';
import { graph } from './graph';

describe('the diagram panel', () => {
  let api: ExtensionApi;

  before(async () => {
    api = await readyApi();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens on the entity under the cursor, with its neighbours', async () => {
    const editor = await showFile('agents/models/user.py');
    const at = attributeOf(editor.document, 'User', 'email');
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('sqlalchemyRelationships.openDiagram');
    const { entities } = await drawn(api, ({ entities }) => entities.length > 0);
    assert.deepEqual([...entities].sort(), ['agents.models.agent.AgentInstallation', 'agents.models.user.User', 'agents.models.user.UserProfile']);
  });

  it('shows the whole schema: every entity, and an edge for every pair and every one-way relationship', async () => {
    await vscode.commands.executeCommand('sqlalchemyRelationships.openDiagramWhole');
    const { mappers } = await graph();
    const { entities, edges } = await drawn(api, ({ entities }) => entities.length >= mappers.length);
    const missing = mappers.map(({ entity }) => entity).filter((entity) => !entities.includes(entity));
    assert.deepEqual(missing, []);
    assert.ok(edges.length > 0);
  });

  it('follows the cursor', async () => {
    await vscode.commands.executeCommand('sqlalchemyRelationships.openDiagram', 'shop.models.orders.Order');
    await drawn(api, ({ entities }) => entities.includes('shop.models.orders.Order') && !entities.includes('agents.models.user.User'));
    const editor = await showFile('shop/models/school.py');
    const at = attributeOf(editor.document, 'Student', 'name');
    editor.selection = new vscode.Selection(at, at);
    const { entities } = await drawn(api, ({ entities }) => entities.includes('shop.models.school.Student'));
    assert.ok(entities.includes('shop.models.school.Course'));
    assert.ok(!entities.includes('shop.models.orders.Order'));
  });

  it('changes while typing', async () => {
    const editor = await showFile('shop/models/school.py');
    await vscode.commands.executeCommand('sqlalchemyRelationships.openDiagram', 'shop.models.school.Student');
    await drawn(api, ({ entities }) => entities.includes('shop.models.school.Course'));
    await replaceText(editor.document, 'class Course(Base):', 'class Lesson(Base):');
    await replaceText(editor.document, 'List["Course"]', 'List["Lesson"]');
    const { entities } = await drawn(api, ({ entities }) => entities.includes('shop.models.school.Lesson'));
    assert.ok(!entities.includes('shop.models.school.Course'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await drawn(api, ({ entities }) => entities.includes('shop.models.school.Course'));
  });

  it('says something when a file is broken, and recovers', async () => {
    const editor = await showFile('shop/models/school.py');
    await replaceText(editor.document, 'class Student(Base):', 'class Student(Base:');
    await replaceText(editor.document, 'class Student(Base:', 'class Student(Base):');
    await drawn(api, ({ entities }) => entities.includes('shop.models.school.Student'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('breaks no rule of its content security policy, and reports no error', async () => {
    assert.deepEqual(await askBridge({ kind: 'violations' }), []);
    assert.deepEqual(api.diagramActivity().violations, []);
    assert.deepEqual(api.diagramActivity().errors, []);
  });
});

type Drawn = NonNullable<ReturnType<ExtensionApi['diagramActivity']>['drawn']>;

/** What is drawn, once it satisfies `accepts`. */
async function drawn(api: ExtensionApi, accepts: (drawn: Drawn) => boolean): Promise<Drawn> {
  const { drawn } = await api.whenDiagram(({ drawn }) => drawn !== undefined && accepts(drawn));
  assert.ok(drawn !== undefined);
  return drawn;
}
